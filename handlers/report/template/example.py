"""A template to begin with: our own layout, with placeholders where the figures stand."""

from collections.abc import Iterator
from datetime import datetime

from handlers.making.documents.model import (
    Alignment,
    Appendix,
    Block,
    Column,
    Head,
    Heading,
    Paragraph,
    Signature,
    StateDocument,
    Table,
)
from handlers.making.documents.writer import write_document
from handlers.report.template.fields import SENTENCES
from handlers.words.catalogue import Keys, Words

_HEADING = Keys("report_text.{}", SENTENCES[1:-1])


def example_template(say: Words, made_at: datetime) -> bytes:
    head = Head(
        agency="{{ unit }}",
        parent="{{ parent_agency }}",
        symbol=say("report_text.symbol", symbol="{{ symbol }}"),
        place="{{ place }}",
        kind=say("report_text.kind"),
        subject="{{ title }}",
    )
    appendix = Appendix(
        say("report_text.appendix", year="{{ year }}", unit="{{ unit }}"),
        [_tasks(say)],
    )
    recipients = ["{{ recipients|join(';\\n- ') }}", say("report_text.archive", archive="VT")]
    document = StateDocument(
        head, list(_body(say)), Signature(["{{ signer }}"], "{{ signer_name }}"), recipients, [appendix]
    )
    return write_document(document, made_at)


def _body(say: Words) -> Iterator[Block]:
    opening, *results, done_well, remaining, proposals = SENTENCES
    yield Paragraph("{%p if addressees %}")
    yield Paragraph(f"{say('document.to')} {{{{ addressees|join('; ') }}}}", alignment=Alignment.CENTER)
    yield Paragraph("{%p endif %}")
    yield from _sentences(opening)
    yield Heading(say("report_text.part_1"))
    for number, name in enumerate(results, 1):
        yield from _section(say, number, name)
    yield Paragraph("{%p if counts.late %}")
    yield Paragraph(say("template_example.late"))
    yield Paragraph("{%p endif %}")
    yield Paragraph("{%p for chart in charts %}")
    yield Paragraph("{{ chart.picture }}", alignment=Alignment.CENTER)
    yield Paragraph("{%p endfor %}")
    yield Heading(say("report_text.part_2"))
    for number, name in enumerate((done_well, remaining), 1):
        yield from _section(say, number, name)
    yield Heading(say("report_text.part_3"))
    yield from _sentences(proposals)
    subject = say("report_text.subject", regime="{{ regime }}", period="{{ period }}")
    yield Paragraph(say("report_text.closing", subject=subject, unit="{{ unit }}"))


def _section(say: Words, number: int, name: str) -> Iterator[Block]:
    yield Heading(f"{number}. {say(_HEADING[name])}", 2)
    yield from _sentences(name)


def _sentences(name: str) -> Iterator[Block]:
    yield Paragraph(f"{{%p for sentence in sentences.{name} %}}")
    yield Paragraph("{{ sentence }}")
    yield Paragraph("{%p endfor %}")


def _tasks(say: Words) -> Table:
    """A row for each task; the cells of one area become one."""
    columns = [
        Column(say("report_text.column_area"), 14),
        Column(say("report_text.column_task"), 25),
        Column(say("report_text.column_lead"), 12),
        Column(say("report_text.column_product"), 13),
        Column(say("report_text.column_deadline"), 13),
        Column(say("report_text.column_state"), 9, Alignment.CENTER),
        Column(say("report_text.column_note"), 34),
    ]
    empty = ("",) * 6
    task = (
        "{% vm %}{{ area.name }}",
        "{{ task.number }}. {{ task.title }}",
        "{{ task.unit }}",
        "{{ task.product }}",
        "{{ task.deadline }}",
        "{{ task.state }}",
        "{{ task.note }}",
    )
    begins = [("{%tr for area in areas %}", *empty), ("{%tr for task in area.tasks %}", *empty)]
    ends = [("{%tr endfor %}", *empty)] * 2
    return Table(columns, [*begins, task, *ends])
