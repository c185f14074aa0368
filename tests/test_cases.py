import contextlib
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts import alert_reply
from handlers.cases.deadlines import LONGEST, read_deadline
from handlers.catalogue import Words
from storage.days.working_time import WorkingTime
from storage.messages.alerts import AlertRow
from storage.models import Role
from storage.ratings.kiosks import register_kiosk
from storage.refusals import Refusal
from tests.cases import DESK, answers, assigns, code_in, ticks_until, told, writes
from tests.chat import Person, Town
from tests.samples import furnish

FRIDAY = datetime(2027, 1, 29, 3, tzinfo=UTC)  # 10:00; Tết closes the office from Thursday 04/02 to Wednesday 10/02


async def _office(town: Town) -> tuple[int, Person, Person]:
    """A room with staff, and the director of the department."""
    room = await town.unit("Phòng Một cửa")
    return room, await town.member(Role.DIRECTOR, name="Giám đốc"), await town.member(Role.STAFF, room, "Cán bộ A")


async def test_a_case_goes_to_the_director_the_unit_the_citizen_and_back_over_a_weekend_and_tet(any_town: Town) -> None:
    town = any_town
    town.now = FRIDAY
    _, director, staff = await _office(town)
    citizen = town.person()

    code = await writes(citizen)
    # Five working days: 01/02, 02/02, 03/02, and after Tết 11/02 and 12/02.
    assert "trước hết ngày 12/02/2027" in citizen.hears
    assert f"🆕 Phản ánh mới {code}" in director.hears
    assert DESK not in director.hears

    await director.taps("Xem chi tiết")
    assert DESK in director.hears
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.taps("3 ngày làm việc (03/02/2027)")
    assert "Đã báo 1 người" in director.hears
    assert f"được giao vụ việc {code}" in staff.hears
    assert "giao cho Phòng Một cửa, trả lời trước hết ngày 03/02/2027" in citizen.hears

    # The weekend is quiet; the day before the deadline and the last day the unit is chased.
    heard = len(staff.inbox)
    await ticks_until(town, 24 * 3)
    assert len(staff.inbox) == heard
    await ticks_until(town, 24 * 2)
    assert [message.text for message in staff.inbox[heard:]] == [
        "⏳ 1 vụ việc đến hạn hôm nay hoặc ngày làm việc tới:"
    ] * 2

    # Nobody is disturbed at Tết; on the first working morning the director hears of it, once.
    heard_by_director = len(director.inbox)
    await ticks_until(town, 24 * 7)
    assert town.today.isoformat() == "2027-02-10"
    assert told(director, heard_by_director) == []
    await ticks_until(town, 24)
    [overdue] = told(director, heard_by_director)
    assert f"🔴 Vụ việc {code} quá hạn từ ngày 03/02/2027" in overdue

    await answers(staff, code, "Quầy mở lại từ hôm nay.")
    assert "✅ Phòng Một cửa đã trả lời" in director.hears
    assert "Quầy mở lại từ hôm nay." in citizen.hears
    await citizen.taps("Rất không hài lòng")
    assert f"vụ việc {code}" in director.hears
    assert "😡 Rất không hài lòng" in director.hears

    await citizen.taps("chưa được giải quyết")
    await citizen.says("Hôm nay quầy vẫn đóng")
    assert "được mở lại" in citizen.hears
    assert "đề nghị xem lại" in director.hears
    await director.taps("Xem chi tiết")
    assert "Hôm nay quầy vẫn đóng" in director.hears
    assert "↩️ Mở lại" in director.hears
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    await answers(staff, code, "Đã đổi người trực quầy.")
    await citizen.taps("Hài lòng")
    assert "Đã ghi nhận đánh giá" in citizen.hears

    # Answered on Thursday 11/02: five working days without an objection are over after 18/02.
    heard_by_citizen = len(citizen.inbox)
    await ticks_until(town, 24 * 7)
    assert len(citizen.inbox) == heard_by_citizen
    await ticks_until(town, 24)
    assert f"☑️ Phản ánh {code} đã kết thúc" in citizen.hears
    assert town.today.isoformat() == "2027-02-19"
    await director.says(code)
    for step in ("Giám đốc: giao", "Cán bộ A: trả lời", "Người dân: đề nghị xem lại", "Hệ thống: kết thúc"):
        assert step in director.hears


