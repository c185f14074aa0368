"""Days as people and systems write them into cells."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.days.day_text import DayOrder, orders_shown
from storage.ground.days.working_time import LOCAL_ZONE
from storage.imports.files.cells import later_of_several, read_day, read_when, says_no_day

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORMS = (
    *(
        "{d:02}/{m:02}/{y}",
        "{d}/{m}/{y}",
        "{d}-{m}-{y}",
        "{d:02}.{m:02}.{y}",
        " {d} / {m} / {y} ",
        "{d:02}/{m:02}/{y}.",
    ),
    *(
        "{d:02}/{m:02}/{y} 8:30:00 SA",
        "{d:02}/{m:02}/{y} 2:30:00 CH",
        "{d:02}/{m:02}/{y} 8:30 AM",
        "{d}/{m}/{y} 12:05 PM",
    ),
    *(
        "{d:02}/{m:02}/{y} | 08:30",
        "{d:02}/{m:02}/{y} (14:30)",
        "{d:02}/{m:02}/{y} 17:00:00",
        "{d:02}/{m:02}/{y}, 14h30",
    ),
    *("14h30 {d:02}/{m:02}/{y}", "14h30 ngày {d:02}/{m:02}/{y}", "14 giờ 30, ngày {d:02}/{m}/{y}", "14:30 {d}/{m}/{y}"),
    *("Ngày {d:02}/{m:02}/{y}", "{weekday}, {d:02}/{m:02}/{y}", "Sáng {d:02}/{m:02}/{y}", "Chiều {d}/{m}/{y}"),
    *("{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}-{m:02}-{d:02}T14:30:00+07:00", "{y}-{m:02}-{d:02} 14:30:00.123"),
    *("{y}{m:02}{d:02}", "{y}{m:02}{d:02}143000", "{d:02}-{month}-{y}", "{d} {month} {y}", "{month} {d}, {y}"),
    *("{d:02}-Thg{m}-{yy:02}", "{d:02}-Thg {m}-{y}", "ngày {d} tháng {m} năm {y}", "{d} tháng {m}/{y}", "{serial}.5"),
    *("{serial}", '="{d:02}/{m:02}/{y}"', "{d}/{m}/{yy:02}", "{y}-{m:02}-{d:02}T01:00:00Z"),
)
A_DAY = st.dates(date(2001, 1, 1), date(2099, 12, 31))


def written(form: str, day: date) -> str:
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        yy=day.year % 100,
        weekday=WEEKDAYS[day.weekday()],
        month=MONTHS[day.month - 1],
        serial=(day - date(1899, 12, 30)).days,
    )


@given(A_DAY, st.sampled_from(FORMS))
def test_every_day_in_every_form_is_read_as_that_day(day: date, form: str) -> None:
    assert read_day(written(form, day)) == day
    assert not says_no_day(written(form, day))


@given(A_DAY)
def test_where_months_come_first_they_are_read_first_and_other_forms_stay(day: date) -> None:
    assert read_day(f"{day.month}/{day.day}/{day.year} 14:30", DayOrder.MONTH) == day
    assert read_day(day.isoformat(), DayOrder.MONTH) == day


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_with_a_zone_belongs_to_its_day_in_viet_nam(instant: datetime) -> None:
    local = instant.astimezone(LOCAL_ZONE)
    for text in (instant.strftime("%Y-%m-%dT%H:%M:%SZ"), instant.strftime("%d/%m/%Y %H:%M:%S +00:00")):
        when = read_when(text)
        assert when is not None
        assert (when.day, when.at) == (local.date(), local.time().replace(second=0, microsecond=0))
    assert read_day(instant) == local.date()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *[("05/09/2019 12:15 SA", time(0, 15)), ("05/09/2019 2:30 CH", time(14, 30)), ("14h 05/09/2019", time(14))],
        *[("05/09/2019 2:30 chiều", time(14, 30)), ("43713.75", time(18)), ("05/09/2019 24:00", None)],
    ],
)
def test_the_time_of_day_is_read_beside_the_day(text: str, at: time | None) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.day, when.at) == (date(2019, 9, 5), at)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", "–", "…", "Chưa trả", "chưa có kết quả", "Đang xử lý", "Không", "NULL", "None", "N/A", "NaN"),
        *("00/00/0000", "0000-00-00 00:00:00", "01/01/0001", "1/1/0001 12:00:00 SA", "0001-01-01T00:00:00"),
        *("01/01/1900", "00/01/1900", "1900-01-01", "31/12/9999", "9999-12-31", "0", 0, 0.0),
        *(date(1900, 1, 1), datetime(1, 1, 1)),  # noqa: DTZ001
    ],
)
def test_marks_for_not_yet_are_no_day(cell: str | float | date) -> None:
    assert says_no_day(cell)
    assert read_day(cell) is None


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2019", "hôm qua", "12/2018", "1234567890", "15/05/2026 5", "192.168.1.10", "05/09/2019 99:99"),
        *("Trước 05/09/2019", "Đã trả 05/09/2019 cho ông Mẫu", "05/13/2019", "Trả 2 bản"),
    ],
)
def test_what_is_no_day_is_neither_read_nor_taken_for_not_yet(text: str) -> None:
    assert read_day(text) is None
    assert not says_no_day(text)


@given(A_DAY, A_DAY, st.sampled_from(("{}; {}", "{}\n{}", "{} (hẹn lại {})", "{} → {}", "{} và {}")))
def test_of_two_days_in_one_cell_the_later_is_known(one: date, other: date, form: str) -> None:
    text = form.format(one.strftime("%d/%m/%Y"), other.strftime("%d/%m/%Y"))
    assert read_day(text) is None
    assert later_of_several(text) == max(one, other)
    assert later_of_several(one.strftime("%d/%m/%Y")) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [("15/05/2026", DayOrder.DAY), ("05/15/2026 8:00 AM", DayOrder.MONTH), ("05/04/2026", None), ("2026-05-15", None)],
)
def test_a_day_beyond_twelve_proves_the_order(text: str, order: DayOrder | None) -> None:
    assert list(orders_shown(text)) == ([order] if order else [])


def test_a_day_that_no_dossier_can_be_of_is_none() -> None:
    assert read_day("05/09/0209") is None
    assert read_day(date(2019, 9, 5) + timedelta(days=37000)) is None
