"""State documents as Word files, read back: pages, head, text, signature, appendices."""

import re
from dataclasses import replace
from datetime import date

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from handlers.making.documents.model import Appendix, Block, Bullet, Layout, Paragraph, ended
from handlers.making.documents.writer import write_document
from tests.documents import HEAD, NOW, REPORT
from tests.office_files import opened, styled, value


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


def test_long_names_of_the_letterhead_are_divided_where_officials_divide_them() -> None:
    subject = "Kết quả công tác kiểm soát thủ tục hành chính từ ngày 01/01/2026 đến ngày 15/06/2026"
    city = "Thành phố Hồ Chí Minh"
    head = replace(HEAD, parent=f"Ủy ban nhân dân {city}", place=city, subject=subject, day=None, year=2026)
    document = opened(write_document(replace(REPORT, head=head), NOW))
    left, right = ([cell.text.split("\n") for cell in column.cells] for column in document.tables[0].columns)
    assert left[0][:2] == ["Ủy ban nhân dân", city]
    assert right[1] == [f"{city}, ngày \xa0\xa0\xa0 tháng \xa0\xa0\xa0 năm 2026"], "one line, with less room"
    assert [round(column.width.mm) for column in document.tables[0].columns] == [62, 103]
    assert styled(document, "Subject") == [subject.replace(" từ", "\ntừ")]


def test_the_number_of_an_area_ends_no_sentence_of_a_list() -> None:
    items = [Bullet(f"{area} Cải cách: 3 nhiệm vụ.") for area in ("II.", "III.", "VIII.")]
    assert [_mark(block) for block in ended(items)] == [";", ";", "."]
    assert [_mark(block) for block in ended([Bullet("Xong trong năm. Còn một việc."), Bullet("Hết")])] == [".", "."]


def _mark(block: Block) -> str:
    assert isinstance(block, Bullet)
    return block.text[-1]


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
