"""Tables and pictures of a state document."""

import io
import zipfile
from dataclasses import replace

import pytest

from handlers.making.documents.model import Appendix, AreaRow, Column, Picture, StateDocument, Table
from handlers.making.documents.writer import write_document
from tests.documents import COLUMNS, NOW, REPORT, TASKS, last_table, picture
from tests.office_files import opened, rows, value


def test_the_heading_row_of_a_table_is_repeated_and_rows_stay_whole() -> None:
    table = last_table(REPORT)
    assert len(table.xpath("w:tr[1]/w:trPr/w:tblHeader")) == len(table.xpath(".//w:tblHeader")) == 1
    assert len(table.xpath("w:tr/w:trPr/w:cantSplit")) == 4


def test_a_row_higher_than_half_a_page_may_be_divided() -> None:
    tall = [*TASKS, ("II. Thủ tục", "4", "Nhiệm vụ dài", "Ghi chú rất dài. " * 150)]
    table = last_table(replace(REPORT, appendices=[Appendix("A", [Table(COLUMNS, tall)])]))
    assert len(table.xpath("w:tr/w:trPr/w:cantSplit")) == 4


def test_the_columns_fill_the_page_in_their_shares() -> None:
    table = last_table(REPORT)
    widths = [int(width) for width in table.xpath("w:tblGrid/w:gridCol/@w:w")]
    available = (297 - 30 - 15) * 1440 / 25.4
    assert widths == pytest.approx([available * column.width / 100 for column in COLUMNS], abs=1)
    assert [int(width) for width in table.xpath("w:tr[2]/w:tc/w:tcPr/w:tcW/@w:w")] == widths


def test_the_cells_of_one_area_are_merged() -> None:
    table = last_table(REPORT)
    merges = [value(cells[0], "w:tcPr/w:vMerge") for cells in rows(table)]
    assert merges == [None, "restart", None, "restart"]
    assert len(table.xpath("w:tr/w:tc[1]/w:tcPr/w:vMerge")) == 3
    texts = [[cell.text for cell in row.cells] for row in opened(write_document(REPORT, NOW)).tables[-1].rows]
    assert texts[1:] == [list(row) for row in TASKS]


def test_an_area_may_have_a_row_across_the_table() -> None:
    table = last_table(replace(REPORT, blocks=[], appendices=[
        Appendix("A", [Table(COLUMNS, [AreaRow("I. Điều hành"), TASKS[0], AreaRow("II"), TASKS[1]])])
    ]))  # fmt: skip
    assert [len(cells) for cells in rows(table)] == [4, 1, 4, 1, 4]
    assert table.xpath("w:tr[2]/w:tc/w:tcPr/w:gridSpan/@w:val") == ["4"]
    assert table.xpath("w:tr[2]/w:tc/w:p/w:pPr/w:pStyle/@w:val") == ["TableArea"]
    # The area's row stands between the two, so nothing is merged across it.
    assert table.xpath(".//w:vMerge/@w:val") == ["restart", "restart"]


def test_a_row_of_another_number_of_cells_is_a_defect() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_document(replace(REPORT, blocks=[Table(COLUMNS, [("I", "1")])]), NOW)


def test_pictures_stand_in_the_text_and_in_cells_and_are_stored_once() -> None:
    code = Picture(picture(), 3, "Mã QR của hồ sơ", "Hồ sơ H-1")
    sheet = StateDocument(None, [code, Table([Column("", 1)] * 2, [(code, code)], bordered=False)], title="Mã QR")
    file = write_document(sheet, NOW)
    document = opened(file)
    inlines = document.element.body.xpath(".//wp:inline")
    assert [inline.docPr.get("descr") for inline in inlines] == ["Mã QR của hồ sơ"] * 3
    assert [round(int(width) / 360_000, 2) for width in document.element.body.xpath(".//wp:extent/@cx")] == [3.0] * 3
    names = zipfile.ZipFile(io.BytesIO(file)).namelist()
    assert [name for name in names if "media" in name] == ["word/media/image1.png"]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["\nHồ sơ H-1"] * 2