async def test_nobody_of_the_staff_sees_who_wrote(any_town: Town) -> None:
    _, director, staff = await _office(any_town)
    citizen = any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await answers(staff, code)
    said = "\n".join(message.text for person in (director, staff) for message in person.inbox)
    assert citizen.address not in said


async def test_whoever_is_neither_is_asked_first_and_their_words_are_kept(town: Town) -> None:
    citizen = town.person()
    await citizen.says(f"/phananh {DESK}")
    await citizen.taps("Thủ tục")
    assert "✅ Đã nhận" in citizen.hears


async def test_words_written_before_a_kind_was_tapped_are_kept_too(town: Town) -> None:
    citizen = town.person()
    await citizen.says("khiếu nại")
    await citizen.says(DESK)
    await citizen.taps("Thái độ")
    assert "✅ Đã nhận" in citizen.hears


async def test_a_formal_complaint_is_shown_the_right_door_and_not_taken(town: Town) -> None:
    town.office.reception = "Số 1 Đường Mẫu, thứ Ba và thứ Năm 8:00–11:00"
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    heard = len(director.inbox)
    await citizen.says("/phananh Tôi tố cáo ông phó phòng nhận tiền")
    await citizen.taps("Khiếu nại, tố cáo")
    assert "Số 1 Đường Mẫu, thứ Ba và thứ Năm 8:00–11:00" in citizen.hears
    assert len(director.inbox) == heard
    await director.says("/vuviec")
    assert "Không có phản ánh, kiến nghị nào chưa trả lời" in director.hears


async def test_conduct_goes_to_the_director_at_night_too_and_not_to_the_officer(any_town: Town) -> None:
    director, officer = await any_town.member(Role.DIRECTOR), await any_town.member(Role.OFFICER)
    any_town.now = datetime(2026, 6, 15, 16, tzinfo=UTC)  # 23:00
    heard = len(officer.inbox)
    code = await writes(any_town.person(), kind="Thái độ")
    assert f"🚨 Phản ánh mới {code}" in director.hears
    assert len(officer.inbox) == heard


