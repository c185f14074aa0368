"""Numbers of documents: written in one place, taken apart in one place."""

from datetime import date

import pytest

from storage.ground.citations import find_citations
from storage.ground.document_numbers import Signed, example_number, full_number, parts_of, read_signed

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("number", "symbol", "full"),
    [
        ("990", "KH-SM", "990/KH-SM"),
        ("61/2018", "NĐ-CP", "61/2018/NĐ-CP"),
        ("18", "NQ/TW", "18-NQ/TW"),
        ("12", "", "12"),
    ],
)
def test_a_number_stands_before_its_symbol_as_its_issuer_writes_it(number: str, symbol: str, full: str) -> None:
    assert full_number(number, symbol) == full


@pytest.mark.parametrize("text", ["Nghị quyết số 18-NQ/TW", "Kế hoạch số 990/KH-SM", "Nghị định số 61/2018/NĐ-CP"])
def test_a_cited_number_is_written_as_it_was_read(text: str) -> None:
    assert find_citations(text)[0].label == text.rpartition(" ")[2]


def test_what_the_records_office_gave_is_read_with_its_day_and_taken_apart() -> None:
    signed = read_signed("123/TXL-SM ngày 12/6", TODAY)
    assert signed == Signed("123/TXL-SM", date(2026, 6, 12))
    assert parts_of("123/TXL-SM") == ("123", "TXL-SM")
    for before in ("số ", "Số: ", "Kế hoạch số ", "Ke hoach so "):
        assert read_signed(f"{before}38/KH-SM ngày 31 tháng 01 năm 2026", TODAY) == Signed(
            "38/KH-SM", date(2026, 1, 31)
        )
    assert read_signed(example_number("TXL", "SM"), TODAY) == Signed("123/TXL-SM", TODAY)


@pytest.mark.parametrize("text", ["123", "TXL-SM", "123/TXL-SM ngày 16/6/2026", "123/TXL-SM ngày 31/2"])
def test_no_number_a_day_to_come_or_no_day_are_refused(text: str) -> None:
    assert read_signed(text, TODAY) is None
