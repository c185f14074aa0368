"""A case goes from the citizen through the director and the unit and back, over a weekend and Tết."""

from datetime import UTC, datetime

from tests.cases import DESK, answers, assigns, office, ticks_until, told, writes
from tests.chat import Person, Town

FRIDAY = datetime(2027, 1, 29, 3, tzinfo=UTC)  # 10:00; Tết closes the office from Thursday 04/02 to Wednesday 10/02


async def test_a_case_goes_to_the_director_the_unit_the_citizen_and_back_over_a_weekend_and_tet(any_town: Town) -> None:
    any_town.now = FRIDAY
    _, director, staff = await office(any_town)
    citizen = any_town.person()
    code = await _the_citizen_writes(citizen, director)
    await _the_director_gives_it_to_the_unit(director, staff, citizen, code)
    await _the_unit_is_chased_on_working_days_only(any_town, staff)
    await _the_director_hears_after_tet_that_it_is_overdue(any_town, director, code)
    await _the_unit_answers_and_the_citizen_is_not_happy(staff, citizen, director, code)
    await _the_citizen_has_it_opened_again(citizen, director)
    await _the_unit_answers_anew(director, staff, citizen, code)
    await _it_ends_after_five_working_days_without_an_objection(any_town, citizen, code)
    await _the_director_reads_every_step(director, code)


async def _the_citizen_writes(citizen: Person, director: Person) -> str:
    code = await writes(citizen)
    # Two working days.
    assert "chậm nhất ngày 02/02/2027" in citizen.hears
    assert f"🆕 Phản ánh mới {code}" in director.hears
    assert f"“{DESK}”" in director.hears
    return code


async def _the_director_gives_it_to_the_unit(director: Person, staff: Person, citizen: Person, code: str) -> None:
    await director.taps("Xem chi tiết")
    assert DESK in director.hears
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.taps("3 ngày làm việc (03/02/2027)")
    assert "Đã báo 1 người" in director.hears
    assert f"được giao phản ánh {code}" in staff.hears
    assert "giao cho Phòng Một cửa, trả lời chậm nhất ngày 03/02/2027" in citizen.hears


async def _the_unit_is_chased_on_working_days_only(town: Town, staff: Person) -> None:
    """The weekend is quiet; the day before the deadline and the last day the unit is chased."""
    heard = len(staff.inbox)
    await ticks_until(town, 24 * 3)
    assert len(staff.inbox) == heard
    await ticks_until(town, 24 * 2)
    assert [message.text for message in staff.inbox[heard:]] == [
        "⏳ 1 phản ánh, kiến nghị đến hạn hôm nay hoặc ngày làm việc tới:"
    ] * 2


async def _the_director_hears_after_tet_that_it_is_overdue(town: Town, director: Person, code: str) -> None:
    """Nobody is disturbed at Tết; on the first working morning the director hears of it, once."""
    heard_by_director = len(director.inbox)
    await ticks_until(town, 24 * 7)
    assert town.today.isoformat() == "2027-02-10"
    assert told(director, heard_by_director) == []
    await ticks_until(town, 24)
    [overdue] = told(director, heard_by_director)
    assert f"🔴 Phản ánh {code} quá hạn từ ngày 03/02/2027" in overdue


async def _the_unit_answers_and_the_citizen_is_not_happy(
    staff: Person, citizen: Person, director: Person, code: str
) -> None:
    await answers(staff, code, "Quầy mở lại từ hôm nay.")
    assert "✅ Phòng Một cửa đã trả lời" in director.hears
    assert "Quầy mở lại từ hôm nay." in citizen.hears
    await citizen.taps("Rất không hài lòng")
    assert f"phản ánh {code}" in director.hears
    assert "😡 Rất không hài lòng" in director.hears


async def _the_citizen_has_it_opened_again(citizen: Person, director: Person) -> None:
    await citizen.taps("chưa được giải quyết")
    await citizen.says("Hôm nay quầy vẫn đóng")
    assert "được mở lại" in citizen.hears
    assert "đề nghị xem lại" in director.hears
    await director.taps("Xem chi tiết")
    assert "Hôm nay quầy vẫn đóng" in director.hears
    assert "↩️ Mở lại" in director.hears


async def _the_unit_answers_anew(director: Person, staff: Person, citizen: Person, code: str) -> None:
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    await answers(staff, code, "Đã đổi người trực quầy.")
    await citizen.taps("Hài lòng")
    assert "Đã ghi nhận đánh giá" in citizen.hears


async def _it_ends_after_five_working_days_without_an_objection(town: Town, citizen: Person, code: str) -> None:
    """Answered on Thursday 11/02: they are over after 18/02."""
    heard_by_citizen = len(citizen.inbox)
    await ticks_until(town, 24 * 7)
    assert len(citizen.inbox) == heard_by_citizen
    await ticks_until(town, 24)
    assert f"☑️ Phản ánh {code} đã kết thúc" in citizen.hears
    assert town.today.isoformat() == "2027-02-19"


async def _the_director_reads_every_step(director: Person, code: str) -> None:
    await director.says(code)
    for step in ("Giám đốc: giao", "Cán bộ A: trả lời", "Người dân: đề nghị xem lại", "Hệ thống: kết thúc"):
        assert step in director.hears


async def test_nobody_of_the_staff_sees_who_wrote(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    citizen = any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await answers(staff, code)
    said = "\n".join(message.text for person in (director, staff) for message in person.inbox)
    assert citizen.address not in said
