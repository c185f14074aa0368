"""A unit's group: confirmed once by its leader, told of the unit's tasks, answered there for its members."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.imports.importing import parse_file
from storage.imports.questions import Ask, answered
from storage.imports.storing import store_parsed
from storage.models import Role
from storage.people.invitations import invite
from storage.people.units import units_named
from tests.bench.throughput import free_port
from tests.botapi import (
    BotApiServer,
    Group,
    Update,
    User,
    added_to_group,
    message,
    photo,
    start,
    tap,
    text_message,
)
from tests.botapi.builders import album
from tests.botapi.people import HOA, LAN, MINH
from tests.chat import NOON
from tests.databases import postgres_url, sqlite_url
from tests.samples import PLAN
from tests.telegram_chat.talking import hears
from tests.whole import Whole, running, telegram_settings

ROOM = Group(-1001234567890, "Tổ văn phòng")
OTHER = Group(-1009999999999, "Gia đình")
ANONYMOUS = User(1_087_968_824, "Group")


class House:
    bot: Whole

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.now = NOON - timedelta(days=2)  # a Saturday: nobody is reminded

    async def opens(self) -> None:
        root, app = await self.bot.unit_id(), self.bot.application
        said = answered(kind="plan", year=2026).with_answer(Ask.UNITS, "new")
        parsed = parse_file(PLAN.encode(), "plan.csv", said)
        async with app.database.write(beside=True) as db:
            await store_parsed(db, app.office.secret, root, parsed, self.now, write=True, answers=said)
            [room] = await units_named(db, "Văn phòng")
        self.units = {"sở": root, "văn phòng": room.id}

    async def appoints(self, user: User, role: Role, unit: str) -> None:
        app = self.bot.application
        async with app.database.write(beside=True) as db:
            code = await invite(db, app.office.secret, role, self.units[unit], app.clock(), f"{role}")
        await hears(self.server, start(user, code), replies=2)

    async def takes(self, update: Update) -> None:
        """And what comes of it is sent."""
        self.server.push(update)
        await self.server.updates.wait_until_confirmed()
        await self.bot.application.delivery.settle()

    def said(self, place: int) -> list[str]:
        return [str(call.params["text"]) for call in self.server.sent_to(place)]

    async def binds(self) -> None:
        await self.takes(added_to_group(LAN, ROOM, self.server.bot))
        [asked] = [call for call in self.server.sent_to(LAN.id) if ROOM.title in call.params["text"]]
        await self.takes(tap(LAN, asked.result, label="✅ Nhóm của Văn phòng"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def house(request: pytest.FixtureRequest, server: BotApiServer, tmp_path: Path) -> AsyncIterator[House]:
    url = postgres_url() if request.param == "postgresql" else sqlite_url(tmp_path)
    house, port = House(server), free_port()
    public = {"web_port": port, "public_url": f"http://127.0.0.1:{port}"} if request.param == "webhook" else {}
    async with running(telegram_settings(server, url, **public), clock=lambda: house.now) as bot:
        house.bot = bot
        if public:
            await server.calls.wait_for_call("setWebhook")
        await house.opens()
        yield house


@pytest.mark.parametrize("house", ["sqlite", "postgresql", "webhook"], indirect=True)
async def test_a_group_is_confirmed_once_and_its_members_report_there(house: House) -> None:
    server = house.server
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.appoints(MINH, Role.STAFF, "văn phòng")
    await house.binds()
    assert "xác nhận trong khung chat riêng" in house.said(ROOM.id)[0]
    assert any("Nhóm này là của Văn phòng" in text for text in house.said(ROOM.id))
    await house.takes(tap(LAN, server.sent_to(LAN.id)[-1].result, "group_is:1:1"))
    assert "đã được xác nhận" in house.said(LAN.id)[-1]

    await house.takes(text_message(MINH, "/nhiemvu", ROOM))
    [listed] = [call for call in server.sent_to(ROOM.id) if "2 nhiệm vụ" in call.params["text"]]
    assert "Phòng Nghiệp vụ" not in str(listed.params)
    await house.takes(text_message(MINH, f"@{server.bot['username']} 2 80% Đã họp", ROOM))
    assert "Họp giao ban" in house.said(ROOM.id)[-1]
    assert await house.bot.number("SELECT percent FROM progress") == 80
    await house.takes(text_message(MINH, "1 xong", ROOM, reply_to_message=listed.result))
    assert await house.bot.number("SELECT count(*) FROM progress") == 2
    before = len(house.said(ROOM.id))
    await house.takes(text_message(MINH, "Trưa nay ăn gì, 1 xong chưa?", ROOM))  # between the people there
    assert len(house.said(ROOM.id)) == before

    await house.takes(text_message(LAN, f"/summary@{server.bot['username']}", ROOM))
    assert house.said(ROOM.id)[-1] == "🔒 Đã trả lời trong khung chat riêng."
    assert "Tổng hợp" in house.said(LAN.id)[-1] or "📊" in house.said(LAN.id)[-1]


async def test_in_a_topic_of_the_group_the_answer_stays_there(house: House) -> None:
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.binds()
    topic: dict[str, Any] = {"message_thread_id": 9, "is_topic_message": True}
    await house.takes(text_message(LAN, f"/summary@{house.server.bot['username']}", ROOM, **topic))
    assert house.server.sent_to(ROOM.id)[-1].params["message_thread_id"] == 9
    assert "message_thread_id" not in house.server.sent_to(LAN.id)[-1].params


async def test_files_in_a_group_are_not_taken_and_that_is_said_once(house: House) -> None:
    server = house.server
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.appoints(MINH, Role.STAFF, "văn phòng")
    await house.binds()
    name = f"@{server.bot['username']}"
    await house.takes(photo(MINH, caption=f"{name} 2 80% Đã họp", chat=ROOM))
    assert "Họp giao ban" in house.said(ROOM.id)[-2]
    assert "không nhận tệp trong nhóm" in house.said(ROOM.id)[-1]
    assert await house.bot.number("SELECT percent FROM progress") == 80
    before = len(house.said(ROOM.id))
    pictures = album([photo(MINH, caption=name, chat=ROOM), photo(MINH, caption=name, chat=ROOM)])
    for picture in [*pictures, photo(MINH, chat=ROOM)]:  # the last is between the people there
        await house.takes(picture)
    told = [text for text in house.said(ROOM.id)[before:] if "không nhận tệp" in text]
    assert len(told) == 1
    assert await house.bot.number("SELECT count(*) FROM job") == 0


async def test_a_leader_says_that_a_group_is_no_units(house: House) -> None:
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.takes(added_to_group(LAN, ROOM, house.server.bot))
    asked = house.server.sent_to(LAN.id)[-1].result
    await house.takes(tap(LAN, asked, label="Không phải nhóm của đơn vị"))
    assert "im lặng ở đó" in house.server.calls.of("editMessageText")[-1].params["text"]
    before = len(house.said(ROOM.id))
    await house.takes(tap(LAN, asked, label="✅ Nhóm của Văn phòng"))
    assert await house.bot.number("SELECT count(*) FROM group_chat WHERE unit_id IS NOT NULL") == 0
    assert len(house.said(ROOM.id)) == before
    await house.takes(text_message(LAN, "/nhom", ROOM))
    await house.takes(tap(LAN, house.server.sent_to(LAN.id)[-1].result, label="✅ Nhóm của Văn phòng"))
    assert await house.bot.number("SELECT count(*) FROM group_chat WHERE unit_id IS NOT NULL") == 1


async def test_only_the_leader_who_was_asked_says_whose_a_group_is(house: House) -> None:
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.appoints(HOA, Role.DIRECTOR, "sở")
    await house.takes(added_to_group(LAN, ROOM, house.server.bot))
    screen = house.server.sent_to(HOA.id)[-1].result
    for forged in (f"group_is:1:{house.units['sở']}", "group_units:1"):
        await house.takes(tap(HOA, screen, data=forged))
    assert await house.bot.number("SELECT count(*) FROM group_chat WHERE unit_id IS NOT NULL") == 0
    assert ROOM.title not in "".join(house.said(HOA.id))


async def test_anybody_else_and_any_other_group_hears_one_line(house: House) -> None:
    server = house.server
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.takes(added_to_group(HOA, OTHER, server.bot))
    await house.takes(text_message(HOA, "/nhiemvu", OTHER))
    await house.takes(text_message(HOA, "/summary", OTHER))
    assert len(house.said(OTHER.id)) == 1
    await house.binds()
    await house.takes(text_message(HOA, "/nhiemvu", ROOM))
    assert "có vai trò ở đơn vị này" in house.said(ROOM.id)[-1]
    assert await house.bot.number(f"SELECT count(*) FROM person WHERE address = '{HOA.id}'") == 0
    await house.takes(message(ANONYMOUS, {"text": "/nhiemvu", "sender_chat": ROOM.as_chat()}, ROOM))
    assert "viết lại bằng tên mình" in house.said(ROOM.id)[-1]
    # A leader takes up what was silent.
    await house.takes(text_message(LAN, "/nhom", OTHER))
    assert "Gia đình" in house.said(LAN.id)[-1]


async def test_a_group_moves_with_its_unit_and_ends_when_the_bot_is_removed(house: House) -> None:
    server = house.server
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.binds()
    moved = Group(-1007777777777, ROOM.title)
    server.meet(moved)
    await house.takes(message(LAN, {"migrate_to_chat_id": moved.id}, ROOM))
    await house.takes(message(LAN, {"migrate_from_chat_id": ROOM.id}, moved))
    await house.takes(text_message(LAN, "/nhiemvu", moved))
    assert any("2 nhiệm vụ" in text for text in house.said(moved.id))
    # Where only an answer to what is sent tells of it.
    last = Group(-1006666666666, ROOM.title)
    server.meet(last)
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request: group chat was upgraded"}
    refusal["parameters"] = {"migrate_to_chat_id": last.id}
    server.faults.garble_next(json.dumps(refusal), status=400, method="sendMessage")
    await house.bot.sends("telegram", str(moved.id), {"text": "Nhắc hạn"})
    await house.bot.application.delivery.settle()
    assert "Nhắc hạn" in house.said(last.id)
    removed = added_to_group(LAN, last, server.bot)
    change = removed.body["my_chat_member"]
    change["old_chat_member"], change["new_chat_member"] = change["new_chat_member"], change["old_chat_member"]
    await house.takes(removed)
    assert await house.bot.number("SELECT count(*) FROM group_chat") == 0


async def test_the_morning_and_the_week_are_told_to_the_group_of_its_own_tasks_alone(house: House) -> None:
    await house.appoints(LAN, Role.DIRECTOR, "văn phòng")
    await house.binds()
    before = len(house.said(ROOM.id))
    house.now = NOON + timedelta(days=10, hours=-3)  # Thursday 25/06, when the month's reports are asked for
    for _ in range(2):
        await house.bot.application.schedule.tick()
    await house.bot.application.delivery.settle()
    told = house.said(ROOM.id)[before:]
    assert len(told) == 3
    assert any("Quá hạn" in text or "quá hạn" in text for text in told)
    assert any("Tháng 6 chưa báo cáo: 2 nhiệm vụ" in text for text in told)
    assert any(text.startswith("🗞 Tuần 15/06/2026–21/06/2026 · Văn phòng") for text in told)
    assert not any("Rà soát" in text or "Niêm yết" in text or "Hồ sơ" in text for text in told)
