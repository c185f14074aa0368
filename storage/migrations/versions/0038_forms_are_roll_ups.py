"""What the forms of KSTTHC count: how each dossier ended, under which field, and the roll-ups of it"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_how = sa.Enum("before", "in_time", "late", name="endedhow", native_enum=False, length=20)
_COUNTS = ("online", "other", "before", "in_time", "late", "whole", "whole_online", "part", "part_online")
_ENDS = "('finished', 'handed_over', 'refused', 'withdrawn')"
_OF_LIST = (
    "FROM procedure WHERE procedure.code = dossier.procedure_code "
    "AND procedure.unit_id = COALESCE(dossier.holder_id, dossier.unit_id)"
)
# An end without a day, known since the dossier was first seen, counts from its first day on.
_ENDED = f"""
UPDATE dossier SET ended_on = (
  SELECT MIN(CASE
    WHEN e.day < dossier.received_on THEN dossier.received_on
    WHEN NOT e.exact AND (e.import_id = r.import_id OR (e.import_id IS NULL AND r.import_id IS NULL))
      THEN dossier.received_on
    ELSE e.day END)
  FROM dossier_event e JOIN dossier_event r ON r.dossier_id = e.dossier_id AND r.kind = 'received'
  WHERE e.dossier_id = dossier.id AND e.kind IN {_ENDS})
"""  # noqa: S608
_HOW = """
UPDATE dossier SET ended_how = CASE
  WHEN state IN ('refused', 'withdrawn') THEN 'in_time'
  WHEN EXISTS (SELECT 1 FROM late_spell s WHERE s.dossier_id = dossier.id AND s.late_from <= dossier.ended_on
    AND (s.late_until IS NULL OR s.late_until > dossier.ended_on)) THEN 'late'
  WHEN COALESCE(finished_on, returned_on) IS NOT NULL AND ended_on < due_on THEN 'before'
  ELSE 'in_time' END
WHERE ended_on IS NOT NULL
"""
_LISTED = f"""
UPDATE dossier SET counted_field = COALESCE((SELECT procedure.field {_OF_LIST}), field),
  counted_level = (SELECT procedure.service_level {_OF_LIST})
"""  # noqa: S608
_DAYS = """
INSERT INTO handling_day (unit_id, day, field, online, other, before, in_time, late,
  whole, whole_online, part, part_online)
SELECT unit_id, day, field, SUM(online), SUM(other), SUM(before), SUM(in_time), SUM(late),
  SUM(whole), SUM(whole_online), SUM(part), SUM(part_online) FROM (
  SELECT unit_id, received_on AS day, counted_field AS field,
    CASE WHEN submitted = 'online' THEN 1 ELSE 0 END AS online,
    CASE WHEN submitted = 'online' THEN 0 ELSE 1 END AS other,
    0 AS before, 0 AS in_time, 0 AS late,
    CASE WHEN counted_level >= 4 THEN 1 ELSE 0 END AS whole,
    CASE WHEN counted_level >= 4 AND submitted = 'online' THEN 1 ELSE 0 END AS whole_online,
    CASE WHEN counted_level = 3 THEN 1 ELSE 0 END AS part,
    CASE WHEN counted_level = 3 AND submitted = 'online' THEN 1 ELSE 0 END AS part_online
  FROM dossier
  UNION ALL
  SELECT unit_id, ended_on, counted_field, 0, 0,
    CASE WHEN ended_how = 'before' THEN 1 ELSE 0 END,
    CASE WHEN ended_how = 'in_time' THEN 1 ELSE 0 END,
    CASE WHEN ended_how = 'late' THEN 1 ELSE 0 END, 0, 0, 0, 0
  FROM dossier WHERE ended_on IS NOT NULL
) AS moved GROUP BY unit_id, day, field
"""


def _create(name: str, day: str) -> None:
    op.create_table(
        name,
        sa.Column("unit_id", Id, nullable=False),
        sa.Column(day, sa.Date(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        *(sa.Column(count, Id, nullable=False) for count in _COUNTS),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=f"fk_{name}_unit_id_unit"),
        sa.PrimaryKeyConstraint("unit_id", day, "field", name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )


def _fill_months() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    month = "date(day, 'start of month')" if is_sqlite else "CAST(date_trunc('month', day) AS DATE)"
    sums = ", ".join(f"SUM({name})" for name in _COUNTS)
    op.execute(
        f"INSERT INTO handling_month (unit_id, month, field, {', '.join(_COUNTS)}) "  # noqa: S608
        f"SELECT unit_id, {month}, field, {sums} FROM handling_day GROUP BY unit_id, {month}, field"
    )


def upgrade() -> None:
    op.add_column("dossier", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("dossier", sa.Column("ended_how", _how, nullable=True))
    op.add_column("dossier", sa.Column("counted_field", sa.String(), server_default="", nullable=False))
    op.add_column("dossier", sa.Column("counted_level", Id, nullable=True))
    for statement in (_ENDED, _HOW, _LISTED):
        op.execute(statement)
    op.create_index("ix_dossier_unit_id_received_on", "dossier", ["unit_id", "received_on"])
    _create("handling_day", "day")
    _create("handling_month", "month")
    op.execute(_DAYS)
    _fill_months()


def downgrade() -> None:
    op.drop_table("handling_month")
    op.drop_table("handling_day")
    op.drop_index("ix_dossier_unit_id_received_on", "dossier")
    for name in ("counted_level", "counted_field", "ended_how", "ended_on"):
        op.drop_column("dossier", name)
