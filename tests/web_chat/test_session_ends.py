"""A session ends with the role, by signing out, by its age; and a role is never taken in one that was brought along."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from bot.channels.web.sessions import COOKIE
from storage.messages import conversations
from storage.messages.files import store_file
from storage.messages.payloads import Said
from storage.models import Role
from storage.people.appointments import dismiss, members_of
from tests.chat import NOON
from tests.databases import sqlite_url
from tests.page import Page, browser, client_id
from tests.whole import Whole, running, web_settings

HOST_COOKIE = f"__Host-{COOKIE}"


@dataclass
class Calendar:
    now: datetime = NOON


@pytest.fixture
async def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
async def bot(tmp_path: Path, calendar: Calendar) -> AsyncIterator[Whole]:
    """Citizens only, on a clock that the test moves."""
    async with running(web_settings(sqlite_url(tmp_path)), lambda: calendar.now) as bot:
        bot.application.office.public_url = ""
        yield bot


def _token(page: Page, name: str = COOKIE) -> str:
    return next(cookie.value for cookie in page.session.cookie_jar if cookie.key == name)


@contextlib.asynccontextmanager
async def _with(bot: Whole, token: str) -> AsyncIterator[Page]:
    """Another browser that brings this token."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True), cookies={COOKIE: token}) as session:
        yield Page(session, bot.url)


async def _reads(page: Page) -> int:
    return await page.status("/api/chat/messages?after=0")


async def _joins(bot: Whole, page: Page, role: Role = Role.OFFICER) -> dict[str, Any]:
    return await page.says(f"/start {await bot.invitation(role)}")


async def _dismiss(bot: Whole, calendar: Calendar, role: Role = Role.OFFICER) -> None:
    unit_id = await bot.unit_id()
    async with bot.application.database.write(beside=True) as db:
        [member] = [one for one in await members_of(db, [unit_id]) if one.role is role]
        await dismiss(db, [unit_id], member.id, calendar.now)


async def _is_given_a_file(bot: Whole, page: Page) -> str:
    """Its address."""
    [[address]] = await bot.query("SELECT address FROM person JOIN appointment ON person_id = person.id LIMIT 1")
    async with bot.application.database.write(beside=True) as db:
        file_id = await store_file(db, "bao-cao.docx", "application/octet-stream", b"secret", None, NOON)
        await conversations.say(db, [(address, Said("Báo cáo", file_id=file_id))], NOON)
    url = (await page.last())["file"]["url"]
    assert await page.status(url) == 200
    return str(url)


async def test_a_role_is_not_taken_in_a_session_that_was_brought_along(bot: Whole, page: Page) -> None:
    planted = _token(page)
    async with _with(bot, planted) as attacker:
        assert await _reads(attacker) == 200
        await _joins(bot, page)
        assert _token(page) != planted
        assert await _reads(attacker) == 401
        assert (await attacker.posts({"client_id": client_id(), "text": "/canbo"}))[0] == 401
    assert "/nhap" in [command["command"] for command in (await page.about())["commands"]]
    assert "đã nhận vai trò" in str(await page.messages())


async def test_a_poll_that_waits_under_the_old_token_is_told_nothing_of_the_role(bot: Whole, page: Page) -> None:
    async with _with(bot, _token(page)) as attacker:
        poll = attacker.session.get(f"{attacker.at('/messages')}&after=0&wait=20")
        waiting = await _begun(poll)
        await _joins(bot, page)
        assert await waiting == 401


async def _begun(poll: Any) -> Any:
    import asyncio

    async def status() -> int:
        async with poll as response:
            return int(response.status)

    task = asyncio.create_task(status())
    await asyncio.sleep(0.1)
    return task


async def test_whoever_did_not_get_the_answer_sends_the_invitation_again_and_has_the_role(
    bot: Whole, page: Page
) -> None:
    old, body = _token(page), {"client_id": client_id(), "text": f"/start {await bot.invitation(Role.STAFF)}"}
    assert (await page.posts(body))[1] == {"ok": True, "renewed": True}
    async with _with(bot, old) as again:
        assert (await again.posts({**body, "client_id": client_id()}))[0] == 401
        assert (await again.posts(body))[1] == {"ok": True, "renewed": True}
        assert "đã nhận vai trò" in str(await again.messages())


async def test_nobody_reads_the_conversation_or_its_files_after_a_dismissal(
    bot: Whole, page: Page, calendar: Calendar
) -> None:
    await _joins(bot, page)
    url = await _is_given_a_file(bot, page)
    await _dismiss(bot, calendar)
    assert [await _reads(page), await page.status(url)] == [401, 401]
    status, answer = await page.posts({"client_id": client_id(), "text": "/canbo"})
    assert (status, "đã kết thúc" in answer["error"]) == (401, True)
    await page.opens()
    assert [await page.messages(), await page.status(url)] == [[], 404]
    assert await bot.number("SELECT count(*) FROM web_message") == 0


