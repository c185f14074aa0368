"""Who hears of a case, when, and how often; what an alert lets them do."""

from datetime import UTC, datetime

from handlers.alerts.news import alert_rows
from handlers.words.catalogue import Words
from storage.cases.steps import forget_words
from storage.messages.alerts import AlertRow
from storage.models import Role
from storage.ratings.kiosks import register_kiosk
from tests.cases import DESK, answers, assigns, code_in, office, ticks_until, told, writes
from tests.chat import Town
from tests.samples import furnish


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


async def test_a_case_overdue_for_days_is_told_to_who_stands_above_the_head(any_town: Town) -> None:
    room, director, _ = await office(any_town)
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


async def test_an_unhappy_rating_is_made_a_case_of_and_assigned_from_the_alert(any_town: Town) -> None:
    await furnish(any_town)
    _, director, staff = await office(any_town)
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
    labels = [button.label for line in alert_rows(Words("vi"), row) for button in line]
    assert labels == ["Xem chi tiết", "💬 Hỏi đơn vị", "✅ Đã xem"]


async def test_an_unhappy_face_is_told_once_however_often_it_is_changed(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    code = await writes(citizen)
    await answers(director, code)
    faces, heard = citizen.last, len(director.inbox)
    for face in ("Rất không hài lòng", "Bình thường", "😡", "🙁", "😡"):
        await citizen.taps(face, faces)
    assert len(director.inbox) == heard + 1


async def test_who_gave_a_case_to_a_unit_hears_what_went_wrong_beside_the_head(any_town: Town) -> None:
    room, director, staff = await office(any_town)
    head, citizen = await any_town.member(Role.DIRECTOR, room), any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await answers(staff, code)
    await citizen.taps("Rất không hài lòng")
    assert "Rất không hài lòng" in director.hears
    assert "Rất không hài lòng" in head.hears


async def test_a_case_is_assigned_straight_from_its_alert(any_town: Town) -> None:
    _, director, staff = await office(any_town)
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
    room, director, staff = await office(any_town)
    any_town.now = datetime(2026, 6, 15, 2, tzinfo=UTC)  # 09:00
    async with any_town.db() as db:
        await register_kiosk(db, any_town.office.secret, room, "Quầy số 2", any_town.now)
    for _ in range(5):
        await any_town.ticks_after(minutes=4)
    assert "Kiosk Quầy số 2 (Phòng Một cửa) mất tín hiệu" in director.hears
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.taps("3 ngày")
    await staff.taps("Xem chi tiết")
    assert "Quầy số 2" in staff.hears


async def test_an_alert_quotes_what_was_written_without_what_tells_who_wrote_it(any_town: Town) -> None:
    director = await any_town.member(Role.DIRECTOR)
    officer = await any_town.member(Role.OFFICER)
    citizen = any_town.person()
    words = (
        "Cán bộ quầy số 3 nói cộc lốc, gọi tôi số 0912 345 678 hoặc lan@thu.example, CCCD 079123456789. " + "x" * 300
    )
    code = await writes(citizen, words, "Thái độ")
    told_at = director.hears
    assert "“Cán bộ quầy số 3 nói cộc lốc, gọi tôi số *** hoặc ***, CCCD ***. xx" in told_at
    assert len(told_at.partition("“")[2].partition("”")[0]) == 200
    assert all(secret not in told_at for secret in ("345", "lan@", "0791"))
    assert not any("cộc lốc" in message.text for message in officer.inbox)
    async with any_town.db() as db:
        stored = (await db.exec_driver_sql("SELECT text FROM alert")).scalars().all()
    assert not any("cộc lốc" in text for text in stored)  # erased with the words themselves
    async with any_town.db() as db:
        await forget_words(db, [1])
    await director.says("/canhbao")
    await director.taps(code)
    assert code in director.hears
    assert "cộc lốc" not in director.hears
