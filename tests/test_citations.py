import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.citations import find_citations


@pytest.mark.parametrize(
    ("text", "kind", "number", "symbol", "day"),
    [
        ("Kế hoạch số 990/KH-SVHTT-VP ngày 25 tháng 3 năm 2019", "Kế hoạch", "990", "KH-SVHTT-VP", date(2019, 3, 25)),
        ("Công văn số 77/SM-VP ngày 09/4/2026", "Công văn", "77", "SM-VP", date(2026, 4, 9)),
        ("QĐ số 13/2019/QĐ-UBND", "Quyết định", "13/2019", "QĐ-UBND", None),
        ("Quyết định số 3169/QĐ- UBND ngày 29/7/2019", "Quyết định", "3169", "QĐ-UBND", date(2019, 7, 29)),
        ("thông tư liên tịch số 01/2015/TTLT-BNV-BTC", "Thông tư liên tịch", "01/2015", "TTLT-BNV-BTC", None),
        ("Nghị định 61/2018/NĐ-CP", "Nghị định", "61/2018", "NĐ-CP", None),
        ("Tờ trình số 4012/TTr-SM", "Tờ trình", "4012", "TTr-SM", None),
        ("KH 990/KH-SM - Kế hoạch năm", "Kế hoạch", "990", "KH-SM", None),
        ("Kế hoạch số 438 ngày 31/02/2019", "Kế hoạch", "438", "", None),
        ("Nghị quyết số 54/2017/QH14", "Nghị quyết", "54/2017", "QH14", None),
        ("Nghị quyết số 18-NQ/TW ngày 25/10/2017", "Nghị quyết", "18", "NQ/TW", date(2017, 10, 25)),
        ("Kế hoạch số 12/KH-SM của Sở Mẫu ngày 15/01/2026", "Kế hoạch", "12", "KH-SM", date(2026, 1, 15)),
        ("Văn bản số 12/SM-VP", "Văn bản", "12", "SM-VP", None),
        ("Đề án sắp xếp kho số 31/ĐA-SM ngày 4/9/2025", "Đề án", "31", "ĐA-SM", date(2025, 9, 4)),
        ("xong 990/KH-SM ngày 3/2/2026", "Kế hoạch", "990", "KH-SM", date(2026, 2, 3)),
        ("ngày 07 tháng 6 năm 2026, Sở Mẫu có Tờ trình số 48/TTr-SM", "Tờ trình", "48", "TTr-SM", date(2026, 6, 7)),
        ("ke hoach so 990/kh-sm ngay 25 thang 3 nam 2019", "Kế hoạch", "990", "kh-sm", date(2019, 3, 25)),
    ],
)
def test_a_cited_document_is_recognised(text: str, kind: str, number: str, symbol: str, day: date | None) -> None:
    [found, *_] = find_citations(f"Đã có {text}.")
    assert (found.kind, found.number, found.symbol, found.issued_on) == (kind, number, symbol, day)


def test_each_of_several_documents_is_found_with_its_subject() -> None:
    text = (
        "Kế hoạch số 12/KH-SM ngày 15/01/2026 về rà soát thủ tục; "
        "Công văn số 30/SM-VP ngày 02/02/2026 của Sở Mẫu về việc nhắc nhở các phòng. Đã gửi Báo cáo số 7/BC-SM"
    )
    found = find_citations(text)
    assert [(one.kind, one.number, one.subject) for one in found] == [
        ("Kế hoạch", "12", "rà soát thủ tục"),
        ("Công văn", "30", "nhắc nhở các phòng"),
        ("Báo cáo", "7", ""),
    ]


def test_a_list_s_later_numbers_are_read_by_their_symbols() -> None:
    found = find_citations("các Quyết định số 4/QĐ-SM, 5/QĐ-SM và Nghị định số 9/2020/NĐ-CP, 8/2021/NĐ-CP")
    assert [(one.kind, one.number) for one in found] == [
        ("Quyết định", "4"),
        ("Quyết định", "5"),
        ("Nghị định", "9/2020"),
        ("Nghị định", "8/2021"),
    ]


def test_who_issued_it_and_a_day_of_no_calendar_are_kept() -> None:
    [found] = find_citations("Kế hoạch số 438/KH-SM ngày 31/02/2019 của Sở Mẫu về rà soát")
    assert (found.issued_on, found.day_text, found.subject) == (None, "31/02/2019", "rà soát")
    assert found.issuer.startswith("Sở Mẫu")


def test_the_day_of_a_meeting_is_not_that_of_the_document_it_spoke_of() -> None:
    [found] = find_citations("Ngày 10/01/2026, Sở Mẫu họp triển khai Kế hoạch số 141/KH-SM")
    assert found.issued_on is None


@pytest.mark.parametrize(
    "text", ["Kế hoạch 3 bước", "báo cáo 5 lần", "luật 2 chiều", "số 12/KH", "đạt 12/15", "3/A-B", ""]
)
def test_a_kind_and_a_bare_number_are_no_citation(text: str) -> None:
    assert find_citations(text) == []


@given(st.text(st.characters() | st.sampled_from("Kế hoạch số /-0123456789 ngày tháng năm KHQĐ"), max_size=400))
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    position = 0
    for citation in find_citations(text):
        assert position <= citation.start < citation.end <= len(text)
        position = citation.end


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch số " * 3000,
        "1" * 30_000,
        "Kế hoạch số 9/K-" + "K-" * 15_000,
        "KH 9/KH ngày 1/1/2019 của " + "x " * 15_000,
        "KH 9/KH của " + "ngày ngày " * 3_000,
        "5/KH-SM " * 4_000,
        "ngày 1/1/2019, có " * 2_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    began = time.process_time()
    find_citations(text)
    assert time.process_time() - began < 1
