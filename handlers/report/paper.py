"""The report as a state document: body, signature, recipients, and the task table as its appendix."""

import struct
from collections.abc import Iterable, Iterator, Sequence

from handlers.kit.task_names import area_name
from handlers.making.charts.figures import Chart
from handlers.making.documents.model import (
    Alignment,
    Appendix,
    Block,
    Column,
    Head,
    Heading,
    Paragraph,
    Picture,
    Signature,
    StateDocument,
    Table,
    ended,
)
from handlers.report.assessment import done_well, proposals, remaining
from handlers.report.comparison import comparison
from handlers.report.content import Report
from handlers.report.kstthc import KSTTHC_RESULTS, form_appendices
from handlers.report.sections import RESULTS
from handlers.report.wording import deadline_words, opening, period_words, task_rows, title
from handlers.words.catalogue import Words
from handlers.words.keys import STATE

# Two charts fit on a page, and their letters are as high as the text's.
PICTURE_CM, HIGHEST_CM = 15.5, 11.0


def report_document(say: Words, report: Report, charts: Sequence[Chart] = ()) -> StateDocument:
    letterhead = report.office.letterhead
    head = Head(
        agency=report.unit,
        parent=letterhead.parent,
        symbol=say("report_text.symbol", symbol=letterhead.symbol),
        place=letterhead.place,
        kind=say("report_text.kind"),
        subject=title(say, report),
        year=report.made_at.year,
    )
    return StateDocument(
        head,
        list(ended(_body(say, report, charts))),
        Signature([letterhead.signer]),
        [*report.office.recipients, say("report_text.archive")],
        _appendices(say, report),
    )


def _appendices(say: Words, report: Report) -> list[Appendix]:
    """The plan's tasks, or the forms where the regime reports by these."""
    if report.form is not None:
        return form_appendices(say, report.form)
    if not report.figures.tasks:
        return []
    title = say("report_text.appendix", unit=report.unit, year=report.figures.year)
    return [Appendix(title, [task_table(say, report)])]


def _body(say: Words, report: Report, charts: Sequence[Chart]) -> Iterator[Block]:
    yield Paragraph(opening(say, report))
    yield Heading(say("report_text.part_1"))
    chosen = (*(RESULTS if report.form is None else KSTTHC_RESULTS), comparison)
    sections = [blocks for section in chosen if (blocks := list(section(say, report)))]
    for number, blocks in enumerate(sections, 1):
        yield from _numbered(number, blocks)
    for chart in charts:
        yield Picture(chart.png, _width_cm(chart.png), chart.description, chart.title)
    yield Heading(say("report_text.part_2"))
    yield from _numbered(1, done_well(say, report))
    yield from _numbered(2, remaining(say, report))
    yield Heading(say("report_text.part_3"))
    yield from proposals(say, report)
    yield Paragraph(say("report_text.closing", unit=report.unit, period=period_words(say, report)))


def _width_cm(png: bytes) -> float:
    """As wide as the text, unless it would be too high. A PNG says its size in its first bytes."""
    width, height = (int(number) for number in struct.unpack(">II", png[16:24]))
    return min(PICTURE_CM, HIGHEST_CM * width / height)


def _numbered(number: int, blocks: Iterable[Block]) -> Iterator[Block]:
    """Puts the number in front of the section's own heading."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            yield Heading(f"{number}. {block.text}", 2)
        else:
            yield block


def task_table(say: Words, report: Report) -> Table:
    columns = [
        Column(say("report_text.column_area"), 13, merged=True),
        Column(say("report_text.column_task"), 27),
        Column(say("report_text.column_product"), 14),
        Column(say("report_text.column_deadline"), 12),
        Column(say("report_text.column_state"), 9, Alignment.CENTER),
        Column(say("report_text.column_note"), 41),
    ]
    rows = [
        (
            area_name(task),
            f"{task.number}. {task.title}",
            task.product,
            deadline_words(say, task),
            say(STATE[task.state]),
            note,
        )
        for task, note in task_rows(say, report)
    ]
    return Table(columns, rows)
