"""A page that is joined to somebody with a role: nobody else's token opens it."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from bot.channels.web.sessions import COOKIE
from storage.models import Role
from tests.chat import NOON
from tests.databases import sqlite_url
from tests.linking import LINK_CODE
from tests.page import Page, client_id
from tests.whole import Whole, running, web_settings


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Whole]:
    async with running(web_settings(sqlite_url(tmp_path)), lambda: NOON) as bot:
        bot.application.office.public_url = ""
        yield bot


@contextlib.asynccontextmanager
async def _browser(bot: Whole, token: str = "") -> AsyncIterator[Page]:
    cookies = {COOKIE: token} if token else {}
    async with ClientSession(cookie_jar=CookieJar(unsafe=True), cookies=cookies) as session:
        page = Page(session, bot.url)
        if not token:
            await page.opens()
        yield page


def _token(page: Page) -> str:
    return next(cookie.value for cookie in page.session.cookie_jar if cookie.key == COOKIE)


async def _taps(page: Page, label: str) -> None:
    newest = await page.last()
    [action] = [one["action"] for row in newest["buttons"] for one in row if label in one["label"]]
    body = {"client_id": client_id(), "action": action, "message_id": newest["id"]}
    assert (await page.posts(body))[0] == 200


async def _joins(taker: Page, giver: Page) -> None:
    found = LINK_CODE.search((await giver.says("/lienket"))["text"])
    assert found
    await taker.says(f"/lienket {found[0]}")
    assert found[0] not in str([line for line in await taker.messages() if line.get("own")])
    await _taps(taker, "liên kết hai kênh")


async def test_a_page_that_gets_a_role_by_joining_gets_a_new_token_and_one_that_was_planted_opens_nothing(
    bot: Whole,
) -> None:
    async with _browser(bot) as officer, _browser(bot) as phone:
        await officer.says(f"/start {await bot.invitation(Role.OFFICER)}")
        planted = _token(phone)
        async with _browser(bot, planted) as attacker:
            assert await attacker.status("/api/chat/messages?after=0") == 200
            await _joins(phone, officer)
            assert _token(phone) != planted
            assert await attacker.status("/api/chat/messages?after=0") == 401
        assert "/nhap" in [command["command"] for command in (await phone.about())["commands"]]
        await phone.says("/thoat")
        assert "kênh đã liên kết" in (await phone.last())["text"]
        await _taps(phone, "Đăng xuất")
        assert await phone.status("/api/chat/messages?after=0") == 401
        assert "không còn gửi tin tới được" in (await officer.says("/lienket"))["text"]


async def test_a_page_that_was_joined_before_a_role_was_taken_is_signed_out(bot: Whole) -> None:
    async with _browser(bot) as one, _browser(bot) as other:
        await _joins(other, one)
        await one.says(f"/start {await bot.invitation(Role.OFFICER)}")
        assert await other.status("/api/chat/messages?after=0") == 401
        assert "/nhap" in [command["command"] for command in (await one.about())["commands"]]