async def test_who_keeps_another_role_goes_on_and_sees_nothing_of_before(
    bot: Whole, page: Page, calendar: Calendar
) -> None:
    await _joins(bot, page, Role.STAFF)
    await _joins(bot, page)
    url, token = await _is_given_a_file(bot, page), _token(page)
    await _dismiss(bot, calendar)
    assert [await page.messages(), await page.status(url)] == [[], 404]
    await page.opens()
    assert _token(page) != token
    commands = [command["command"] for command in (await page.about())["commands"]]
    assert ("/nhiemvu" in commands, "/nhap" in commands) == (True, False)


@pytest.mark.parametrize("role", [None, Role.STAFF])
async def test_signing_out_leaves_nothing_that_the_next_one_could_open(
    bot: Whole, page: Page, role: Role | None
) -> None:
    if role is not None:
        await _joins(bot, page, role)
    await page.says("/thoat")
    question, token = await page.last(), _token(page)
    body = {"client_id": client_id(), "action": "sign_out", "message_id": question["id"]}
    assert await page.posts(body) == (200, {"ok": True, "ended": True})
    assert await _reads(page) == 401
    await page.opens()
    assert (await page.messages(), _token(page) != token) == ([], True)
    async with _with(bot, token) as next_one:
        assert await _reads(next_one) == 401


async def test_staff_are_signed_out_after_a_month_without_use_and_citizens_are_not(
    bot: Whole, page: Page, calendar: Calendar
) -> None:
    async with browser(bot.url) as staff:
        await _joins(bot, staff, Role.STAFF)
        await page.says("xin chào")
        for _ in range(3):
            calendar.now += timedelta(days=20)
            assert await _reads(staff) == 200
        calendar.now += timedelta(days=31)
        assert [await _reads(staff), await _reads(page)] == [401, 200]
        await staff.opens()
        assert await staff.messages() == []


async def _cookies_of(bot: Whole, cookies: str) -> list[str]:
    """What the page sets for somebody who brings these."""
    async with ClientSession() as session, session.get(bot.url, headers={"Cookie": cookies}) as response:
        return list(response.headers.getall("Set-Cookie"))


async def test_behind_https_no_neighbour_s_cookie_is_taken(bot: Whole) -> None:
    bot.application.office.public_url = "https://so-thu.example"
    [cookie] = await _cookies_of(bot, f"{COOKIE}={'planted' * 5}")
    assert cookie.startswith(f"{HOST_COOKIE}=")
    assert "planted" not in cookie
    parts = {part.strip().split("=")[0].lower() for part in cookie.split(";")}
    assert {"secure", "httponly", "path", "samesite"} <= parts
    assert "domain" not in parts


async def _old(bot: Whole, page: Page) -> str:
    """A session of before, as the migration leaves it: its token."""
    await bot.application.database.close()
    async with bot.application.database.write(beside=True) as db:
        from sqlalchemy import text

        known = "SELECT address, address, :now, :now, 1 FROM person WHERE channel = 'web'"
        row = "INSERT INTO web_session (token, address, begun_at, seen_at, renew) "
        await db.execute(text(row + known), {"now": NOON.replace(tzinfo=None)})
    return _token(page)


async def test_a_session_of_before_goes_on_under_a_new_token_in_each_of_its_tabs(
    bot: Whole, page: Page, calendar: Calendar
) -> None:
    await page.says("xin chào")
    old = await _old(bot, page)
    bot.application.office.public_url = "https://so-thu.example"
    tokens = []
    for _ in range(2):
        [cookie] = await _cookies_of(bot, f"{COOKIE}={old}")
        tokens.append(cookie.partition(";")[0])
        assert old not in cookie
        assert await _lines(bot, tokens[-1]) == 2
    assert tokens[0] != tokens[1]
    assert await _lines(bot, f"{COOKIE}={old}") == 2
    calendar.now += timedelta(minutes=2)
    assert await _lines(bot, f"{COOKIE}={old}") == 401
    assert old not in str(await _cookies_of(bot, f"{COOKIE}={old}"))


async def _lines(bot: Whole, cookie: str) -> int:
    """How many messages it opens, or the status."""
    address = f"{bot.url}/api/chat/messages?after=0"
    async with ClientSession() as session, session.get(address, headers={"Cookie": cookie}) as response:
        return len((await response.json())["messages"]) if response.status == 200 else response.status


async def test_nothing_a_person_sees_is_kept_by_the_browser(bot: Whole, page: Page) -> None:
    await _joins(bot, page)
    file = await _is_given_a_file(bot, page)
    for path in ("/", "/api/chat", "/api/chat/messages?after=0", file, "/nowhere"):
        async with page.session.get(page.url + path) as response:
            assert response.headers["Cache-Control"] == "no-store", path
    async with page.session.get(page.url + "/static/chat.js") as response:
        assert response.headers["Cache-Control"] == "no-cache"


async def test_a_persona_s_role_is_not_taken_in_a_session_that_was_brought_along(demo: Whole) -> None:
    planted = "planted" * 5
    cookies = await _cookies_of(demo, f"{COOKIE}_officer={planted}")
    assert len({cookie.partition("=")[2] for cookie in cookies}) == 4
    assert planted not in str(cookies)


async def test_a_persona_once_taken_is_kept(demo: Whole, demo_page: Page) -> None:
    await demo_page.as_("staff").says("/nhiemvu")
    before = await demo_page.as_("staff").messages()
    await demo_page.opens()
    assert await demo_page.as_("staff").messages() == before
