"""Kinds that files and tables have in common, apart from the tables: who reads a file need not load a database."""

import enum


class DeadlineKind(enum.StrEnum):
    DATE = "date"
    YEAR = "year"
    CONTINUOUS = "continuous"
    TRIGGER = "trigger"


class DossierState(enum.StrEnum):
    """`FINISHED` decides on lateness, `HANDED_OVER` opens the rating."""

    RECEIVED = "received"
    WAITING = "waiting"
    EXTENDED = "extended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"
    HANDED_OVER = "handed_over"


class EndedHow(enum.StrEnum):
    """For the due day. What was refused or withdrawn, or had no due day, ended in time."""

    BEFORE = "before"
    IN_TIME = "in_time"
    LATE = "late"
