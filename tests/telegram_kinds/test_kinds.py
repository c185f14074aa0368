"""No kind of message is met with silence but for a reason, and docs/telegram.md says what each is met with."""

from pathlib import Path

import pytest

from bot.channels.telegram.kinds import FILES, MARKS, PLACES, SERVICE, UNUSABLE, WORDS
from bot.channels.telegram.updates import ALLOWED_UPDATES
from tests.bench.throughput import free_port
from tests.botapi import BotApiServer, User, text_message
from tests.botapi.people import LAN, MINH
from tests.botapi.schema import load_schema
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears
from tests.telegram_kinds.page import OTHER_UPDATES, PAGE, UPDATES, with_table
from tests.telegram_kinds.samples import sample
from tests.telegram_kinds.walk import walk
from tests.whole import running, telegram_settings

KNOWN = (*WORDS, *FILES, *PLACES, "contact", *UNUSABLE, *SERVICE, *MARKS)


def _fields(name: str) -> set[str]:
    described = load_schema().types.get(name)
    if described is None:
        pytest.skip("the published description of the Bot API is not beside this repository")
    return {field["name"] for field in described["fields"]}


def test_every_field_of_a_message_and_every_kind_of_update_has_its_place() -> None:
    assert len(KNOWN) == len({*KNOWN})
    assert _fields("Message") == {*KNOWN}
    assert _fields("Update") == {*UPDATES, *OTHER_UPDATES, "update_id"}


def test_what_is_asked_for_is_what_the_page_says() -> None:
    assert {*ALLOWED_UPDATES} == {*UPDATES}


@pytest.mark.parametrize("is_posted", [False, True], ids=["polling", "webhook"])
async def test_every_kind_is_answered_as_the_page_says(server: BotApiServer, tmp_path: Path, is_posted: bool) -> None:
    _fields("Message")
    port = free_port()
    public = {"web_port": port, "public_url": f"http://127.0.0.1:{port}"} if is_posted else {}
    async with running(telegram_settings(server, sqlite_url(tmp_path), **public)) as bot:
        if is_posted:
            await server.calls.wait_for_call("setWebhook")
        rows = await walk(server, bot)
    for row in rows:
        assert (not row.citizen, not row.staff) == (row.kind in SERVICE, row.kind in SERVICE), row
    assert PAGE.read_text("utf-8") == with_table(PAGE.read_text("utf-8"), rows), "make telegram"


async def test_what_comes_along_with_words_does_not_keep_them_from_being_answered(
    server: BotApiServer, tmp_path: Path
) -> None:
    marks = sorted(MARKS - {"from", "chat", "date", "message_id", "media_group_id", "caption"})
    users = [User(71_000 + number) for number, _ in enumerate(marks)]
    for user, mark in zip(users, marks, strict=True):
        server.push(text_message(user, "xin chào", **{mark: sample("Message", mark)}))
    async with running(telegram_settings(server, sqlite_url(tmp_path))):
        await server.wait_for(len(users))
    assert [len(server.sent_to(user.id)) for user in users] == [1] * len(users)


async def test_other_updates_are_not_asked_for_and_change_nothing(server: BotApiServer, tmp_path: Path) -> None:
    server.meet(LAN)
    async with running(telegram_settings(server, sqlite_url(tmp_path))):
        await hears(server, text_message(MINH, "xin chào"))  # it has asked for what it wants
        body = text_message(LAN, "xin chào").body["message"]
        for kind in (*OTHER_UPDATES, "hologram"):
            assert server.updates.add({kind: body}) is None
            server.updates.add_raw({kind: body})
        await hears(server, text_message(MINH, "xin chào"))
        await server.updates.wait_until_confirmed()
    assert server.sent_to(LAN.id) == []
