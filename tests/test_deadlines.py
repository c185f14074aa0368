import time
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.ground.deadlines.deadlines import find_deadline, parse_deadline
from storage.ground.deadlines.due_days import Deadline
from storage.ground.kinds import DeadlineKind
from storage.ground.text import fold

DATED = {
    "Tháng 02 năm 2019": date(2019, 2, 28),
    "T3/2019": date(2019, 3, 31),
    "T.4": date(2019, 4, 30),
    "Tháng 6": date(2019, 6, 30),
    "tháng 6/2020": date(2020, 6, 30),
    "06/2019": date(2019, 6, 30),
    "Quý II": date(2019, 6, 30),
    "quý 1/2019": date(2019, 3, 31),
    "Quý IV năm 2018": date(2018, 12, 31),
    "Quý I, III": date(2019, 9, 30),
    "Quý I và quý II năm 2020": date(2020, 6, 30),
    "Q3/2019": date(2019, 9, 30),
    "Quý I năm sau": date(2020, 3, 31),
    "Trước ngày 15/6/2019": date(2019, 6, 15),
    "chậm nhất 30/6": date(2019, 6, 30),
    "Chậm nhất là ngày 05 tháng 7 năm 2019": date(2019, 7, 5),
    "15 tháng 6": date(2019, 6, 15),
    "Ngày 15 tháng 6 năm 2018": date(2018, 6, 15),
    "15-06-2019": date(2019, 6, 15),
    "15.6.2019": date(2019, 6, 15),
    "15/6/19": date(2019, 6, 15),
    "2019-06-15": date(2019, 6, 15),
    "2019-06-15 00:00:00": date(2019, 6, 15),
    "Từ tháng 3 đến tháng 6": date(2019, 6, 30),
    "Tháng 3 - 6/2019": date(2019, 6, 30),
    "Từ 01/3 đến 15/4/2019": date(2019, 4, 15),
    "Từ tháng 11/2018 đến tháng 2": date(2019, 2, 28),
    "Từ tháng 11 đến tháng 2": date(2020, 2, 29),
    "Tháng 6, tháng 12": date(2019, 12, 31),
    "Tháng 6, 9 và 12 năm 2018": date(2018, 12, 31),
    "Tháng 6, 15/12": date(2019, 12, 15),
    "6 tháng đầu năm": date(2019, 6, 30),
    "Sáu tháng đầu năm 2020": date(2020, 6, 30),
    "6 tháng cuối năm": date(2019, 12, 31),
    "9 tháng năm 2019": date(2019, 9, 30),
    "Cuối năm 2019": date(2019, 12, 31),
    "Thường xuyên, báo cáo trước ngày 15/12": date(2019, 12, 15),
    "Tháng 5/2019, theo Kế hoạch số 12/KH-UBND ngày 22 tháng 8 năm 2019": date(2019, 5, 31),
}
WHOLE_YEAR = {
    "Trong năm 2019": date(2019, 12, 31),
    "Năm 2019": date(2019, 12, 31),
    "2019": date(2019, 12, 31),
    "cả năm": date(2019, 12, 31),
    "Năm 2019 - 2020": date(2020, 12, 31),
    "Giai đoạn 2019-2021": date(2021, 12, 31),
}
CONTINUOUS = [
    "Thường xuyên",
    "Hàng quý",
    "Hằng năm",
    "Định kỳ hằng tháng",
    "liên tục",
    "Thường xuyên trong năm 2019",
    "Trước ngày 15 hàng tháng",
]
TRIGGER = [
    "",
    "   ",
    "Khi có yêu cầu của cấp trên",
    "Theo tiến độ của Thành phố",
    "Theo Kế hoạch",
    "Theo Kế hoạch số 24/KH-UBND ngày 22 tháng 02 năm 2019",
    "20 ngày sau khi có văn bản",
    "Sau khi có hướng dẫn",
    "31/02/2019",
    "Tháng 13",
    "00/00/0000",
    "Tháng 2, ngày 30 tháng 2",
    "Lãnh đạo phòng",
]


@pytest.mark.parametrize(("text", "on"), DATED.items())
def test_a_named_time_ends_on_its_last_day(text: str, on: date) -> None:
    expected = Deadline(DeadlineKind.DATE, on)
    assert parse_deadline(text, 2019) == expected
    assert parse_deadline(fold(text), 2019) == expected
    assert parse_deadline(unicodedata.normalize("NFD", text.upper()), 2019) == expected


@pytest.mark.parametrize(("text", "on"), WHOLE_YEAR.items())
def test_a_whole_year_ends_on_its_last_day(text: str, on: date) -> None:
    assert parse_deadline(text, 2019) == Deadline(DeadlineKind.YEAR, on)


@pytest.mark.parametrize("text", CONTINUOUS)
def test_what_goes_on_all_the_time_has_no_day(text: str) -> None:
    assert parse_deadline(text, 2019) == Deadline(DeadlineKind.CONTINUOUS, None)


@pytest.mark.parametrize("text", TRIGGER)
def test_what_waits_for_something_or_is_unclear_is_given_no_day(text: str) -> None:
    assert parse_deadline(text, 2019) == Deadline(DeadlineKind.TRIGGER, None)


