"""Chasing: before and after deadlines, at the month's end, on demand, and the week's digest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.days.period_text import parse_coming_period
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town

PLAN = """Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn
I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,Văn phòng,26/6/2026
I. Điều hành,2,Họp giao ban,Thông báo,Văn phòng,Thường xuyên
II. Thủ tục,3,Rà soát thủ tục,Báo cáo,Phòng Nghiệp vụ,29/6/2026
"""


def _at(text: str) -> datetime:
    """Local time in Asia/Ho_Chi_Minh."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=7)


async def _office(town: Town, plan: str = PLAN) -> dict[str, Person]:
    await town.imports(FileKind.PLAN, "plan.csv", plan.encode(), year=2026)
    office = await town.named("Văn phòng")
    people = {
        "staff": await town.member(Role.STAFF, office, "Cán bộ Một"),
        "head": await town.member(Role.DIRECTOR, office, "Trưởng phòng"),
        "director": await town.member(Role.DIRECTOR, None, "Giám đốc"),
    }
    for person in people.values():
        person.inbox.clear()
    return people


async def _day(town: Town, text: str) -> None:
    town.now = _at(text)
    await town.ticks()


def _heard(person: Person, words: str) -> int:
    return sum(words in message.text for message in person.inbox)


async def test_staff_hear_a_week_and_a_day_before_and_weekly_when_it_is_over(any_town: Town) -> None:
    people = await _office(any_town)
    staff = people["staff"]
    await _day(any_town, "2026-06-18T09:00")
    assert _heard(staff, "Nhắc việc") == 0
    await _day(any_town, "2026-06-19T07:00")
    assert _heard(staff, "Nhắc việc") == 0, "not before eight"
    await _day(any_town, "2026-06-19T08:01")
    assert "Đến hạn trong 7 ngày (1)" in staff.hears
    assert "1. Lập kế hoạch năm – hạn 26/06/2026" in staff.hears
    await _day(any_town, "2026-06-19T08:02")
    await _day(any_town, "2026-06-22T08:02")
    assert _heard(staff, "Nhắc việc") == 1, "once"
    await _day(any_town, "2026-06-25T08:02")
    assert _heard(staff, "Đến hạn đến hết ngày làm việc tới (1)") == 1
    await _day(any_town, "2026-06-29T08:02")
    assert _heard(staff, "Quá hạn (1)") == 1
    await _day(any_town, "2026-07-01T08:02")
    assert _heard(staff, "Quá hạn (1)") == 1
    await _day(any_town, "2026-07-06T08:02")
    assert _heard(staff, "Quá hạn (1)") == 2


async def test_the_head_hears_when_it_is_over_and_the_director_a_week_later_once_each(any_town: Town) -> None:
    people = await _office(any_town)
    await _day(any_town, "2026-06-29T08:02")
    assert _heard(people["head"], "Nhiệm vụ 1 quá hạn") == 1
    assert _heard(people["director"], "Nhiệm vụ 1 quá hạn") == 0
    for day in ("2026-06-30", "2026-07-02", "2026-07-06", "2026-07-07", "2026-07-13"):
        await _day(any_town, f"{day}T08:02")
    assert _heard(people["head"], "Nhiệm vụ 1 quá hạn") == 1
    assert _heard(people["director"], "Nhiệm vụ 1 quá hạn") == 1


async def test_what_is_done_is_not_chased(town: Town) -> None:
    people = await _office(town)
    await people["staff"].says("1 xong")
    people["staff"].inbox.clear()
    await _day(town, "2026-06-19T08:01")
    await _day(town, "2026-06-29T08:01")
    assert _heard(people["staff"], "Nhắc việc") == 0
    assert _heard(people["head"], "quá hạn") == 0


async def test_a_machine_off_for_two_weeks_merges_what_was_missed(town: Town) -> None:
    people = await _office(town)
    await _day(town, "2026-06-15T09:00")
    await _day(town, "2026-07-03T09:00")
    assert _heard(people["staff"], "Nhắc việc") == 1
    assert "Đến hạn" not in people["staff"].hears


async def test_nobody_is_chased_at_the_weekend(town: Town) -> None:
    people = await _office(town)
    await _day(town, "2026-06-20T09:00")
    assert _heard(people["staff"], "Nhắc việc") == 0
    await _day(town, "2026-06-22T09:00")
    assert _heard(people["staff"], "Nhắc việc") == 1


async def test_the_deputy_is_chased_instead_of_somebody_on_leave(any_town: Town) -> None:
    people = await _office(any_town)
    office = await any_town.named("Văn phòng")
    deputy = await any_town.member(Role.STAFF, office, "Cán bộ Hai")
    any_town.now = _at("2026-06-18T09:00")
    staff = people["staff"]
    await staff.says("/nghi 19/06-25/06")
    await staff.taps("Cán bộ Hai")
    assert "nhắc việc của anh/chị được gửi cho Cán bộ Hai" in staff.hears
    assert "Cán bộ Một nghỉ từ 19/06/2026 đến 25/06/2026" in deputy.hears
    await _day(any_town, "2026-06-19T08:01")
    assert _heard(staff, "Nhắc việc") == 0
    assert _heard(deputy, "Nhắc việc") == 1
    await _day(any_town, "2026-06-26T08:01")
    assert _heard(staff, "Đến hạn") == 1


