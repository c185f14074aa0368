"""What stands in a report written by a template."""

import io
import zipfile

from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.making.charts.figures import Chart
from handlers.report.content import Wanted, collect_report
from handlers.report.template.fields import FIELDS, Kind, Shape, sample_values
from handlers.report.template.rendering import fill_in
from handlers.report.template.values import template_values, writable
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Town
from tests.office_files import lines, opened
from tests.readme import EXAMPLE, TEMPLATE_PAGE, template_table
from tests.report_templates import EXAMPLE_FILE, SAY, filled, template_of
from tests.samples import PLAN, furnish


def test_headers_and_properties_are_filled_in_too() -> None:
    def everywhere(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ unit }}"
        document.core_properties.title = "{{ unit }}"

    values = {**sample_values(), "unit": "Sở <A> & B"}
    document = opened(fill_in(template_of("{{ unit }}", change=everywhere), values))
    assert document.sections[0].header.paragraphs[0].text == "Sở <A> & B"
    assert document.core_properties.title == "Sở <A> & B"
    assert lines(document)[0] == "Sở <A> & B"


def test_a_placeholder_that_word_cut_into_runs_is_read_as_one() -> None:
    def cut(document: Document) -> None:
        paragraph = document.add_paragraph("{{ fig")
        paragraph.add_run("ures.").bold = True
        paragraph.add_run("late }}")

    assert lines(opened(fill_in(template_of(change=cut), sample_values())))[0] == "…"


def test_empty_lists_leave_no_damaged_table() -> None:
    template = template_of(
        "{{ unit }}",
        table=[["{%p for task in tasks %}\n{{ task.note }}\n{%p endfor %}", "a"]],
        change=lambda document: _rows_only(document),
    )
    document = opened(fill_in(template, {**sample_values(), "tasks": []}))
    for cell in document.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    assert all(table.findall(qn("w:tr")) for table in document.element.body.iter(qn("w:tbl")))


def _rows_only(document: Document) -> None:
    """A cell of nothing but a loop's paragraphs, and a table of nothing but a loop's rows."""
    cell = document.tables[0].cell(0, 0)
    cell.text = "{%p for task in tasks %}"
    cell.add_paragraph("{{ task.note }}")
    cell.add_paragraph("{%p endfor %}")
    table = document.add_table(3, 1)
    for row, text in zip(table.rows, ("{%tr for task in tasks %}", "{{ task.note }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text


@settings(max_examples=25)
@given(
    st.text(max_size=60) | st.sampled_from(["a\nb", "<w:p/>", "{{ unit }}", "{% set x %}", "]]>&amp;", "\x0b\x00\x07"])
)
def test_any_note_is_written_as_it_is_and_gives_a_file_that_opens(note: str) -> None:
    written = writable({**sample_values(), "unit": note})
    first, *_ = filled("{{ unit }}", values=written)
    assert first == written["unit"]


async def test_a_huge_note_gives_a_clear_error_and_no_file(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    plan = PLAN.replace("Đang thực hiện đúng tiến độ", "Rất dài " * 3000)
    await town.imports(FileKind.PLAN, "ke-hoach.csv", plan.encode(), year=2026)
    await officer.sends_file("mau.docx", template_of("Một {{ unit }}"), caption="mẫu báo cáo")
    await officer.says("/baocao quý 2 2026")
    assert "dài quá 20.000 ký tự" in officer.hears
    assert "file_id" not in officer.last.payload


async def test_what_a_template_is_given_has_the_documented_shape(town: Town) -> None:
    await furnish(town)
    async with town.database.read() as db:
        wanted = Wanted(frozenset({town.unit_id}), Period.of_months(2026, 4, 6), Regime.CCHC)
        report = await collect_report(db, town.office, wanted, town.now)
    _conforms(template_values(SAY, report), FIELDS, "")


def _conforms(value: object, shape: Shape, path: str) -> None:
    if isinstance(shape, Kind):
        assert type(value) is {Kind.TEXT: str, Kind.NUMBER: int, Kind.PICTURE: Chart}[shape], path
    elif isinstance(value, dict):
        assert value.keys() == shape.keys(), path  # type: ignore[union-attr]
        for name, inner in value.items():
            _conforms(inner, shape[name], f"{path}.{name}")
    else:
        assert isinstance(value, list), path
        for item in value:
            _conforms(item, shape[0], path)  # type: ignore[index]


def test_the_page_of_placeholders_and_the_example_file_are_as_the_code_has_them() -> None:
    assert template_table() in TEMPLATE_PAGE.read_text("utf-8"), "run `make readme`"
    kept, made = (zipfile.ZipFile(io.BytesIO(file)) for file in (EXAMPLE.read_bytes(), EXAMPLE_FILE))
    name = "word/document.xml"
    assert kept.read(name) == made.read(name), "run `make readme`"
