"""What somebody cannot be told because they have blocked the bot reaches the next in line, once, with the reason."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.doctor import examine
from storage.models import Role
from storage.people.invitations import invite
from storage.people.leaves import add_leave, set_deputy
from storage.people.units import add_unit
from tests.botapi import BotApiServer, Call, User, blocked, start, tap, text_message, unblocked
from tests.botapi.people import HOA, LAN, MINH
from tests.chat import NOON
from tests.databases import postgres_url, sqlite_url
from tests.telegram_chat.talking import hears
from tests.whole import Whole, running, telegram_settings

WORDS = "Quầy số 3 đóng cửa trước giờ, tôi phải về không."
AN = User(73_001, first_name="An")
CITIZEN = User(73_002)
WHY = "không nhận được tin nhắn"


def _button(message: Call, label: str) -> str:
    rows = message.params["reply_markup"]["inline_keyboard"]
    [data] = [button["callback_data"] for row in rows for button in row if label in button["text"]]
    return str(data)


class Office:
    """A department with one room, and its people on Telegram."""

    bot: Whole

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.now = NOON

    async def opens(self) -> None:
        root = await self.bot.unit_id()
        async with self.bot.application.database.write() as db:
            self.units = {"sở": root, "phòng": (await add_unit(db, "Phòng Một cửa", root)).id}

    async def appoints(self, user: User, role: Role, unit: str = "sở") -> None:
        app = self.bot.application
        async with app.database.write(beside=True) as db:
            code = await invite(db, app.office.secret, role, self.units[unit], app.clock(), f"{role} {user.id}")
        await hears(self.server, start(user, code), replies=2)

    async def citizen_complains(self) -> None:
        """About conduct: told to the department's director at once."""
        menu = await hears(self.server, text_message(CITIZEN, "/phananh"))
        self.server.push(tap(CITIZEN, menu.result, _button(menu, "Thái độ")))
        await self.server.updates.wait_until_confirmed()
        self.server.push(text_message(CITIZEN, WORDS))
        await self.server.updates.wait_until_confirmed()
        await self.settles()

    async def settles(self) -> None:
        """Also what was passed on while the rest was sent."""
        for _ in range(6):
            await self.bot.application.delivery.settle()
            await asyncio.sleep(0.02)

    def told(self, user: User, words: str) -> list[Call]:
        return [call for call in self.server.sent_to(user.id) if words in call.params["text"]]

    async def person(self, user: User, what: str = "unreachable_at") -> object:
        return await self.bot.number(f"SELECT {what} FROM person WHERE address = '{user.id}'")


@pytest.fixture(params=["sqlite", "postgresql"])
async def office(request: pytest.FixtureRequest, server: BotApiServer, tmp_path: Path) -> AsyncIterator[Office]:
    url = sqlite_url(tmp_path) if request.param == "sqlite" else postgres_url()
    office = Office(server)
    async with running(telegram_settings(server, url), clock=lambda: office.now) as bot:
        office.bot = bot
        await office.opens()
        yield office


