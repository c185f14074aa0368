"""Whose conversation it is: sessions and personas, as docs/web-chat.md has them."""

import re
from pathlib import Path

import pytest
from aiohttp import ClientSession

from storage.dossiers.proving import FROM_A_NETWORK
from tests.databases import sqlite_url
from tests.page import Page, browser, page_data
from tests.whole import AGENCY, Whole, running, web_settings


async def test_the_page_opens_a_session_that_scripts_cannot_read_and_keeps_it(bot: Whole) -> None:
    async with ClientSession() as session:
        async with session.get(bot.url) as response:
            cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        token = cookie.split(";")[0]
        async with session.get(bot.url, headers={"Cookie": token}) as response:
            assert response.headers["Set-Cookie"].split(";")[0] == token


async def test_behind_https_the_cookie_is_sent_over_https_only(bot: Whole) -> None:
    bot.application.office.public_url = "https://so-thu.example"
    async with ClientSession() as session, session.get(bot.url) as response:
        assert "Secure" in response.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/api/chat", "/api/chat/messages", "/api/chat/files/1/x"])
@pytest.mark.parametrize("cookie", ["", "cchc_session=short", "cchc_session=" + "x" * 200])
async def test_a_call_without_a_session_is_told_to_reload(bot: Whole, path: str, cookie: str) -> None:
    async with ClientSession() as session, session.get(bot.url + path, headers={"Cookie": cookie}) as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error": "Phiên đã hết. Xin tải lại trang."}


async def test_one_session_does_not_see_another_s_conversation(bot: Whole, page: Page) -> None:
    await page.says("xin chào")
    async with browser(bot.url) as other:
        assert await other.messages() == []


async def test_the_conversation_is_there_again_after_a_reload_and_after_a_restart(tmp_path: Path) -> None:
    settings = web_settings(sqlite_url(tmp_path))
    async with running(settings) as bot:
        bot.application.office.public_url = ""
        async with browser(bot.url) as page:
            await page.says("xin chào")
            before = await page.messages()
            await page.opens()
            assert await page.messages() == before
            async with running(settings) as again:
                again.application.office.public_url = ""
                assert await Page(page.session, again.url).messages() == before
    assert [line["from"] for line in before] == ["me", "bot"]


async def test_only_demo_mode_has_personas(bot: Whole, page: Page, demo_page: Page) -> None:
    assert 'class="personas"' not in await page.opens()
    for persona in ("staff", "director", "officer", "nobody", ""):
        assert await page.status(f"/api/chat?as={persona}") == 404
        assert await page.status(f"/?as={persona}") == 404
    shown = await demo_page.opens("/?as=director")
    assert re.findall(r'data-persona="(\w+)" aria-pressed="(\w+)"', shown) == [
        ("citizen", "false"),
        ("staff", "false"),
        ("director", "true"),
        ("officer", "false"),
    ]
    assert page_data(shown)["persona"] == "director"
    assert await demo_page.status("/api/chat?as=nobody") == 404


async def test_each_persona_has_its_commands_and_its_own_conversation(demo_page: Page) -> None:
    commands = {}
    for persona in ("citizen", "staff", "director", "officer"):
        about = await demo_page.as_(persona).about()
        assert about["agency"] == AGENCY
        assert about["attachments"] is True
        commands[persona] = [command["command"] for command in about["commands"]]
        assert all(command["description"] for command in about["commands"])
    assert {"/danhgia", "/hoso", "/riengtu", "/help"} <= set(commands["citizen"])
    assert not {"/nhiemvu", "/summary", "/nhap"} & set(commands["citizen"])
    assert "/summary" in commands["director"]
    assert {"/nhap", "/moi"} <= set(commands["officer"])
    await demo_page.as_("director").says("/summary")
    assert "📊" in (await demo_page.as_("director").last())["text"]
    assert await demo_page.as_("staff").messages() == []


async def test_in_demo_mode_a_page_under_another_name_is_not_served(demo: Whole) -> None:
    async with ClientSession() as session, session.get(demo.url, headers={"Host": "evil.example"}) as response:
        assert response.status == 400


async def test_new_sessions_give_no_new_guesses(bot: Whole, page: Page) -> None:
    await bot.furnish()
    for number in range(FROM_A_NETWORK):
        async with browser(bot.url) as guesser:
            await guesser.says(f"/hoso X-{number} 0000")
    assert "tạm khóa một giờ" in (await page.says("/hoso H-1 5678"))["text"]
