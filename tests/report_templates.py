"""Templates of reports: made for a test, filled in, refused, and the report written in one."""

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document

from handlers.report.template.example import example_template
from handlers.report.template.fields import sample_values
from handlers.report.template.rendering import fill_in
from handlers.report.template.values import Values
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from tests.chat import NOON, Message, Person, Town
from tests.office_files import lines, opened

SAY = Words("vi")
EXAMPLE_FILE = example_template(SAY, NOON)


def template_of(
    *paragraphs: str, table: Sequence[Sequence[str]] = (), change: Callable[[Document], None] | None = None
) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def filled(*paragraphs: str, values: Values | None = None) -> list[str]:
    file = fill_in(template_of(*paragraphs), values or sample_values())
    return lines(opened(file))


def refusal_of(template: bytes) -> str:
    """What the officer is told."""
    with pytest.raises(Refusal) as refused:
        fill_in(template, sample_values())
    return SAY(f"refusal.{refused.value.key}", **refused.value.values)


async def document_of(town: Town, officer: Person, words: str = "/baocao quý 2 2026") -> Document:
    before = len(officer.inbox)
    await officer.says(words)
    return opened(await content_of(town, officer.inbox[before:]))


async def content_of(town: Town, messages: Sequence[Message], suffix: str = ".docx") -> bytes:
    (found,) = [one for one in messages if "file_id" in one.payload and one.text.endswith(suffix)]
    return (await town.file(found)).content
