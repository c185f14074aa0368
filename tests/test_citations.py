import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.citations import find_citations


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


@pytest.mark.parametrize("text", ["Kế hoạch 3 bước", "báo cáo 5 lần", "luật 2 chiều", "số 12/KH", ""])
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
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    began = time.perf_counter()
    find_citations(text)
    assert time.perf_counter() - began < 1
