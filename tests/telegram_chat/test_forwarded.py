"""Messages that somebody else wrote."""

import pytest

from storage.models import Role
from tests.botapi import BotApiServer, Update, User, tap, text_message
from tests.botapi.people import LAN, MINH
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole

REPORTS = "SELECT person.name, by.name, task_id, percent FROM progress JOIN person ON person.id = person_id"
REPORTS += " LEFT JOIN person AS by ON by.id = entered_by_id WHERE undone_at IS NULL ORDER BY progress.id"


def forwarded(user: User, text: str, by: User | str) -> Update:
    origin: dict[str, object] = {"type": "hidden_user", "date": 1_780_000_000, "sender_user_name": by}
    if isinstance(by, User):
        origin = {"type": "user", "date": 1_780_000_000, "sender_user": by.as_user()}
    return text_message(user, text, forward_origin=origin)


async def _office(server: BotApiServer, bot: Whole) -> None:
    """Lan and Minh report in one unit, and have names."""
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await joins(server, bot, MINH, Role.STAFF)
    async with bot.application.database.write(beside=True) as db:
        for user, name in ((LAN, "Trần Thị Lan"), (MINH, "Lê Văn Minh")):
            await db.exec_driver_sql(f"UPDATE person SET name = '{name}' WHERE address = '{user.id}'")


def _labels(call: object) -> list[str]:
    rows = call.params["reply_markup"]["inline_keyboard"]  # type: ignore[attr-defined]
    return [button["text"] for row in rows for button in row]


@pytest.mark.parametrize("by", [MINH, "Minh Lê Văn"])
async def test_a_forwarded_report_is_entered_for_whoever_wrote_it(
    server: BotApiServer, bot: Whole, by: User | str
) -> None:
    await _office(server, bot)
    asked = await hears(server, forwarded(LAN, "/tiendo 4 80% đã treo", by))
    assert _labels(asked)[:3] == ["✍️ Ghi thay cho Lê Văn Minh", "Ghi là báo cáo của tôi", "Không ghi"]
    assert await bot.query(REPORTS) == []
    await hears(server, tap(LAN, asked.result, label="✍️ Ghi thay cho Lê Văn Minh"), replies=2)
    assert await bot.query(REPORTS) == [("Lê Văn Minh", "Trần Thị Lan", 4, 80)]
    told = {str(call.params["chat_id"]): call for call in server.calls.of("sendMessage")[-2:]}
    assert "✍️ Ghi thay cho Lê Văn Minh" in told[str(LAN.id)].params["text"]
    to_minh = told[str(MINH.id)]
    assert "Trần Thị Lan vừa chuyển tiếp" in to_minh.params["text"]
    await hears(server, text_message(LAN, "sửa lại 70%"))
    assert await bot.query(REPORTS) == [("Lê Văn Minh", "Trần Thị Lan", 4, 70)]
    server.push(tap(MINH, to_minh.result, "history:4"))
    history = await server.calls.wait_for_call("editMessageText")
    assert "Lê Văn Minh (Trần Thị Lan ghi thay)" in history.params["text"]
    await hears(server, text_message(LAN, "5 10% của tôi"))
    assert (await bot.query(REPORTS))[1:] == [("Trần Thị Lan", None, 5, 10)]


async def test_whose_a_forwarded_report_is_stays_with_it_through_what_is_asked(
    server: BotApiServer, bot: Whole
) -> None:
    await _office(server, bot)
    asked = await hears(server, forwarded(LAN, "80% đã treo", MINH))
    which = await hears(server, tap(LAN, asked.result, label="✍️ Ghi thay cho Lê Văn Minh"))
    assert "nhiệm vụ nào" in which.params["text"].lower()
    await hears(server, text_message(LAN, "4"), replies=2)
    assert await bot.query(REPORTS) == [("Lê Văn Minh", "Trần Thị Lan", 4, 80)]
    asked = await hears(server, forwarded(LAN, "70%", MINH))
    await hears(server, tap(LAN, asked.result, label="✍️ Ghi thay cho Lê Văn Minh"))
    await hears(server, text_message(LAN, "5 90% việc của tôi"), replies=2)
    assert (await bot.query(REPORTS))[1:] == [("Trần Thị Lan", None, 5, 90)]


async def test_a_forwarded_report_can_be_ones_own_or_nobody_s_and_a_stranger_s_is_asked_about(
    server: BotApiServer, bot: Whole
) -> None:
    await _office(server, bot)
    asked = await hears(server, forwarded(LAN, "4 80% đã treo", "Người Lạ"))
    assert "✍️ Ghi thay cho Lê Văn Minh" in _labels(asked)
    server.push(tap(LAN, asked.result, label="Không ghi"))
    await server.calls.wait_for_call("editMessageText")
    stale = await hears(server, tap(LAN, asked.result, label="Ghi là báo cáo của tôi"))
    assert "✅" not in stale.params["text"]
    asked = await hears(server, forwarded(LAN, "4 80% đã treo", "Người Lạ"))
    forged = await hears(server, tap(LAN, asked.result, "enter_for:1"))
    assert "✅" not in forged.params["text"]
    await hears(server, tap(LAN, asked.result, label="Ghi là báo cáo của tôi"))
    assert await bot.query(REPORTS) == [("Trần Thị Lan", None, 4, 80)]
    amended = await hears(server, forwarded(LAN, "sửa lại 70%", MINH))
    assert "không sửa được" in amended.params["text"]
    await hears(server, forwarded(LAN, "5 10% tôi viết", LAN))
    assert (await bot.query(REPORTS))[1:] == [("Trần Thị Lan", None, 5, 10)]


async def test_words_that_were_asked_for_are_not_the_senders_own_where_they_were_forwarded(
    server: BotApiServer, bot: Whole
) -> None:
    await _office(server, bot)
    task = await hears(server, text_message(LAN, "nhiệm vụ 4"))
    await hears(server, tap(LAN, task.result, "report_text:4"))
    asked = await hears(server, forwarded(LAN, "Đã treo bảng ở quầy, 80%", MINH))
    assert "Ghi thay cho ai" in asked.params["text"]
    await hears(server, tap(LAN, asked.result, label="✍️ Ghi thay cho Lê Văn Minh"), replies=2)
    assert [row[:3] for row in await bot.query(REPORTS)] == [("Lê Văn Minh", "Trần Thị Lan", 4)]


async def test_forwarded_feedback_says_that_it_is_somebody_else_s_and_nothing_of_it_is_lost(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.unit_id()
    story = "Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số."
    asked = await hears(server, forwarded(LAN, story, MINH))
    assert MINH.first_name in asked.params["text"]
    matter = asked.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await hears(server, tap(LAN, asked.result, matter))
    kept = await bot.number('SELECT text FROM "case"')
    assert kept == f"(Tin của người khác, chuyển tiếp)\n{story}"
    await hears(server, forwarded(LAN, "Chiều qua vẫn vậy.", "Ẩn danh"))
    added = await bot.number("SELECT text FROM case_step WHERE kind = 'added'")
    assert added == "(Tin của người khác, chuyển tiếp)\nChiều qua vẫn vậy."
