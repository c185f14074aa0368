"""The report as a state document: body, signature, recipients, and the task table as its appendix."""

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
from handlers.report.comparison import comparison
from handlers.report.content import Report
from handlers.report.kstthc import form_appendices
from handlers.report.parts import Part, part_blocks, result_parts
from handlers.report.wording import deadline_words, state_words, subject_words, task_rows, title
from handlers.words.catalogue import Words
from handlers.words.formats import sentence_case


def report_document(say: Words, report: Report, charts: Sequence[Chart] = ()) -> StateDocument:
    letterhead = report.office.letterhead
    head = Head(
        agency=report.unit,
        parent=report.parent or letterhead.parent,
        addressees=letterhead.addressees,
        symbol=say("report_text.symbol", symbol=letterhead.symbol),
        place=letterhead.place,
        kind=say("report_text.kind"),
        subject=title(say, report),
        year=report.made_at.year,
    )
    return StateDocument(
        head,
        list(ended(_body(say, report, charts))),
        Signature(letterhead.signed_by, letterhead.name),
        [*report.office.recipients, say("report_text.archive", archive=letterhead.archive)],
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
    yield from part_blocks(say, report, Part.OPENING)
    yield Heading(say("report_text.part_1"))
    parts = [part_blocks(say, report, part) for part in result_parts(report.regime)]
    sections = [blocks for blocks in (*parts, list(comparison(say, report))) if blocks]
    for number, blocks in enumerate(sections, 1):
        yield from _numbered(number, blocks)
    for chart in charts:
        yield Picture(chart.png, chart.width_cm, chart.description, chart.title)
    yield Heading(say("report_text.part_2"))
    yield from _numbered(1, part_blocks(say, report, Part.DONE_WELL))
    yield from _numbered(2, part_blocks(say, report, Part.REMAINING))
    yield Heading(say("report_text.part_3"))
    yield from part_blocks(say, report, Part.PROPOSALS)
    yield Paragraph(say("report_text.closing", unit=report.unit, subject=subject_words(say, report)))


def _numbered(number: int, blocks: Iterable[Block]) -> Iterator[Block]:
    """Puts the number in front of the section's own heading."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            yield Heading(f"{number}. {block.text}", 2)
        else:
            yield block


def task_table(say: Words, report: Report) -> Table:
    columns = [
        Column(say("report_text.column_area"), 14),
        Column(say("report_text.column_task"), 25),
        Column(say("report_text.column_lead"), 12),
        Column(say("report_text.column_product"), 13),
        Column(say("report_text.column_deadline"), 13),
        Column(say("report_text.column_state"), 9, Alignment.CENTER),
        Column(say("report_text.column_note"), 34),
    ]
    rows = [
        (
            area_name(task),
            f"{task.number}. {task.title}",
            task.unit,
            task.product,
            deadline_words(say, task),
            state_words(say, task),
            sentence_case(note),
        )
        for task, note in task_rows(say, report)
    ]
    # The area stands in every row: a page that begins within one still says which it is.
    return Table(columns, rows, whole_rows=False)
