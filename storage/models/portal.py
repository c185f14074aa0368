"""What the National Portal says of us, beside what we compute ourselves."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey

from storage.models.base import Base, Mapped, mapped_column
from storage.models.registers import Exact


class PortalScore(Base):
    """Points of one criterion of the index for a unit and a period, as the portal shows them; entered again, they are
    replaced."""

    __tablename__ = "portal_score"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[date] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    points: Mapped[Decimal] = mapped_column(Exact)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    entered_at: Mapped[datetime]
