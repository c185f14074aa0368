"""The report's last look at itself: its finished document is read back before anybody gets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from handlers.making.charts.figures import Chart
from handlers.making.documents.body import attached_words
from handlers.making.documents.head import number_words, place_date_words
from handlers.making.documents.model import Block, Bullet, Heading, Paragraph, StateDocument, Table
from handlers.making.documents.writer import write_document
from handlers.making.proofreading.faults import Fault
from handlers.making.proofreading.leaving_out import without
from handlers.making.proofreading.lines import read_lines
from handlers.making.proofreading.proof import Known, proofread
from handlers.report.content import Report
from handlers.report.paper import report_document
from handlers.report.proof.claims import claims_of, claims_to_be_in_time
from handlers.report.proof.forms import sentences_of_forms
from handlers.report.proof.numbers import known_numbers, known_rates
from handlers.report.proof.sentences import derived_sentences
from handlers.report.sheets import figure_rows
from handlers.report.wording import days_words, stands_words
from handlers.words.catalogue import Words
from handlers.words.keys import STATE
from handlers.words.registers import figure_words
from storage.ground.text import fold_letters
from storage.plan.tasks import TaskRow, TaskState


@dataclass(frozen=True, slots=True)
class Proved:
    """`faults`: what is false in the document; `left_out`: what was, and does not stand in it any more."""

    content: bytes
    faults: Sequence[Fault]
    left_out: Sequence[Fault] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The office's own: the template, and the report written in it."""

    template: bytes
    filled: bytes

    def words(self) -> str:
        """Its own words, whose numbers are not the report's to know."""
        return "\n".join("\n".join((line.text, *line.row)) for line in read_lines(self.template))


def prove(
    say: Words, report: Report, charts: Sequence[Chart], layout: Layout | None, *, leave_out: bool = False
) -> Proved:
    """The finished .docx, read back. `leave_out`: without the sentences that are found to be false."""
    document = report_document(say, report, charts)
    content = layout.filled if layout else write_document(document, report.made_at)
    right = known(say, report, document, charts, layout.words() if layout else "")
    faults = proofread(content, right)
    if not faults or not leave_out:
        return Proved(content, faults)
    content = without(content, faults)
    return Proved(content, proofread(content, right), faults)


def known(say: Words, report: Report, document: StateDocument, charts: Sequence[Chart], own: str) -> Known:
    blocks = [*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks)]
    said = [line for block in blocks for line in _lines(block)]
    framed = [*_frame(say, document), *(chart.title for chart in charts)]
    rows = [row for block in blocks if isinstance(block, Table) for row in _rows(block)]
    counted = [getattr(report, field.name) for field in fields(report) if field.name != "office"]
    numbers = known_numbers(counted, framed, list(_written(say, report)), own)
    return Known(
        sentences=[*derived_sentences(say, report), *sentences_of_forms(say, report)],
        said=[*said, *framed],
        numbers=numbers | known_rates(_figures(report)),
        claims=list(claims_of(say, report)),
        quoted=[line for row in rows for cell in row for line in cell.split("\n") if line],
        rows=rows,
        row_faults=dict(_row_faults(say, report, rows)),
    )


def _frame(say: Words, document: StateDocument) -> Iterator[str]:
    """What stands around the text."""
    if head := document.head:
        yield from (head.subject, head.kind, head.agency, head.parent)
        yield place_date_words(head)
        yield say("document.number", **number_words(head))
        yield attached_words(head)
    yield from (appendix.title for appendix in document.appendices)
    yield from document.recipients


def _written(say: Words, report: Report) -> Iterator[str]:
    """Figures that are worked out while they are written."""
    yield stands_words(say, report)
    yield days_words(say, report)
    yield from (figure_words(say, figure) for figure in report.indicators)
    yield from (str(incident.age) for incident in (*report.incidents, *report.fixed))
    yield from (f"{target}%" for target in (report.figures.targets.satisfaction, report.figures.targets.participation))
    yield from (str(value) for value in _figures(report).values())


def _figures(report: Report) -> dict[str, int]:
    return {name: value for name, value, _ in figure_rows(report.figures) if value is not None}


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph() | Bullet():
            yield from block.text.split("\n")


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    yield tuple(column.title for column in table.columns)
    for row in table.rows:
        if isinstance(row, Sequence):
            yield tuple(cell.strip() if isinstance(cell, str) else "" for cell in row)


_BEHIND = (TaskState.OVERDUE, TaskState.DONE_LATE)


def _row_faults(say: Words, report: Report, rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What staff reported of a task last, where its own state says otherwise. The plan's notes are the plan's."""
    wrong = {
        f"{task.number}. {task.title}": say(STATE[task.state])
        for task in (*report.figures.tasks, *report.figures.carried, *report.carried_done)
        if task.state in _BEHIND and _claims_to_be_in_time(report, task)
    }
    for row in rows:
        if state := wrong.get(row[1]):
            yield row, say("report_proof.row", state=state)


def _claims_to_be_in_time(report: Report, task: TaskRow) -> bool:
    words = [one.text for one in report.said.get(task.id, ()) if one.text.strip()]
    return bool(words) and claims_to_be_in_time(fold_letters(words[-1]))
