"""Beyond the lists of tests/words/: answers to a reminder, states of their own, and what no sequence of words does."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.updates import read_update
from storage.models import Role
from storage.people.invitations import invite
from tests.botapi import BotApiServer, text_message
from tests.botapi.people import LAN
from tests.chat import Person, Town
from tests.samples import furnish
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole


async def _staff(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.STAFF)


async def _of(staff: Person, number: int) -> str:
    return (await staff.says(f"/tiendo {number}")).text


async def test_a_reply_to_a_reminder_is_about_its_task(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    asked = await hears(server, text_message(LAN, "/tiendo 4"))
    done = await hears(server, text_message(LAN, "đã được 80% ạ", reply_to_message=asked.result))
    assert "Đã ghi báo cáo nhiệm vụ 4." in done.params["text"]
    assert "Đang thực hiện 80%\n" in done.params["text"]


@pytest.mark.parametrize("markup", [None, [], {"inline_keyboard": 1}, {"inline_keyboard": [[{"callback_data": 1}], 2]}])
def test_a_strange_reply_is_a_reply_to_nothing(markup: object) -> None:
    update = text_message(LAN, "80%", reply_to_message={"reply_markup": markup}, message_id=5)
    found = read_update({"update_id": 1, **update.body})
    assert found is not None
    assert (found.text, found.replies_to) == ("80%", ())


async def test_a_reply_to_several_tasks_or_another_s_is_asked_about(town: Town) -> None:
    staff = await _staff(town)
    for actions in (("task:3", "task:4"), ("task:9999",), ("tasks",)):
        await staff._sends(text="80%", replies_to=actions)
        assert "là của nhiệm vụ nào?" in staff.hears


async def test_on_the_web_the_newest_message_is_what_is_answered(town: Town) -> None:
    await furnish(town)
    async with town.db() as db:
        code = await invite(db, town.office.secret, Role.STAFF, town.unit_id, town.now, None)
    staff = town.person(channel="web")
    await staff.says(f"/start {code}")
    await staff.says("80%")
    assert "là của nhiệm vụ nào?" in staff.hears
    await staff.says("/tiendo 4")
    await staff.says("được 80% rồi")
    assert "Đã ghi báo cáo nhiệm vụ 4." in staff.hears


async def test_a_button_tapped_twice_is_one_report_and_later_it_is_another(town: Town) -> None:
    staff = await _staff(town)
    screen = await staff.says("/tiendo 4")
    await staff.taps("Xong", screen)
    await staff.taps("Xong", screen)
    await staff.says("/tiendo 4")
    assert (await staff.taps("Các lần báo cáo")).text.count("Đã xong") == 1
    town.passes(days=1)
    await staff.taps("Xong", screen)
    await staff.says("/tiendo 4")
    assert (await staff.taps("Các lần báo cáo")).text.count("Đã xong") == 2


async def test_what_was_done_is_not_undone_without_being_asked(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("4 xong")
    screen = await staff.says("/tiendo 4")
    await staff.taps("Đang làm", screen)
    assert "đã được báo cáo xong từ 15/06/2026" in staff.hears
    await staff.says("không")
    assert "✅ Xong" in staff.hears
    await staff.says("4 60% in lại bảng")
    await staff.taps("Vẫn xong")
    assert "Đã xong – in lại bảng" in staff.hears
    await staff.says("4 60% in lại bảng")
    await staff.taps("Chuyển thành đang thực hiện 60%")
    assert "Đang thực hiện 60% – in lại bảng" in staff.hears
    await staff.taps("Về nhiệm vụ")
    assert "🔵 Đang làm (60%)" in staff.hears


async def test_paused_given_up_and_nothing_arose_are_states_of_their_own(any_town: Town) -> None:
    staff = await _staff(any_town)
    officer = await any_town.member(Role.OFFICER)
    for line in (
        "2 không phát sinh",
        "3 tạm dừng do thiếu kinh phí",
        "4 không làm nữa vì trùng nhiệm vụ 3",
        "5 chưa làm",
    ):
        await staff.says(line)
        assert "Đã ghi báo cáo" in staff.hears
    await staff.says("/nhiemvu")
    marks = [label[:1] for label in staff.last.labels if re.search(r"\d\. ", label)]
    assert sorted(marks) == sorted("🔴➖⏸🚫🟡")
    await officer.says("/summary năm nay")
    for words in ("Không phát sinh 1", "Tạm dừng 1", "Không thực hiện nữa 1", "Chưa thực hiện 1"):
        assert words in officer.hears
    await staff.says("/viec")
    assert "⏸️ 3. Rà soát thủ tục – tạm dừng" in staff.hears
    assert "4. Niêm yết" not in staff.hears
    await staff.taps("Nhiệm vụ 3")
    assert "⏸️ Tạm dừng" in staff.hears


async def test_what_is_given_up_is_chased_no_more(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 không thực hiện nữa theo Công văn số 5/ST")
    director = await town.member(Role.DIRECTOR)
    town.passes(days=30)  # its deadline is over
    await director.says("/nhiemvu quá hạn")
    assert "Niêm yết" not in " ".join(director.last.labels)
    await staff.says("4 đang làm lại")
    await director.says("/nhiemvu quá hạn")
    assert "Niêm yết" in " ".join(director.last.labels)


async def test_a_report_is_moved_with_its_files(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("3 80% đã treo")
    await staff.sends_file("bang.jpg", b"\xff\xd8 picture", media_type="image/jpeg")
    await staff.says("nhầm, nv 4 chứ không phải 3")
    assert "Đã ghi báo cáo nhiệm vụ 4." in staff.hears
    assert "Chưa báo cáo" in await _of(staff, 3)
    assert "Tệp kèm theo" in " ".join((await staff.says("/tiendo 4")).labels)


async def test_after_a_day_a_correction_has_to_say_of_what(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 80%")
    town.passes(hours=25)
    await staff.says("sửa lại 70%")
    assert "chưa có báo cáo nào để sửa" in staff.hears
    assert "80%" in await _of(staff, 4)


@pytest.mark.parametrize(("typed", "period"), [("lập báo cáo quý 1", "quý I/2026"), ("/baocao năm", "năm 2026")])
async def test_the_officer_has_a_report_made_in_words(town: Town, typed: str, period: str) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says(typed)
    assert any(f"báo cáo cải cách hành chính, {period}" in message.text for message in officer.inbox)


async def test_a_director_takes_nothing_back_and_reports_nothing(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    for text in ("hoàn tác", "sửa lại 70%", "80%", "12 đồng chí tham dự"):
        await director.says(text)
        assert "chưa hiểu" in director.hears
    await director.says("4 bao giờ hết hạn")
    assert "Nhiệm vụ 4. Niêm yết" in director.hears


WORDS = st.sampled_from(
    [
        *("4", "3", "0", "12", "ba", "80%", "60 %", "100%", "150%", "một nửa", ",", ".", ";", ":", "-", "?", "\n"),
        *("nv", "nhiệm vụ", "tiến độ", "bước", "phòng", "hồ sơ", "Kế hoạch số 5/KH-ST", "bao giờ", "ok", "✅"),
        *("xong", "đã", "chưa", "không", "đạt", "khoảng", "còn", "tạm dừng", "phát sinh", "làm", "nữa", "cơ bản"),
        *("hoàn thành", "sẽ", "đang", "ạ", "nhé", "vâng", "đúng", "và"),
        *("sửa lại", "nhầm", "chứ không phải", "hoàn tác"),
    ]
)
MESSAGES = st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), min_size=5, max_size=12)


@settings(
    max_examples=settings.default.max_examples // 3,  # type: ignore[union-attr]
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(MESSAGES)
async def test_nothing_is_stored_that_the_reply_does_not_show(town: Town, messages: list[str]) -> None:
    staff = await _fresh(town)
    for message in messages:
        before = await _stored(town)
        seen = len(staff.inbox)
        await staff.says(message)
        shown = "\n".join(reply.text for reply in staff.inbox[seen:])
        for number, state, percent in (await _stored(town)) - before:
            assert f"nhiệm vụ {number}." in shown, (message, shown)
            assert _SHOWN[state] in shown, (message, shown)
            assert percent is None or state == "done" or f"{percent}%" in shown, (message, shown)


_SHOWN = {
    "done": "Đã xong",
    "doing": "Đang thực hiện",
    "nothing": "Không phát sinh",
    "not_started": "Chưa thực hiện",
    "paused": "Tạm dừng",
    "dropped": "Không thực hiện nữa",
}


async def _fresh(town: Town) -> Person:
    """The town is one for all examples."""
    async with town.database.read() as db:
        known = (await db.exec_driver_sql("SELECT count(*) FROM plan")).scalar_one()
    if not known:
        await furnish(town)
    return await town.member(Role.STAFF)


async def _stored(town: Town) -> set[tuple[int, str, int | None]]:
    async with town.database.read() as db:
        rows = await db.exec_driver_sql(
            "SELECT task.number, progress.state, progress.percent, progress.id FROM progress"
            " JOIN task ON task.id = progress.task_id WHERE progress.undone_at IS NULL"
        )
        return {(row.number, row.state, row.percent) for row in rows}
