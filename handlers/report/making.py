"""A report asked for becomes files: the same for the chat and the command line."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.figures.charts import charts_of
from handlers.kit.files import DOCX, XLSX
from handlers.kit.occasion import Office, ruled
from handlers.making.charts.figures import Chart
from handlers.making.proofreading.faults import Fault
from handlers.making.workbooks.sheets import Sheet
from handlers.making.workbooks.workbook import write_workbook
from handlers.report.content import Report, Wanted, collect_report
from handlers.report.frozen import Frozen, freeze
from handlers.report.proof.proving import Layout, prove
from handlers.report.reconciliation import Reconciliation, reconcile, reconciliation_sheets
from handlers.report.sheets import flat_sheet, headed, report_sheets
from handlers.report.template.apart import render_apart
from handlers.report.template.values import template_values
from handlers.report.wording import title
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.days.calendars import Regime
from storage.ground.days.working_time import local_day
from storage.messages.files import StoredFile, read_file
from storage.report.templates import find_template, reporting_unit


@dataclass(frozen=True, slots=True)
class ReportFile:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """`template`: name of the unit's own layout, where the document has that. `faults`: what is false in the document,
    which nobody is to be given then; `left_out`: what was, and does not stand in it any more."""

    report: Report
    figures: Frozen
    files: Sequence[ReportFile]
    template: str = ""
    faults: Sequence[Fault] = ()
    left_out: Sequence[Fault] = ()


async def make_report(
    database: Database, office: Office, wanted: Wanted, now: datetime, *, leave_out: bool = False
) -> Made:
    """`leave_out`: without the sentences that are found to be false."""
    say = Words("vi")
    report, found = await _gather(database, office, wanted, now)
    async with database.read() as db:
        drawn = await charts_of(
            db, wanted.unit_ids, report.days, local_day(now), say, report.compared, tasks=report.form is None
        )
    # The low ones first: more of them stand on the page on which the text ends.
    charts = sorted((chart for chart in drawn if not chart.is_empty), key=lambda chart: chart.slope)
    extra = [headed(say, report, one, "reconciliation") for one in reconciliation_sheets(say, found)] if found else []
    template = await _template(database, wanted)
    layout = await _in_own_layout(say, report, charts, template) if template else None
    proved = await asyncio.to_thread(prove, say, report, charts, layout, leave_out=leave_out)
    files = await asyncio.to_thread(write_files, say, report, extra, proved.content)
    name = template.name if template else ""
    return Made(report, freeze(say, report, found), files, name, proved.faults, proved.left_out)


async def _in_own_layout(say: Words, report: Report, charts: Sequence[Chart], template: StoredFile) -> Layout:
    return Layout(template.content, await render_apart(template.content, template_values(say, report, charts)))


async def _template(database: Database, wanted: Wanted) -> StoredFile | None:
    async with database.read() as db:
        found = await find_template(db, await reporting_unit(db, wanted.unit_ids))
        return await read_file(db, found.file_id) if found else None


async def figures_now(database: Database, office: Office, wanted: Wanted, now: datetime) -> Frozen:
    """What a report would say that was made now."""
    return freeze(Words("vi"), *await _gather(database, office, wanted, now))


async def _gather(
    database: Database, office: Office, wanted: Wanted, now: datetime
) -> tuple[Report, Reconciliation | None]:
    """Reads in one transaction, so that no two figures are of different moments; writes nothing."""
    async with database.read() as db:
        office = await ruled(db, office)
        report = await collect_report(db, office, wanted, now)
        found = await reconcile(db, wanted.unit_ids, office.calendars, wanted.period, local_day(now))
    return report, found


def write_files(say: Words, report: Report, extra: Sequence[Sheet], document: bytes) -> list[ReportFile]:
    """`document`: the .docx."""
    stem = file_stem(report)
    author, name = report.unit, title(say, report)
    sheets = [*report_sheets(say, report), *extra]
    workbook = write_workbook(sheets, report.made_at, title=name, author=author)
    flat = write_workbook([flat_sheet(say, report)], report.made_at, title=name, author=author)
    return [
        ReportFile(f"{stem}.docx", DOCX, document),
        ReportFile(f"{stem}.xlsx", XLSX, workbook),
        ReportFile(f"{stem}-{say('report_text.flat_file')}.xlsx", XLSX, flat),
    ]


def file_stem(report: Report) -> str:
    """`bao-cao-kstthc-20190315-20190614`: the days of the figures, which are not the same in both calendars."""
    kind = "kstthc" if report.regime is Regime.KSTTHC else "cchc"
    return f"bao-cao-{kind}-{report.days.code}"
