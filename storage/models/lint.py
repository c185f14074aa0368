"""What was found in a plan when it was last looked at, and what is to stay as it is."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy import text as sql

from storage.models.base import Base, Mapped, mapped_column

_HOLDS = "undone_at IS NULL"


class LintWaiver(Base):
    """A finding that somebody decided to leave. `code` stands for what was found: when the content changes there is
    another code, and the waiver means nothing any more. One that was taken back stays, with the time."""

    __tablename__ = "lint_waiver"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    waived_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_lint_waiver_holds",
            "plan_id",
            "code",
            unique=True,
            sqlite_where=sql(_HOLDS),
            postgresql_where=sql(_HOLDS),
        ),
    )


class LintRun(Base):
    """The newest look of one person at a period, so that its screens need not look again. It can be lost: it is made
    anew. `unit_ids`: what the person reached then."""

    __tablename__ = "lint_run"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    first: Mapped[date]
    last: Mapped[date]
    unit_ids: Mapped[list[int]] = mapped_column(JSON)
    tasks: Mapped[int]
    ran_at: Mapped[datetime]


class LintFinding(Base):
    """One finding of a run, in words. `tasks`: the (id, number) of each task that it concerns."""

    __tablename__ = "lint_finding"

    person_id: Mapped[int] = mapped_column(ForeignKey("lint_run.person_id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str]
    severity: Mapped[str]
    place: Mapped[str]
    tasks: Mapped[list[list[int]]] = mapped_column(JSON)
    where: Mapped[str]
    what: Mapped[str]
    why: Mapped[str]
    fix: Mapped[str]
