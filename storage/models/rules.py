"""What the officer has set of the rules that hold from a day until a day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey

from storage.models.base import Base, Mapped, mapped_column


class Rule(Base):
    """`name`: a `RuleName` (storage/rules/rules.py). `value`: as that kind of rule writes it. `last`: None where no end
    is known. The newest row that holds a day overrules those before and what is shipped. Nothing is deleted: one that
    was taken back bears the time."""

    __tablename__ = "rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    value: Mapped[str]
    first: Mapped[date]
    last: Mapped[date | None]
    source: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    set_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
