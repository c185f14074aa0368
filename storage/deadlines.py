import enum


class DeadlineKind(enum.StrEnum):
    DATE = "date"
    YEAR = "year"
    CONTINUOUS = "continuous"
    TRIGGER = "trigger"
