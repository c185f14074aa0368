"""`/summary` over growing tables: a department of thirteen units, three channels, three years."""

import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from handlers.figures.comparing import collect_earlier
from handlers.figures.gathering import collect_figures
from storage.database import Database
from storage.ground.days.periods import Period
from storage.migrate import migrate
from storage.people.units import subtree
from tests.bench.yardstick import statement_milliseconds

TODAY = date(2025, 12, 31)
PERIODS = {
    "month": Period.of_months(2025, 8, 8),
    "quarter": Period.of_months(2025, 7, 9),
    "year": Period.of_months(2025, 1, 12),
    "three years": Period(date(2023, 1, 1), TODAY),
}
REPORTED = ("month", "quarter", "year")  # a director's periods; three years show how it grows beyond
TIMES = 25

# A rating for each returned dossier, in the order of their days as in life: one dossier in 500 was returned late, one
# in 2,000 is still out; every fourth late one got no letter. One rating in 25 is an unhappy one.
_FACTS = """
INSERT INTO unit (id, parent_id, name, folded_name) VALUES (1, NULL, 'Sở', 'so');
INSERT INTO unit (id, parent_id, name, folded_name)
  WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 13)
  SELECT i, 1, 'Đơn vị ' || i, 'don vi ' || i FROM n;
INSERT INTO person (id, channel, address, language, first_seen_at, last_seen_on)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < max(1, {count} / 2))
  SELECT i, 'web', 'a' || i, 'vi', '2023-01-01 00:00:00.000000', '2023-01-01' FROM n;
INSERT INTO dossier (id, unit_id, code, procedure_code, submitted, received_on, due_on, returned_on, phone_hash)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
  SELECT i, 2 + i % 12, printf('H-%08d', i), 'P-' || i % 79, 'direct',
         date('2023-01-01', (i * 1090 / {count}) || ' days'),
         date('2023-01-01', (i * 1090 / {count} + 5) || ' days'),
         CASE WHEN i % 2000 = 7 THEN NULL
              ELSE date('2023-01-01', (i * 1090 / {count} + iif(i % 500 = 3, 9, 4)) || ' days') END,
         lower(hex(randomblob(32)))
  FROM n;
UPDATE dossier SET counted_field = 'Lĩnh vực ' || (id / 7 % 20), submitted = iif(id % 3, 'online', 'direct'),
  counted_level = 3 + id % 2, ended_on = returned_on,
  ended_how = CASE WHEN returned_on IS NULL THEN NULL WHEN returned_on > due_on THEN 'late' ELSE 'before' END;
INSERT INTO handling_day (unit_id, day, field, online, other, before, in_time, late, whole, whole_online, part,
    part_online)
  SELECT unit_id, day, field, sum(online), sum(other), sum(before), 0, sum(late), sum(whole), sum(whole AND online),
    sum(part), sum(part AND online) FROM (
    SELECT unit_id, received_on AS day, counted_field AS field, submitted = 'online' AS online,
      submitted <> 'online' AS other, 0 AS before, 0 AS late, counted_level = 4 AS whole, counted_level = 3 AS part
    FROM dossier
    UNION ALL SELECT unit_id, ended_on, counted_field, 0, 0, ended_how = 'before', ended_how = 'late', 0, 0
    FROM dossier WHERE ended_on IS NOT NULL
  ) GROUP BY 1, 2, 3;
INSERT INTO handling_month (unit_id, month, field, online, other, before, in_time, late, whole, whole_online, part,
    part_online)
  SELECT unit_id, date(day, 'start of month'), field, sum(online), sum(other), sum(before), sum(in_time), sum(late),
    sum(whole), sum(whole_online), sum(part), sum(part_online) FROM handling_day GROUP BY 1, 2, 3;
UPDATE dossier SET finished_on = returned_on, state = iif(returned_on IS NULL, 'received', 'handed_over');
INSERT INTO late_spell (dossier_id, late_from, due_on, unit_id, received_on)
  SELECT id, date(due_on, '+1 day'), due_on, unit_id, received_on FROM dossier
  WHERE returned_on IS NULL OR returned_on > due_on;
INSERT INTO apology_letter (dossier_id, number, issued_on)
  SELECT id, id || '/TXL', returned_on FROM dossier WHERE returned_on > due_on AND id % 4 < 3;
INSERT INTO rating (id, unit_id, person_id, rater, channel, level, rated_on, rated_at, reasons)
  SELECT id, unit_id, 1 + id % max(1, {count} / 2), 1 + abs(random()) % max(1, {count} / 2),
         CASE id / 12 % 3 WHEN 0 THEN 'telegram' WHEN 1 THEN 'web' ELSE 'zalo' END,
         CASE WHEN id % 25 = 0 THEN 2 ELSE 4 + id % 2 END, returned_on, returned_on || ' 05:00:00.000000', '[]'
  FROM dossier WHERE returned_on IS NOT NULL;
INSERT INTO rated_dossier (dossier_id, rating_id) SELECT id, id FROM rating;
INSERT INTO rating_day (unit_id, day, channel, rated, satisfied, identified, covered)
  SELECT unit_id, rated_on, channel, count(*), sum(level >= 4), count(*), count(*) FROM rating GROUP BY 1, 2, 3;
INSERT INTO rating_repeat (scope_id, day, previous_day, repeats)
  SELECT 1, rated_on, before, count(*) FROM (
    SELECT rated_on, lag(rated_on) OVER (PARTITION BY rater ORDER BY rated_on, id) AS before FROM rating
  ) WHERE before IS NOT NULL GROUP BY 2, 3;
INSERT INTO dossier_day (unit_id, day, received, returned)
  SELECT unit_id, day, sum(received), sum(returned) FROM (
    SELECT unit_id, received_on AS day, 1 AS received, 0 AS returned FROM dossier
    UNION ALL SELECT unit_id, returned_on, 0, 1 FROM dossier WHERE returned_on IS NOT NULL
  ) GROUP BY 1, 2;
INSERT INTO rating_month (unit_id, month, channel, rated, satisfied, identified, covered)
  SELECT unit_id, date(day, 'start of month'), channel, sum(rated), sum(satisfied), sum(identified), sum(covered)
  FROM rating_day GROUP BY 1, 2, 3;
INSERT INTO rating_repeat_month (scope_id, month, previous_day, repeats)
  SELECT scope_id, date(day, 'start of month'), previous_day, sum(repeats) FROM rating_repeat GROUP BY 1, 2, 3;
INSERT INTO dossier_month (unit_id, month, received, returned)
  SELECT unit_id, date(day, 'start of month'), sum(received), sum(returned) FROM dossier_day GROUP BY 1, 2;
"""


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """`wall`: of all queries, as a clock sees it. Of the thread that asks alone, whatever else the machine does:
    `figures` of the period, `compared` for those it is compared with. All data are in memory by then. `statements`: as
    many that find nothing take as long, measured in turn with them."""

    wall: float
    figures: float
    compared: float
    statements: float

    @property
    def own(self) -> float:
        return self.figures + self.compared


