"""Roll-ups by month beside those by day: a year is read in twelve rows instead of 365"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_RATINGS = ("rated", "satisfied", "identified", "covered")
_REPEATS = ("repeats",)
_DOSSIERS = ("received", "returned")


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _create(name: str, scope: str, further: sa.Column[Any] | None, counts: tuple[str, ...]) -> None:
    keys: list[sa.Column[Any]] = [
        sa.Column(scope, _id(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
    ]
    if further is not None:
        keys.append(further)
    op.create_table(
        name,
        *keys,
        *(sa.Column(count, _id(), nullable=False) for count in counts),
        sa.ForeignKeyConstraint([scope], ["unit.id"], name=op.f(f"fk_{name}_{scope}")),
        sa.PrimaryKeyConstraint(*(key.name for key in keys), name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _fill(months: str, days: str, keys: tuple[str, ...], counts: tuple[str, ...]) -> None:
    day, others = sa.column("day", sa.Date()), [sa.column(key, sa.String()) for key in keys]
    if op.get_bind().dialect.name == "sqlite":
        month: sa.ColumnElement[Any] = sa.func.date(day, "start of month")
    else:
        month = sa.cast(sa.func.date_trunc("month", day), sa.Date)
    sums = [sa.func.sum(sa.column(count, sa.Integer())) for count in counts]
    rows = sa.select(month, *others, *sums).select_from(sa.table(days)).group_by(month, *others)
    names = ("month", *keys, *counts)
    op.execute(sa.insert(sa.table(months, *map(sa.column, names))).from_select(names, rows))


def upgrade() -> None:
    _create("rating_month", "unit_id", sa.Column("channel", sa.String(), nullable=False), _RATINGS)
    _fill("rating_month", "rating_day", ("unit_id", "channel"), _RATINGS)
    _create("rating_repeat_month", "scope_id", sa.Column("previous_day", sa.Date(), nullable=False), _REPEATS)
    _fill("rating_repeat_month", "rating_repeat", ("scope_id", "previous_day"), _REPEATS)
    _create("dossier_month", "unit_id", None, _DOSSIERS)
    _fill("dossier_month", "dossier_day", ("unit_id",), _DOSSIERS)


def downgrade() -> None:
    op.drop_table("dossier_month")
    op.drop_table("rating_repeat_month")
    op.drop_table("rating_month")