def test_a_date_of_a_spreadsheet_is_taken_as_it_is() -> None:
    assert parse_deadline(date(2019, 6, 15), 2020).on == date(2019, 6, 15)
    assert parse_deadline(datetime(2019, 6, 15, 7, 30), 2020).on == date(2019, 6, 15)  # noqa: DTZ001


def test_an_unclear_text_is_told_from_one_that_waits() -> None:
    assert find_deadline("Theo Kế hoạch", 2019) is not None
    assert find_deadline("31/02/2019", 2019) is None
    assert find_deadline("", 2019) is None


def _day(text: str) -> date:
    day, month, *year = (int(part) for part in text.split("/"))
    return date(year[0] if year else 2026, month, day)


def _forms() -> dict[str, Deadline | None]:
    listed = tomllib.loads(Path(__file__).with_name("deadline_forms.toml").read_text("utf-8"))
    return {
        **{text: Deadline(DeadlineKind.DATE, _day(on)) for text, on in listed["date"].items()},
        **{
            text: Deadline(DeadlineKind.DATE, _day(days[-1]), tuple(map(_day, days)))
            for text, days in listed["several"].items()
        },
        **{text: Deadline(DeadlineKind.YEAR, _day(on)) for text, on in listed["year"].items()},
        **{
            text: Deadline(DeadlineKind.CONTINUOUS, None, tuple(map(_day, days)))
            for text, days in listed["continuous"].items()
        },
        **{text: Deadline(DeadlineKind.TRIGGER, None) for text in listed["forms"]["trigger"]},
        **dict.fromkeys(listed["forms"]["unclear"]),
    }


FORMS = _forms()


def _is_meant(found: Deadline | None, meant: Deadline | None) -> bool:
    return (found, found and found.days) == (meant, meant and meant.days)


@pytest.mark.parametrize("write", [str, str.upper, partial(unicodedata.normalize, "NFD"), "  {} ".format])
def test_every_form_that_offices_write_means_what_it_says(write: Callable[[str], str]) -> None:
    found = {text: find_deadline(write(text), 2026) for text in FORMS}
    assert {text: one for text, one in found.items() if not _is_meant(one, FORMS[text])} == {}


@pytest.mark.parametrize("text", ["30/6", "Quý II", "Hằng quý", "Thường xuyên", "Trong năm 2026", "T6, T12"])
@pytest.mark.parametrize("more", ["45 ngày", "(3 năm)", "12 13", "7:9"])
def test_a_number_that_says_something_else_makes_a_deadline_unclear(text: str, more: str) -> None:
    assert find_deadline(text, 2026)
    assert find_deadline(f"{text} {more}", 2026) is None


@pytest.mark.parametrize("text", ["30/6", "Quý II", "T6, T12", "Thường xuyên"])
def test_a_number_that_is_known_to_be_no_time_changes_nothing(text: str) -> None:
    for other in ("(05 đơn vị)", "100% hồ sơ", "17h00", "đợt 2"):
        assert find_deadline(f"{text} {other}", 2026) == find_deadline(text, 2026), other


def test_the_list_of_forms_is_long_enough_to_mean_something() -> None:
    assert len(FORMS) >= 2400


@pytest.mark.parametrize(
    "piece",
    [
        "6,",
        "quý i, ",
        "ngày 1 tháng 1, ",
        "tuần 1, ",
        "(",
        "trước ",
        "1/1-",
        "số 1/KH ",
        "năm ",
        "thứ 2 ",
        "T2, ",
        "15/6 ",
        "hằng quý; ",
        "từ 1/3 đến 1/4; ",
        "1 ngày trước 15/6, ",
        "2 bài / ",
        "mỗi quý ",
    ],
)
def test_a_long_text_is_read_in_a_moment(piece: str) -> None:
    started = time.process_time()
    find_deadline(piece * (8000 // len(piece)), 2026)
    assert time.process_time() - started < 3  # it takes 0.1 s


FRAGMENTS = [
    *("tháng", "quý", "năm", "ngày", "T", "Q", "từ", "đến", "trước", "sau", "khi", "hàng", "6 tháng", "đầu", "cuối"),
    *("I", "II", "IV", "6", "12", "31", "02", "2019", "9999", "0", "/", "-", ".", ",", " ", "và", "năm sau"),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join) | st.text(max_size=60), st.integers(2000, 2098))
@example("quy ii", 2019)
def test_any_text_gives_a_deadline_with_a_day_just_where_its_kind_has_one(text: str, year: int) -> None:
    deadline = parse_deadline(text, year)
    assert (deadline.on is not None) == (deadline.kind in (DeadlineKind.DATE, DeadlineKind.YEAR))


@given(
    st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"])
)
def test_a_full_date_is_read_back_in_every_usual_form(on: date, form: str) -> None:
    assert parse_deadline(f"Trước ngày {on.strftime(form)}", 2019) == Deadline(DeadlineKind.DATE, on)
    assert parse_deadline(on.strftime(form), 2019).on == on
    assert parse_deadline(f"ngày {on.day} tháng {on.month} năm {on.year}", 2019).on == on


@given(st.text(alphabet="0123456789/- ", max_size=30))
def test_no_time_is_invented_where_no_digit_names_it(text: str) -> None:
    if not any(letter.isdigit() for letter in text):
        assert parse_deadline(text, 2019).on is None
