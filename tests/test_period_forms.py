"""Any period, written in any of the ways there are, is read as itself."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.formats import day
from storage.ground.days.period_text import bare_period, likely_periods, parse_period
from storage.ground.days.periods import Period, PeriodKind
from tests.test_periods import TODAY, periods

FORMS = tomllib.loads((Path(__file__).parent / "period_forms.toml").read_text())
ROMAN = ("I", "II", "III", "IV")
MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


@pytest.mark.parametrize("kind", FORMS)
def test_a_period_is_understood_as_people_write_it(kind: str) -> None:
    read = {text: parse_period(text, TODAY) for text in FORMS[kind]}
    assert {text: found and f"{day(found.first)}-{day(found.last)}" for text, found in read.items()} == FORMS[kind]


def _quarter(period: Period) -> Iterator[str]:
    number, year = period.last.month // 3, period.first.year
    for name in (str(number), ROMAN[number - 1], ("một", "hai", "ba", "tư")[number - 1]):
        yield from (f"quý {name} năm {year}", f"Quí {name}, năm {year}", f"quý {name} của năm {year}")
    for name in (str(number), ROMAN[number - 1]):
        yield from (f"Q{name}.{year}", f"q{name}/{year}", f"quý {name}-{year}", f"{year} quý {name}")


def _month(period: Period) -> Iterator[str]:
    number, year = period.first.month, period.first.year
    yield from (f"T{number}.{year}", f"t{number:02}/{year}", f"tháng {number}.{year}", f"{number:02}/{year}")
    yield from (f"tháng {MONTHS[number - 1]} năm {year}", f"năm {year}, tháng {number}", f"th{number}/{year}")


def _months(period: Period) -> Iterator[str]:
    first, last, year = period.first.month, period.last.month, period.first.year
    yield from (
        f"tháng {first}-{last}/{year}",
        f"từ tháng {first} tới tháng {last} năm {year}",
        f"T{first}-T{last}/{year}",
    )
    if first == 1:
        yield from (
            f"{last}T{year}",
            f"{last} tháng/{year}",
            f"lũy kế {last} tháng {year}",
            f"đến hết tháng {last}/{year}",
        )
        yield from (f"{last} tháng đầu năm {year}", f"cộng dồn {last} tháng năm {year}", f"tính đến {day(period.last)}")


def _year(period: Period) -> Iterator[str]:
    year = period.first.year
    yield from (
        f"cả năm {year}",
        f"năm {year}",
        f"quý 1 đến quý 4/{year}",
        f"quý I, II, III và IV năm {year}",
        f"12T/{year}",
    )


def _days(period: Period) -> Iterator[str]:
    first, last = period.first, period.last
    yield from (f"{day(first)}-{day(last)}", f"từ {day(first)} đến {day(last)}", f"{first:%d-%m-%Y} → {last:%d-%m-%Y}")
    yield from (f"{first} - {last}", f"từ ngày {first.day} tháng {first.month} năm {first.year} tới ngày {day(last)}")
    if (first.year, first.month) == (last.year, last.month) and first < last:
        for between in ("-", "–", " đến "):
            yield f"{first.day}{between}{last.day}/{last.month}/{last.year}"
        yield f"từ ngày {first.day} đến ngày {last.day} tháng {last.month} năm {last.year}"
        yield f"{first.day:02}-{last:%d.%m.%Y}"
    if first.year == last.year or (first.year == last.year - 1 and (first.month, first.day) > (last.month, last.day)):
        yield f"{first.day}/{first.month} - {day(last)}"


WRITINGS = {PeriodKind.QUARTER: _quarter, PeriodKind.MONTH: _month, PeriodKind.YEAR: _year}
AROUND = ("{}", "{} nhé", "cho tôi xem {}", "tình hình {} thế nào", "báo cáo {} ạ", "em gửi anh số liệu {} với")


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Period]:
    period = draw(periods())
    forms = list(_days(period))
    if period.kind in WRITINGS:
        forms += WRITINGS[period.kind](period)
    if period.first == date(period.last.year, period.first.month, 1) and (period.last + timedelta(days=1)).day == 1:
        forms += _months(period)
    return draw(st.sampled_from(AROUND)).format(draw(st.sampled_from(forms))), period


@given(written())
def test_a_period_written_in_any_form_is_read_back(said: tuple[str, Period]) -> None:
    text, period = said
    assert parse_period(text, TODAY) == period


@given(st.dates(date(2002, 1, 1), date(2098, 12, 31)), st.integers(1, 12), st.booleans())
def test_without_a_year_the_latest_that_has_begun_is_meant(today: date, month: int, is_month: bool) -> None:
    text = f"tháng {month}" if is_month else f"quý {(month - 1) // 3 + 1}"
    period = parse_period(text, today)
    assert period is not None
    assert period.first <= today < period.first.replace(year=period.first.year + 1)


@given(st.dates(date(2002, 1, 1), date(2098, 12, 31)))
def test_a_span_over_new_year_has_begun_and_is_the_latest(today: date) -> None:
    period = parse_period("15/12-14/3", today)
    assert period is not None
    assert (period.first.day, period.first.month, period.last.day, period.last.month) == (15, 12, 14, 3)
    assert period.first <= today < period.first.replace(year=period.first.year + 1)
    assert period.last.year == period.first.year + 1


NONE = (
    "1-5", "12/14", "20/11", "25-5/9", "quý 1 và quý 3", "quý 1 và 3", "tháng 7 và quý 4", "ngày 32", "tháng 13",
    "13 tháng",
    "quý 0", "3 phòng", "đầu năm 2025", "cuối năm", "đầu tháng 8", "năm", "quý", "từ", "đến", "tôi", "cho tôi xem",
    "tình hình",
    "30/6 xong", "tuần 60", "từ 5/9/2025 đến 1/9/2025", "quý 3 phòng tổ chức", "cùng", "và", "từ quý", "3", "12 xong",
)  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_days_is_not_guessed(text: str) -> None:
    assert parse_period(text, TODAY) is None


def test_words_around_a_period_are_not_part_of_a_name() -> None:
    assert bare_period("tình hình quý 3", TODAY) is None
    assert bare_period("báo cáo quý 3", TODAY) == Period.of_months(2026, 7, 9)


def test_a_leave_does_not_begin_with_the_year() -> None:
    assert bare_period("đến 30/6", TODAY, so_far=False) is None
    assert bare_period("từ tháng 7", TODAY, so_far=False) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("20/11", ["20261120-20261120"]),
        ("quý 1 và 3", ["20260101-20260331", "20260701-20260930"]),
        ("hồi tháng 8 ấy", ["20260801-20260831"]),
        ("quý 7", []),
        ("tháng 13/2026", ["20260101-20261231"]),
        ("đầu năm 2025", ["20250101-20251231"]),
    ],
)
def test_the_likeliest_is_offered(text: str, codes: list[str]) -> None:
    assert [period.code for period in likely_periods(text, TODAY)] == codes