async def test_leave_is_listed_and_ended(town: Town) -> None:
    people = await _office(town)
    staff = people["staff"]
    await staff.says("/nghi 01/08-10/08")
    await staff.says("/nghi")
    assert "01/08/2026–10/08/2026, người thay: chưa chọn" in staff.hears
    await staff.taps("Bỏ lịch nghỉ")
    await staff.says("/nghi")
    assert "01/08/2026" not in staff.hears


@pytest.mark.parametrize("text", ["/nghi hôm nào đó", "/nghi 01/02/2020-03/02/2020", "/nghi 31/02-01/03"])
async def test_leave_that_cannot_be_read_gets_an_example(town: Town, text: str) -> None:
    people = await _office(town)
    await people["staff"].says(text)
    assert "/nghi 22/06-26/06, hoặc /nghi 22/06" in people["staff"].hears


async def test_the_month_asks_staff_then_the_head_then_the_director(any_town: Town) -> None:
    people = await _office(any_town)
    await people["staff"].says("1 xong")
    await _day(any_town, "2026-06-24T09:00")
    assert _heard(people["staff"], "Tháng 6") == 0
    await _day(any_town, "2026-06-25T09:00")
    assert "Tháng 6 còn 1 nhiệm vụ chưa báo cáo" in people["staff"].hears
    assert _heard(people["head"], "Tháng 6") == 0
    await _day(any_town, "2026-06-29T09:00")
    assert _heard(people["head"], "Tháng 6: đơn vị của anh/chị còn 1 nhiệm vụ") == 1
    await _day(any_town, "2026-07-01T09:00")
    await _day(any_town, "2026-07-02T09:00")
    assert _heard(people["director"], "Tháng 6 đã hết, còn") == 1
    assert _heard(people["staff"], "Tháng 6 còn") == 1


async def test_nothing_arose_is_an_answer(town: Town) -> None:
    people = await _office(town)
    await people["staff"].says("1 xong")
    await people["staff"].says("2 không phát sinh")
    await _day(town, "2026-06-25T09:00")
    assert _heard(people["staff"], "chưa báo cáo") == 0


async def test_a_leader_chases_now_and_each_person_once_a_day(town: Town) -> None:
    people = await _office(town)
    await people["director"].says("/nhac")
    assert "3 nhiệm vụ quá hạn hoặc chưa báo cáo" in people["director"].hears
    offer = people["director"].last
    await people["director"].taps("Nhắc tất cả ngay")
    assert "Đã nhắc 1 cán bộ" in people["director"].hears
    assert "Phòng Nghiệp vụ" in people["director"].hears, "nobody can be asked there"
    assert "báo cáo 2 nhiệm vụ" in people["staff"].hears
    await people["director"].taps("Nhắc tất cả ngay", offer)
    assert "Đã nhắc 0 cán bộ" in people["director"].hears
    assert _heard(people["staff"], "Lãnh đạo đề nghị báo cáo") == 1


async def test_a_head_chases_only_the_own_unit(town: Town) -> None:
    people = await _office(town)
    await people["head"].says("/nhac")
    assert "2 nhiệm vụ" in people["head"].hears
    assert "Phòng Nghiệp vụ" not in people["head"].hears


async def test_monday_s_digest_comes_once_and_late_rather_than_never(any_town: Town) -> None:
    people = await _office(any_town)
    await people["staff"].says("1 80% đang soạn")
    await _day(any_town, "2026-06-22T07:29")
    assert _heard(people["director"], "Tuần") == 0
    await _day(any_town, "2026-06-23T10:00")
    await _day(any_town, "2026-06-23T10:01")
    for name in ("director", "head"):
        assert _heard(people[name], "🗞 Tuần 15/06/2026–21/06/2026") == 1
    digest = next(message for message in people["director"].inbox if "Tuần" in message.text)
    assert "1 báo cáo về 1 nhiệm vụ, 0 nhiệm vụ xong" in digest.text
    assert "Không tiếp nhận phản ánh, kiến nghị nào" in digest.text
    assert await people["director"].taps("Tổng hợp tuần", digest)


async def test_the_digest_waits_for_the_first_working_day_after_a_holiday(town: Town) -> None:
    """31/8/2026 is a Monday off, worked in exchange; Independence Day is 1–2/9."""
    people = await _office(town)
    for day_off in ("2026-08-31", "2026-09-01", "2026-09-02"):
        await _day(town, f"{day_off}T10:00")
        assert _heard(people["director"], "Tuần") == 0, day_off
    await _day(town, "2026-09-03T10:00")
    assert _heard(people["director"], "🗞 Tuần 24/08/2026–30/08/2026") == 1


async def test_who_joined_after_the_digest_waits_for_the_next(town: Town) -> None:
    people = await _office(town)
    await _day(town, "2026-06-17T10:00")
    assert _heard(people["director"], "Tuần") == 0
    await _day(town, "2026-06-22T10:00")
    assert _heard(people["director"], "Tuần") == 1


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 300), st.integers(0, 60))
def test_a_coming_leave_is_read_back_whatever_the_year_s_end(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    whole = f"{first:%d/%m/%Y}-{last:%d/%m/%Y}"
    assert parse_coming_period(whole, today) == Period(first, last)
    if ahead + length < 360 and (first.month, first.day) != (2, 29) != (last.month, last.day):
        assert parse_coming_period(f"{first:%d/%m}-{last:%d/%m}", today) == Period(first, last)
