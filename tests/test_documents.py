"""State documents as Word files, read back."""

import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import segno
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.documents.model import (
    Alignment,
    Appendix,
    AreaRow,
    Bullet,
    Column,
    Head,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    StateDocument,
    Table,
)
from handlers.documents.plain import MAX_CHARACTERS, plain
from handlers.documents.writer import write_document
from storage.refusals import Refusal
from tests.office_files import lines, opened, rows, styled, value

NOW = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
COLUMNS = [
    Column("Nội dung", 20, merged=True),
    Column("STT", 5, Alignment.CENTER),
    Column("Nhiệm vụ", 30),
    Column("Ghi chú", 45),
]
TASKS = [
    ("I. Điều hành", "1", "Lập kế hoạch", "Đã xong"),
    ("I. Điều hành", "2", "Họp giao ban", "<b>Đang làm</b> & đúng hạn"),
    ("II. Thủ tục", "3", "Rà soát thủ tục", "Dòng một\nDòng hai"),
]
HEAD = Head(
    parent="Ủy ban nhân dân thành phố",
    agency="Sở Mẫu",
    symbol="/BC-SM",
    place="Thành phố Mẫu",
    kind="Báo cáo",
    subject="Kết quả cải cách hành chính quý III năm 2026",
    day=date(2026, 10, 5),
)
REPORT = StateDocument(
    head=HEAD,
    blocks=[
        Heading("I. Kết quả"),
        Heading("1. Kế hoạch", 2),
        Heading("a) Tiến độ", 3),
        Paragraph("Đoạn thứ nhất.\nĐoạn thứ hai."),
        Bullet("Hoàn thành: 3 nhiệm vụ;"),
        Bullet("Đúng hạn: 3 nhiệm vụ.", 2),
        PageBreak(),
    ],
    signature=Signature(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
    recipients=["Như trên", "- Lưu: VT, VP;"],
    appendices=[Appendix("Tiến độ nhiệm vụ", [Table(COLUMNS, TASKS)])],
)


def picture() -> bytes:
    file = io.BytesIO()
    segno.make("H-1").save(file, kind="png")
    return file.getvalue()


def last_table(document: StateDocument) -> BaseOxmlElement:
    found: BaseOxmlElement = opened(write_document(document, NOW)).tables[-1]._tbl
    return found


def test_a_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = opened(write_document(REPORT, NOW)).sections[0]
    sides = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [210, 297]
    assert [round(side.mm) for side in margins if side] == [20, 20, 30, 15]


def test_margins_and_size_of_the_text_can_be_set() -> None:
    document = opened(write_document(replace(REPORT, layout=Layout(25, 25, 35, 20, 13)), NOW))
    for section in document.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in margins if side] == [25, 25, 35, 20]
    assert document.styles["Normal"].font.size.pt == 13


