"""A stored report beside the same report as it would be made now."""

from dataclasses import dataclass
from datetime import datetime

from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Office
from handlers.report.changes import Change, changes, digest
from handlers.report.content import Wanted
from handlers.report.questions import FindChanges, Issue
from handlers.words.catalogue import Words
from storage.database import Database
from storage.people.units import subtree
from storage.report.reports import ReportRow, figures_of, find_report, units_in


@dataclass(frozen=True, slots=True)
class Compared:
    """`digest`: of the figures as they are now."""

    changes: list[Change]
    digest: str


async def compare(database: Database, office: Office, report: ReportRow, now: datetime) -> Compared:
    from handlers.report.making import figures_now  # loaded with the first report

    async with database.read() as db:
        stored = await figures_of(db, report.id)
        units = await subtree(db, units_in(report.scope))
    current = await figures_now(database, office, Wanted(frozenset(units), report.period, report.regime), now)
    return Compared(changes(Words("vi"), stored, current), digest(current))


async def compare_in_job(workshop: Workshop, job: Issue | FindChanges) -> Compared:
    async with workshop.database.read() as db:
        report = await find_report(db, job.units, job.report_id)
    return await compare(workshop.database, workshop.office, report, workshop.clock())