async def test_an_alert_reaches_the_officer_who_is_told_why_and_can_act(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.appoints(LAN, Role.DIRECTOR)
    await office.appoints(MINH, Role.OFFICER)
    office.server.block(LAN)
    await office.citizen_complains()
    [passed] = office.told(MINH, "Phản ánh mới")
    assert f"director {LAN.id} {WHY}" in passed.params["text"]
    assert "stand in for person" in caplog.text
    assert "Quầy số 3" not in caplog.text
    assert await office.person(LAN) is not None
    office.server.push(tap(MINH, passed.result, _button(passed, "Đã xem")))
    seen = await office.server.calls.wait_for_call("editMessageText", 2)
    assert "đã xem" in seen.params["text"].lower()
    # Each further alert takes the same way, and the officer is not told again that the leader is away.
    await office.citizen_complains()
    assert len(office.told(MINH, "Phản ánh mới")) == 2
    assert len(office.told(MINH, WHY)) == 2


async def test_whoever_writes_again_is_reached_again_and_finds_what_they_missed(office: Office) -> None:
    await office.appoints(LAN, Role.DIRECTOR)
    await office.appoints(MINH, Role.OFFICER)
    office.server.block(LAN)
    await office.citizen_complains()
    members = await hears(office.server, text_message(MINH, "/canbo"))
    assert "không nhận được tin nhắn" in members.params["text"]
    office.server.block(LAN, False)
    missed = await hears(office.server, text_message(LAN, "/canhbao"), replies=2)
    assert len(office.told(LAN, "1 thông báo, nhắc việc đã chuyển cho người nhận thay")) == 1
    assert "Phản ánh mới" in str(missed.params["reply_markup"])
    assert await office.person(LAN) is None
    before = len(office.told(MINH, "Phản ánh mới"))
    await office.citizen_complains()
    assert len(office.told(LAN, "Phản ánh mới")) == 1
    assert len(office.told(MINH, "Phản ánh mới")) == before


async def test_another_director_of_the_unit_who_was_told_is_not_told_twice(office: Office) -> None:
    await office.appoints(LAN, Role.DIRECTOR)
    await office.appoints(AN, Role.DIRECTOR)
    await office.appoints(MINH, Role.OFFICER)
    office.server.block(LAN)
    await office.citizen_complains()
    assert len(office.told(AN, "Phản ánh mới")) == 1
    assert office.told(MINH, "Phản ánh mới") == []
    # The officer hears once that somebody cannot be reached.
    assert len(office.told(MINH, "Từ nay cảnh báo")) == 1


async def test_the_head_above_hears_what_neither_head_nor_officer_of_a_room_can(office: Office) -> None:
    await office.appoints(AN, Role.DIRECTOR)
    await office.appoints(LAN, Role.DIRECTOR, "phòng")
    await office.appoints(MINH, Role.OFFICER, "phòng")
    office.server.block(LAN)
    office.server.block(MINH)
    payload = {"text": "Nhắc việc của phòng", "duty": {"alerts": []}}
    await office.bot.sends("telegram", str(LAN.id), payload)
    await office.settles()
    [passed] = office.told(AN, "Nhắc việc của phòng")
    assert passed.params["text"].count(WHY) == 2  # for the head, and for the officer who stood in
    assert [await office.person(user) is not None for user in (LAN, MINH, AN)] == [True, True, False]


async def test_a_reminder_goes_to_the_deputy_and_a_second_of_the_same_words_does_not(office: Office) -> None:
    for user in (LAN, AN, MINH):
        await office.appoints(user, Role.STAFF, "phòng")
    async with office.bot.application.database.write(beside=True) as db:
        ids = [int(str(await office.person(user, "id"))) for user in (LAN, AN)]
        leave = await add_leave(db, ids[0], NOON.date(), NOON.date())
        await set_deputy(db, leave, ids[1])
    office.server.block(LAN)
    payload = {"text": "Nhắc việc", "duty": {"alerts": []}, "rows": [[{"label": "Xem", "action": "tasks"}]]}
    await office.bot.sends("telegram", str(LAN.id), payload, payload)
    await office.settles()
    [passed] = office.told(AN, "Nhắc việc")
    assert "Xem" in str(passed.params["reply_markup"])
    assert office.told(MINH, "Nhắc việc") == []


async def test_the_week_s_digest_of_a_leader_who_is_away_is_read_by_somebody(office: Office) -> None:
    await office.appoints(LAN, Role.DIRECTOR)
    await office.appoints(MINH, Role.OFFICER)
    office.server.block(LAN)
    office.now += timedelta(days=7)
    for _ in range(2):
        await office.bot.application.schedule.tick()
        await office.settles()
    [digest] = office.told(MINH, "🗞")
    assert WHY in digest.params["text"]


async def test_where_nobody_can_be_reached_the_log_and_the_doctor_say_so(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.appoints(LAN, Role.DIRECTOR)
    office.server.block(LAN)
    await office.citizen_complains()
    assert "nobody can be reached in the place of person" in caplog.text
    said: list[str] = []
    problems = await examine(office.bot.application.settings, said.append)
    assert any("1 người giữ vai trò không nhận được tin" in line for line in said)
    assert any("1 cảnh báo, nhắc việc trong 7 ngày qua không đến được ai" in line for line in said)
    assert problems >= 1


async def test_what_is_said_to_one_person_alone_and_to_citizens_is_passed_to_nobody(office: Office) -> None:
    await office.appoints(LAN, Role.STAFF)
    await office.appoints(MINH, Role.OFFICER)
    await hears(office.server, text_message(HOA, "xin chào"))
    before = len(office.server.sent_to(MINH.id))
    for user in (LAN, HOA):
        office.server.block(user)
    await office.bot.sends("telegram", str(HOA.id), {"text": "Hồ sơ đã trả", "duty": {"alerts": []}})
    await office.bot.sends("telegram", str(LAN.id), {"text": "Vai trò đã kết thúc"})
    await office.settles()
    told = [call.params["text"] for call in office.server.sent_to(MINH.id)[before:]]
    assert len(told) == 1
    assert "Từ nay cảnh báo" in told[0]


async def test_blocking_is_known_at_once_told_once_and_nothing_is_sent_until_it_ends(office: Office) -> None:
    await office.appoints(LAN, Role.DIRECTOR)
    await office.appoints(MINH, Role.OFFICER)
    server = office.server
    for _ in range(2):
        server.push(blocked(LAN, server.bot))
        await server.updates.wait_until_confirmed()
    server.block(LAN)
    await office.settles()
    assert len(office.told(MINH, "Từ nay cảnh báo")) == 1
    assert "không nhận được tin nhắn" in (await hears(server, text_message(MINH, "/canbo"))).params["text"]
    tried = len([call for call in server.calls if call.params.get("chat_id") == LAN.id])
    await office.citizen_complains()
    assert f"director {LAN.id} {WHY}" in office.told(MINH, "Phản ánh mới")[0].params["text"]
    assert len([call for call in server.calls if call.params.get("chat_id") == LAN.id]) == tried
    server.block(LAN, False)
    server.push(unblocked(LAN, server.bot))
    await server.wait_for(server.calls.messages + 1)
    assert len(office.told(LAN, "1 thông báo, nhắc việc đã chuyển")) == 1
    assert await office.person(LAN) is None
    await office.citizen_complains()
    assert len(office.told(LAN, "Phản ánh mới")) == 1


async def test_what_waited_for_one_person_alone_comes_in_its_order_when_they_are_back(office: Office) -> None:
    await office.appoints(LAN, Role.STAFF)
    server = office.server
    server.block(LAN)
    before = len(server.sent_to(LAN.id))
    said = [{"text": f"Kết quả số {number}."} for number in range(1, 24)]
    await office.bot.sends("telegram", str(LAN.id), *said)
    while await office.bot.number("SELECT count(*) FROM outbox WHERE failure IS NOT NULL") < len(said):
        await office.settles()
    server.block(LAN, False)
    server.push(unblocked(LAN, server.bot))
    await server.wait_for(server.calls.messages + 21)
    heard = [call.params["text"] for call in server.sent_to(LAN.id)[before:]]
    assert heard[0].startswith("↩️ Còn 3 tin cũ hơn")
    assert heard[1:] == [f"Kết quả số {number}." for number in range(4, 24)]
    server.push(unblocked(LAN, server.bot))
    await hears(server, text_message(LAN, "/help"))
    assert len(server.sent_to(LAN.id)) == before + 22