async def test_where_there_is_no_director_the_officer_hears_of_conduct(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    code = await writes(town.person(), kind="Thái độ")
    assert code in officer.hears


async def test_other_cases_of_a_night_are_one_message_in_the_morning(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    town.now = datetime(2026, 6, 15, 15, tzinfo=UTC)  # 22:00
    heard = len(director.inbox)
    codes = [await writes(town.person(), f"{DESK} Lần thứ {number}") for number in range(3)]
    assert len(director.inbox) == heard
    await ticks_until(town, 9)
    [morning] = told(director, heard)
    assert all(code in morning for code in codes)


async def test_a_flood_of_cases_becomes_few_messages(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    heard = len(director.inbox)
    for number in range(12):
        await writes(town.person(), f"Việc số {number}: {DESK}", kind="Thái độ")
    await town.ticks()
    assert len(told(director, heard)) <= 6


async def test_a_person_sends_five_cases_a_day_and_may_go_on_the_next(town: Town) -> None:
    citizen = town.person()
    for _ in range(5):
        await writes(citizen)
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.says(DESK)
    assert "đã gửi 5 phản ánh trong 24 giờ qua" in citizen.hears
    town.passes(hours=25)
    await writes(citizen)


async def test_the_same_chat_shows_everything_and_a_stranger_with_the_code_the_state_alone(any_town: Town) -> None:
    citizen, stranger = any_town.person(), any_town.person(language="en")
    code = await writes(citizen)
    await stranger.says(code.lower().replace("-", " "))
    assert stranger.hears.startswith(f"📢 Feedback {code}: received")
    assert DESK not in stranger.hears
    await citizen.says(f"/phananh {code}")
    assert DESK in citizen.hears
    await citizen.says("/phananh")
    await citizen.taps("Phản ánh đã gửi")
    await citizen.taps(code)
    assert DESK in citizen.hears


async def test_a_citizen_adds_words_and_the_place(any_town: Town) -> None:
    director, citizen = await any_town.member(Role.DIRECTOR), any_town.person()
    code = await writes(citizen)
    await citizen.says("Lúc đó là 15 giờ 20")
    assert f"ghi thêm vào phản ánh {code}" in citizen.hears
    await citizen.taps("Xem phản ánh")
    await citizen.taps("Ghi địa điểm")
    await citizen.says("Quầy số 3, tầng trệt")
    await director.says(code)
    assert "15 giờ 20" in director.hears
    assert "📍 Quầy số 3, tầng trệt" in director.hears


async def test_too_few_words_are_asked_for_more(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.says("xin chào")
    assert "Mời ông/bà viết thêm" in citizen.hears
    await citizen.says(DESK)
    assert "✅ Đã nhận" in citizen.hears


async def test_a_deadline_may_be_typed(town: Town) -> None:
    _, director, staff = await _office(town)
    code = await writes(town.person())
    await director.says(code)
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.says("hôm qua")
    assert "Chưa đọc được hạn" in director.hears
    await director.says("7 ngày làm việc")
    assert "hạn 24/06/2026" in director.hears
    assert "24/06/2026" in staff.hears


async def test_a_case_is_extended_once_with_a_reason_the_leader_hears(any_town: Town) -> None:
    _, director, staff = await _office(any_town)
    citizen = any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    await staff.says(code)
    await staff.taps("Gia hạn")
    await staff.taps("3 ngày làm việc (23/06/2026)")
    await staff.says("Chờ ý kiến của sở khác")
    assert "Đã gia hạn" in staff.hears
    assert "trước hết ngày 23/06/2026" in citizen.hears
    assert "Chờ ý kiến" not in citizen.hears
    await any_town.ticks()
    assert "Lý do: Chờ ý kiến của sở khác" in told(director)[-1]
    await staff.says(code)
    assert not any("Gia hạn" in label for label in staff.last.labels)


async def test_a_case_overdue_for_days_is_told_to_who_stands_above_the_head(any_town: Town) -> None:
    room, director, _ = await _office(any_town)
    head = await any_town.member(Role.DIRECTOR, room)
    code = await writes(any_town.person())
    await assigns(director, code, "Phòng Một cửa", "3 ngày")  # due on Thursday 18/06
    heard = len(director.inbox)
    await ticks_until(any_town, 24 * 4)
    assert f"{code} quá hạn" in head.hears
    assert not any("quá hạn" in message.text for message in director.inbox[heard:])
    await ticks_until(any_town, 24 * 4)
    assert f"{code} quá hạn" in director.hears


async def test_many_overdue_cases_are_one_message(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    codes = [await writes(town.person(), f"Việc {number}. {DESK}") for number in range(4)]
    town.passes(days=8)
    heard = len(director.inbox)
    await town.ticks()
    [overdue] = [text for text in told(director, heard) if "quá hạn" in text]
    assert all(code in overdue for code in codes)


async def test_who_wants_no_messages_still_gets_the_answer(town: Town) -> None:
    _, director, staff = await _office(town)
    citizen = town.person()
    code = await writes(citizen)
    await citizen.says("/dung")
    heard = len(citizen.inbox)
    await assigns(director, code, "Phòng Một cửa")
    assert len(citizen.inbox) == heard
    await answers(staff, code, "Đã xử lý xong việc này.")
    assert "Đã xử lý xong việc này." in citizen.hears


async def test_a_case_is_reopened_twice_and_then_the_reception_is_named(town: Town) -> None:
    _, director, staff = await _office(town)
    citizen = town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    for _ in range(2):
        await answers(staff, code)
        await citizen.taps("chưa được giải quyết")
        await citizen.says("Vẫn chưa xong đâu")
    await answers(staff, code)
    await citizen.taps("chưa được giải quyết")
    assert "nơi tiếp công dân" in citizen.hears


async def test_an_answer_by_template_fills_what_is_known_and_asks_for_the_rest(any_town: Town) -> None:
    _, director, staff = await _office(any_town)
    citizen = any_town.person()
    await director.says("/mautraloi")
    await director.taps("Thêm mẫu")
    await director.says("Đã sửa quầy\nVề phản ánh {mã}: {đơn vị} đã [việc đã làm] vào ngày [ngày].")
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await staff.says(code)
    await staff.taps("Trả lời")
    await staff.taps("Đã sửa quầy")
    assert "2 chỗ cần điền" in staff.hears
    await staff.says("mở lại quầy 3")
    assert "2 chỗ cần điền" in staff.hears
    await staff.says("mở lại quầy 3\n15/06")
    await staff.taps("Gửi câu trả lời")
    assert f"Về phản ánh {code}: Phòng Một cửa đã mở lại quầy 3 vào ngày 15/06." in citizen.hears
    await director.says("/mautraloi")
    await director.taps("Đã sửa quầy")
    await director.taps("Bỏ mẫu")
    await director.says("/mautraloi")
    assert "Chưa có mẫu" in director.hears


async def test_near_duplicates_are_shown_and_answered_together(any_town: Town) -> None:
    _, director, staff = await _office(any_town)
    first, second, other = any_town.person(), any_town.person(), any_town.person()
    code = await writes(first)
    await writes(other, "Nên cho nộp hồ sơ vào sáng thứ bảy để người đi làm đỡ phải nghỉ việc.")
    twin = await writes(second, "quay so 3 dong cua truoc gio, toi phai ve khong!!")
    await director.says(twin)
    await director.taps("Có thể trùng (1)")
    assert DESK in director.hears
    await director.taps(f"Trùng với {code}")
    assert "giải quyết chung" in second.hears
    assert code not in second.hears

    await assigns(director, code, "Phòng Một cửa")
    assert f"{twin} của ông/bà đã được giao" in second.hears
    await staff.says("/vuviec")
    assert "chưa trả lời: 1" in staff.hears
    await staff.says(code)
    assert f"Giải quyết chung cả {twin}" in staff.hears
    await answers(staff, code, "Quầy 3 đã mở lại.")
    assert "Quầy 3 đã mở lại." in first.hears
    assert "Quầy 3 đã mở lại." in second.hears
    # Each is asked by themselves whether it is settled.
    await second.taps("chưa được giải quyết")
    await second.says("Chiều nay vẫn đóng")
    await director.says(code)
    assert "✅ Đã trả lời" in director.hears
    await director.says(twin)
    assert "↩️ Mở lại" in director.hears


async def test_what_was_taken_for_the_same_is_parted_again(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    code, twin = await writes(town.person()), await writes(town.person())
    await director.says(twin)
    await director.taps("Có thể trùng")
    await director.taps(f"Trùng với {code}")
    await director.says(twin)
    await director.taps("Tách riêng")
    await director.says(twin)
    assert "Giải quyết chung" not in director.hears
    assert any("Trả lời" in label for label in director.last.labels)


async def test_the_list_has_filters_and_pages(any_town: Town) -> None:
    _, director, staff = await _office(any_town)
    codes = [await writes(any_town.person(), f"Việc số {number} khác hẳn: {number * 'a'}") for number in range(10)]
    await director.says("/vuviec")
    assert "chưa trả lời: 10" in director.hears
    await director.taps("Trang sau")
    assert len([label for label in director.last.labels if "·" in label]) == 2
    await assigns(director, codes[0], "Phòng Một cửa", "3 ngày")
    await director.says("/vuviec")
    await director.taps("Đang giải quyết (1)")
    assert codes[0] in "".join(director.last.labels)
    await staff.says("/vuviec")
    assert "chưa trả lời: 1" in staff.hears
    any_town.passes(days=10)
    await staff.says("/vuviec")
    await staff.taps("Quá hạn (1)")
    await staff.taps(codes[0])
    assert "🔴 quá hạn từ 18/06/2026" in staff.hears


async def test_an_unhappy_rating_is_made_a_case_of_and_assigned_from_the_alert(any_town: Town) -> None:
    await furnish(any_town)
    _, director, staff = await _office(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1 5678")
    await citizen.taps("Rất không hài lòng")
    alert = director.last
    await director.taps("Giao đơn vị", alert)
    await director.taps("Phòng Một cửa")
    await director.taps("3 ngày")
    code = code_in(director.hears)
    assert code in staff.hears
    await staff.taps("Xem chi tiết")
    assert "Việc nội bộ" in staff.hears
    assert "Rất không hài lòng" in staff.hears
    await answers(staff, code, "Đã nhắc quầy làm nhanh hơn.")
    assert "Không có người dân nào chờ" in staff.hears
    assert "Đã nhắc quầy" in director.hears
    # The same alert assigns the same case again: it is not doubled.
    await director.taps("Giao đơn vị", alert)
    await director.taps("Phòng Một cửa")
    await director.taps("5 ngày")
    assert code_in(director.hears) == code


async def test_an_overdue_task_is_asked_about_and_not_assigned(town: Town) -> None:
    row = AlertRow(1, 1, "task_overdue", 1, town.unit_id, "Nhiệm vụ 1 quá hạn", town.now)
    labels = [button.label for line in alert_reply(Words("vi"), row).rows for button in line]
    assert labels == ["Xem chi tiết", "💬 Hỏi đơn vị", "✅ Đã xem"]


async def test_staff_who_try_to_complain_are_shown_their_list(town: Town) -> None:
    staff = await town.member(Role.STAFF)
    await staff.says("/phananh")
    assert "/vuviec" in staff.hears
    await staff.forges("case_kind:rule")
    assert "/vuviec" in staff.hears


async def test_a_long_text_is_read_whole(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    code = await writes(town.person(), "Dài " * 900 + "hết.")
    assert len((await director.says(code)).text) < 4096
    await director.taps("Toàn văn")
    assert director.hears.endswith("hết.")


async def test_an_unhappy_face_is_told_once_however_often_it_is_changed(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    code = await writes(citizen)
    await answers(director, code)
    faces, heard = citizen.last, len(director.inbox)
    for face in ("Rất không hài lòng", "Bình thường", "😡", "🙁", "😡"):
        await citizen.taps(face, faces)
    assert len(director.inbox) == heard + 1


async def test_who_gave_a_case_to_a_unit_hears_what_went_wrong_beside_the_head(any_town: Town) -> None:
    room, director, staff = await _office(any_town)
    head, citizen = await any_town.member(Role.DIRECTOR, room), any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await answers(staff, code)
    await citizen.taps("Rất không hài lòng")
    assert "Rất không hài lòng" in director.hears
    assert "Rất không hài lòng" in head.hears


async def test_a_case_is_assigned_straight_from_its_alert(any_town: Town) -> None:
    _, director, staff = await _office(any_town)
    code = await writes(any_town.person())
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.taps("3 ngày")
    assert code in director.hears
    assert code in staff.hears
    await director.says("/vuviec")
    assert "chưa trả lời: 1" in director.hears
    await director.says("/canhbao")
    assert "Không có việc nào chưa xem" in director.hears


async def test_a_dead_kiosk_is_made_a_case_of_and_assigned_from_its_alert(any_town: Town) -> None:
    room, director, staff = await _office(any_town)
    any_town.now = datetime(2026, 6, 15, 2, tzinfo=UTC)  # 09:00
    async with any_town.db() as db:
        await register_kiosk(db, any_town.office.secret, room, "Quầy số 2", any_town.now)
    for _ in range(5):
        any_town.passes(minutes=4)
        await any_town.ticks()
    assert "Kiosk Quầy số 2 (Phòng Một cửa) mất tín hiệu" in director.hears
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.taps("3 ngày")
    await staff.taps("Xem chi tiết")
    assert "Quầy số 2" in staff.hears


@given(st.text() | st.from_regex(r"[0-9]{1,3}( ngày)?|[0-9]{1,2}[/.-][0-9]{1,2}(/[0-9]{4})?"))
def test_any_text_is_a_deadline_ahead_or_refused(text: str) -> None:
    working_time, today = WorkingTime(), date(2026, 12, 25)
    with contextlib.suppress(Refusal):
        due_on = read_deadline(working_time, today, text)
        assert today < due_on <= working_time.add_working_days(today, LONGEST)


def test_deadlines_are_read_as_people_write_them() -> None:
    working_time, today = WorkingTime(), date(2027, 2, 3)
    # Tết lies between.
    assert read_deadline(working_time, today, "2 ngày làm việc") == date(2027, 2, 12)
    assert read_deadline(working_time, today, "2") == date(2027, 2, 12)
    assert read_deadline(working_time, today, "20/2") == date(2027, 2, 20)
