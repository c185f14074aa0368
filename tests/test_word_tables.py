"""Word documents as offices write them: list numbers, tracked changes, boxes, tables cut in two at the page."""

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell

from storage.imports.files.files import read_tables
from storage.imports.files.tables import Cell
from storage.imports.importing import parse_file
from storage.imports.parsed import ParsedFile
from storage.imports.plan.plan import PlanFile, PlannedTask
from storage.imports.questions import answered
from tests.files import Rows, with_part, word_file

HEADING = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
ROWS: Rows = [HEADING, ["1", "Việc a", "Văn phòng", "2/2026"], ["2", "Việc b", "Thanh tra", "3/2026"]]
BODY = "word/document.xml"


def opened(*tables: Rows) -> Document:
    return docx.Document(io.BytesIO(word_file(*(tables or (ROWS,)))))


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def cells(data: bytes, table: int = 0) -> list[list[Cell]]:
    return [row.cells for row in read_tables(data, "x")[table].rows]


def plan(data: bytes) -> ParsedFile:
    return parse_file(data, "x.docx", answered(kind="plan", year=2026))


def tasks(data: bytes) -> list[PlannedTask]:
    content = plan(data).content
    assert isinstance(content, PlanFile)
    return content.tasks


def told(data: bytes) -> dict[str, dict[str, str | int]]:
    return {line.key: dict(line.values) for line in plan(data).not_read}


def replaced(cell: _Cell, xml: str) -> None:
    """The runs of its first paragraph."""
    paragraph = cell.paragraphs[0]._p
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph.append(element)


@pytest.mark.parametrize(
    ("xml", "text", "key"),
    [
        ("<w:r><w:t>Việc </w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "Việc", "deleted_text"),
        ("<w:ins><w:r><w:t>Việc</w:t></w:r></w:ins>", "Việc", None),
        ("<w:moveFrom><w:r><w:t>Việc</w:t></w:r></w:moveFrom><w:r><w:t>mới</w:t></w:r>", "mới", "deleted_text"),
        ("<w:moveTo><w:r><w:t>Việc</w:t></w:r></w:moveTo>", "Việc", None),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>cũ</w:t></w:r><w:r><w:t>mới</w:t></w:r>", "mới", "struck_text"),
        ('<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>mới</w:t></w:r>', "mới", None),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>mới</w:t></w:r>", "mới", "hidden_text"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Việc</w:t></w:r></w:sdtContent></w:sdt>", "Việc", None),
        ("<w:hyperlink><w:r><w:t>Việc</w:t></w:r></w:hyperlink>", "Việc", None),
        ("<w:customXml><w:smartTag><w:r><w:t>Việc</w:t></w:r></w:smartTag></w:customXml>", "Việc", None),
    ],
)
def test_the_text_of_a_cell_is_what_a_reader_sees(xml: str, text: str, key: str | None) -> None:
    document = opened()
    replaced(document.tables[0].cell(1, 1), xml)
    data = saved(document)
    assert tasks(data)[0].title == text
    assert [name for name in told(data) if name.endswith("_text")] == ([key] if key else [])


def test_a_text_box_written_for_two_versions_of_word_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Việc trong khung</w:t></w:r></w:p></w:txbxContent>"
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<w:r><mc:AlternateContent {spaces}><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = opened()
    replaced(document.tables[0].cell(1, 1), both)
    assert tasks(saved(document))[0].title == "Việc trong khung"


def test_a_row_that_was_deleted_while_changes_were_tracked_is_not_read() -> None:
    document = opened()
    document.tables[0].rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    data = saved(document)
    assert [task.title for task in tasks(data)] == ["Việc b"]
    assert told(data)["deleted_rows"] == {"count": 1}


def test_rows_and_cells_inside_content_controls_are_read() -> None:
    document = opened()
    row = document.tables[0].rows[2]._tr
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    row.addprevious(control)
    control[0].append(row)
    assert [task.title for task in tasks(saved(document))] == ["Việc a", "Việc b"]


def test_a_strict_document_is_read() -> None:
    data = with_part(
        *(word_file(ROWS), BODY, b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert [task.title for task in tasks(data)] == ["Việc a", "Việc b"]


def test_a_table_within_a_layout_table_is_read() -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "SỞ MẪU", "CỘNG HÒA"
    inner = outer.cell(1, 0).merge(outer.cell(1, 1)).add_table(3, 4)
    for row, texts in zip(inner.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    data = saved(document)
    assert [task.title for task in tasks(data)] == ["Việc a", "Việc b"]
    assert "no_heading" not in told(data)


NUMBERING = """
<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%2."/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%2.%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride>
</w:num>"""


def numbered(cell: _Cell, level: int, number: int = 90) -> None:
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def with_numbering(document: Document) -> None:
    root = document.part.numbering_part.element
    elements = list(parse_xml(f"<w:numbering {nsdecls('w')}>{NUMBERING}</w:numbering>"))
    root.insert(0, elements[0])
    for element in elements[1:]:
        root.append(element)


def test_the_numbers_that_word_writes_itself_are_read_as_they_are_shown() -> None:
    levels = [(0, 90), (1, 90), (2, 90), (2, 90), (1, 90), (0, 90), (1, 90), (1, 91)]
    document = opened([["", "Việc"] for _ in levels])
    with_numbering(document)
    for row, (level, number) in zip(document.tables[0].rows, levels, strict=True):
        numbered(row.cells[0], level, number)
    shown = [row[0] for row in cells(saved(document))]
    assert shown == ["I.", "1.", "1.a)", "1.b)", "2.", "II.", "1.", "7."]


def test_areas_and_tasks_numbered_by_word_are_told_apart() -> None:
    rows = [["STT", "Nhiệm vụ", "Thời hạn"], ["", "Thể chế", ""], ["", "Việc a", "2/2026"], ["", "Việc b", "3/2026"]]
    rows += [["", "Bộ máy", ""], ["", "Việc c", "4/2026"]]
    document = opened(rows)
    with_numbering(document)
    for row, level in zip(document.tables[0].rows[1:], (0, 1, 1, 0, 1), strict=True):
        numbered(row.cells[0], level)
    assert [(task.area_numeral, task.area_name, task.number, task.title) for task in tasks(saved(document))] == [
        ("I", "Thể chế", 1, "Việc a"),
        ("I", "Thể chế", 2, "Việc b"),
        ("II", "Bộ máy", 3, "Việc c"),
    ]


def test_a_table_cut_in_two_goes_on_without_a_heading() -> None:
    rest = [["3", "Việc c", "Văn phòng", "4/2026"], ["4", "Việc d", "", "5/2026"]]
    assert [task.number for task in tasks(word_file(ROWS, rest))] == [1, 2, 3, 4]
    assert [task.number for task in tasks(word_file(ROWS, [HEADING, *rest]))] == [1, 2, 3, 4]


def test_a_table_without_heading_that_does_not_go_on_is_told() -> None:
    data = word_file([["SỞ MẪU", "CỘNG HÒA"]], ROWS, [["Việc c", "4/2026"], ["Việc d", "5/2026"]])
    assert [task.title for task in tasks(data)] == ["Việc a", "Việc b"]
    assert told(data)["no_heading"] == {"name": "3", "rows": 2}


def test_the_recipients_and_the_signature_in_a_table_of_their_own_are_no_table_without_heading() -> None:
    data = word_file(ROWS, [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"]])
    assert "no_heading" not in told(data)