def _fill(path: Path, count: int) -> None:
    """Indexes are built after the rows, and nothing waits for the disk: five million in a minute or two."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-262144"):
            db.execute(f"PRAGMA {pragma}")
        indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        for name, _ in indexes:
            db.execute(f"DROP INDEX {name}")
        db.executescript(_FACTS.format(count=count))
        for _, sql in indexes:
            db.execute(sql)
        db.execute("PRAGMA journal_mode=WAL")


@contextlib.asynccontextmanager
async def filled(count: int) -> AsyncIterator[Database]:
    """With so many dossiers and ratings."""
    with TemporaryDirectory(prefix="cchc-bench-") as folder:
        path = Path(folder) / "figures.db"
        database = Database(f"sqlite:///{path}")
        await migrate(database)
        await database.close()
        _fill(path, count)
        database = Database(f"sqlite:///{path}")
        try:
            yield database
        finally:
            await database.close()


async def measure(count: int) -> dict[str, Milliseconds]:
    """All queries of one /summary with so many ratings stored, by period; medians."""
    async with filled(count) as database:
        return {name: await _milliseconds(database, period, count) for name, period in PERIODS.items()}


async def _milliseconds(database: Database, period: Period, count: int) -> Milliseconds:
    """Over the connection that the intake's handlers use: it runs statements in the thread that asks."""
    wall, own, compared, statements = [], [], [], []
    async with database.write() as db:
        for _ in range(TIMES):
            began, own_began = time.perf_counter(), time.thread_time()
            units = await subtree(db, [1])
            figures = await collect_figures(db, units, period, TODAY)
            between = time.thread_time()
            await collect_earlier(db, units, period, TODAY)
            compared.append((time.thread_time() - between) * 1000)
            own.append((between - own_began) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
            statements.append((own[-1] + compared[-1]) / await statement_milliseconds(db))
    if period.first == PERIODS["three years"].first and figures.ratings.rated < count * 0.98:
        raise RuntimeError(f"{figures.ratings.rated} ratings found of {count}")
    return Milliseconds(median(wall), median(own), median(compared), median(statements))