def test_every_letter_is_times_new_roman_and_the_language_vietnamese() -> None:
    document = opened(write_document(REPORT, NOW))
    fonts = [found for part in (document.styles.element, document.element) for found in part.iter(qn("w:rFonts"))]
    assert [dict(font.attrib) for font in fonts] == [
        {qn(f"w:{slot}"): "Times New Roman" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    ]
    assert value(document.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:lang") == "vi-VN"


def test_the_head_stands_in_two_columns_with_room_for_the_number() -> None:
    document = opened(write_document(REPORT, NOW))
    left, right = ([cell.text.split("\n") for cell in column.cells] for column in document.tables[0].columns)
    assert left[0] == ["Ủy ban nhân dân thành phố", "Sở Mẫu", ""]
    assert right[0] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    assert left[1] == ["Số: " + "\u00a0" * 8 + "/BC-SM"]
    assert right[1] == ["Thành phố Mẫu, ngày 05 tháng 10 năm 2026"]
    assert styled(document, "Kind") == ["Báo cáo"]
    assert styled(document, "Subject") == ["Kết quả cải cách hành chính quý III năm 2026"]
    for style in ("Agency", "Kind", "Parent"):
        assert document.styles.element.xpath(f"w:style[@w:styleId='{style}']/w:rPr/w:caps")


def test_a_rule_is_as_long_as_the_motto_and_less_than_half_the_agency() -> None:
    tables = opened(write_document(REPORT, NOW)).tables
    agency, motto = (cell.paragraphs[-1]._p for cell in tables[0].rows[0].cells)
    for rule, width, mm in ((agency, 70, (6, 9)), (motto, 95, (53, 58))):
        indents = sum(int(value(rule, "w:pPr/w:ind", f"w:{side}") or 0) for side in ("left", "right"))
        assert mm[0] <= width - indents * 25.4 / 1440 <= mm[1]
        assert value(rule, "w:pPr/w:pStyle") == "Rule"


@pytest.mark.parametrize(
    ("day", "year", "said"),
    [
        (date(2026, 2, 9), None, "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 10), None, "ngày 10 tháng 3 năm 2026"),
        (None, 2026, "ngày \xa0 tháng \xa0 năm 2026"),
        (None, None, "ngày \xa0 tháng \xa0 năm \xa0"),
    ],
)
def test_a_date_has_zeros_against_forgery_or_room_for_the_records_office(
    day: date | None, year: int | None, said: str
) -> None:
    document = replace(REPORT, head=replace(HEAD, day=day, year=year))
    (line,) = styled(opened(write_document(document, NOW)), "PlaceDate")
    assert re.sub("\xa0+", "\xa0", line) == f"Thành phố Mẫu, {said}"


def test_an_official_letter_has_its_subject_below_the_symbol_and_no_title() -> None:
    document = opened(write_document(replace(REPORT, head=replace(HEAD, kind="")), NOW))
    assert styled(document, "LetterSubject") == [f"V/v {HEAD.subject}"]
    assert styled(document, "Kind") == styled(document, "Subject") == []
    (attached,) = styled(document, "Attached")
    assert attached.startswith("(Kèm theo Công văn số")


def test_addressees_stand_on_one_line_or_in_a_list() -> None:
    one = opened(write_document(replace(REPORT, head=replace(HEAD, addressees=["Ông A"])), NOW))
    two = opened(write_document(replace(REPORT, head=replace(HEAD, addressees=["Sở A.", "Sở B"])), NOW))
    assert styled(one, "Addressee") == ["Kính gửi: Ông A"]
    assert styled(two, "Addressees") + styled(two, "AddresseeLine") == ["Kính gửi:", "- Sở A;", "- Sở B."]


def test_the_text_has_headings_paragraphs_and_typed_dashes() -> None:
    document = opened(write_document(REPORT, NOW))
    assert [styled(document, f"Heading{level}") for level in (1, 2, 3)] == [
        ["I. Kết quả"],
        ["1. Kế hoạch"],
        ["a) Tiến độ"],
    ]
    assert styled(document, "BodyText") == [
        "Đoạn thứ nhất.",
        "Đoạn thứ hai.",
        "- Hoàn thành: 3 nhiệm vụ;",
        "+ Đúng hạn: 3 nhiệm vụ.",
    ]
    body = document.styles.element.xpath("w:style[@w:styleId='BodyText']")[0]
    assert (value(body, "w:pPr/w:ind", "w:firstLine"), value(body, "w:pPr/w:jc")) == ("567", "both")


def test_a_signature_leaves_room_for_the_pen_and_never_stands_alone() -> None:
    document = opened(write_document(replace(REPORT, blocks=[Paragraph("Hết.")]), NOW))
    recipients, signature = document.tables[1].rows[0].cells
    assert recipients.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."]
    assert signature.text.split("\n") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", ""]
    assert int(document.styles.element.xpath("w:style[@w:styleId='SignedBy']/w:pPr/w:spacing/@w:before")[0]) > 1200
    (last,) = [paragraph for paragraph in document.paragraphs if paragraph.text == "Hết."]
    assert last._p.xpath("w:pPr/w:keepNext")


def test_pages_are_numbered_in_the_upper_margin_from_the_second_on() -> None:
    document = opened(write_document(REPORT, NOW))
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section.header._element.xpath(".//w:instrText")[0].text == "PAGE"
        assert section.first_page_header.paragraphs[0].text == ""
        assert section._sectPr.xpath("w:pgNumType/@w:start") == ["1"]


def test_an_appendix_lies_on_its_side_and_names_its_document() -> None:
    document = opened(write_document(REPORT, NOW))
    main, appendix = document.sections
    assert (main.orientation, appendix.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert appendix.page_width
    assert round(appendix.page_width.mm) == 297
    assert styled(document, "AppendixNumber") == ["Phụ lục"]
    (attached,) = styled(document, "Attached")
    assert re.sub("\xa0+", "_", attached) == "(Kèm theo Báo cáo số _/BC-SM ngày 05 tháng 10 năm 2026 của Sở Mẫu)"


def test_several_appendices_are_numbered() -> None:
    document = replace(REPORT, appendices=[Appendix("A", []), Appendix("B", [], landscape=False)])
    read = opened(write_document(document, NOW))
    assert styled(read, "AppendixNumber") == ["Phụ lục I", "Phụ lục II"]
    assert [section.orientation for section in read.sections] == [0, 1, 0]


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


def test_a_file_says_who_issued_it_and_nothing_of_the_machine() -> None:
    file = write_document(REPORT, NOW)
    properties = opened(file).core_properties
    assert properties.title == f"Báo cáo {HEAD.subject}"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("Sở Mẫu", "Sở Mẫu", "")
    assert (properties.created, properties.modified) == (NOW, NOW)
    assert b"python" not in b"".join(_parts(file).values())


def _parts(file: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(file))
    return {name: package.read(name) for name in package.namelist()}


def test_the_same_document_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_document(REPORT, NOW)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert write_document(REPORT, NOW) == first
    assert write_document(REPORT, NOW.replace(hour=4)) != first


def test_html_is_text_and_control_characters_are_dropped() -> None:
    texts = lines(opened(write_document(replace(REPORT, blocks=[Paragraph("<i>a</i>\x00\x0b&amp;\ufffe\x9d")]), NOW)))
    assert "<i>a</i>&amp;" in texts
    assert "<b>Đang làm</b> & đúng hạn" in texts


def test_what_cannot_be_written_is_refused_by_name() -> None:
    for text, key in (("Hỏng \ud83d", "document.broken_text"), ("a" * (MAX_CHARACTERS + 1), "document.text_too_long")):
        table = Table(COLUMNS, [("I", "1", "Nhiệm vụ", text)])
        with pytest.raises(Refusal) as refused:
            write_document(replace(REPORT, appendices=[Appendix("A", [table])]), NOW)
        assert refused.value.key == key
        assert str(refused.value.values["start"]).encode()


TEXTS = st.text(max_size=40) | st.sampled_from(["a\r\nb\nc", "=1+1", "- x;", "<w:p/>", "\x00", "\u2028", "ề" * 300])


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=19, max_size=19))
def test_any_text_in_any_place_gives_a_file_that_opens_and_holds_it(texts: list[str]) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t = texts
    document = StateDocument(
        head=Head(a, b, c, kind=d, subject=e, parent=f, number=g, addressees=[h, i]),
        blocks=[Heading(j), Paragraph(k), Bullet(m), Picture(picture(), 2, n, n)],
        signature=Signature([o], p),
        recipients=[q],
        appendices=[Appendix(r, [Table([Column(s, 1, merged=True)], [(t,), AreaRow(t), (t,)])])],
    )
    held = "\n".join(lines(opened(write_document(document, NOW))))
    for text in texts:
        for word in re.findall(r"\w+", plain(text)):
            assert word in held


def _report_of(count: int) -> StateDocument:
    tasks = [(f"Nội dung {n // 100}", str(n), f"Nhiệm vụ số {n}", "Đang làm đúng tiến độ. " * 4) for n in range(count)]
    return replace(REPORT, appendices=[Appendix("A", [Table(COLUMNS, tasks)])])


def _seconds(count: int) -> float:
    """Of work, whatever else the machine does; the best of two."""
    document, times = _report_of(count), []
    for _ in range(2):
        start = time.process_time()
        write_document(document, NOW)
        times.append(time.process_time() - start)
    return min(times)


def test_a_report_takes_half_a_second_and_a_huge_one_grows_in_proportion() -> None:
    usual, many, twice = _seconds(42), _seconds(1000), _seconds(2000)
    assert usual < 0.5
    assert twice < 3
    assert twice <= many * 2.5
