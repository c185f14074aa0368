"""The demo's chat looked at as Zalo: five buttons a message, or numbered lines; nobody but the demo has that."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.demo.looks import shown_as
from handlers.words.catalogue import Words
from storage.ground.channels import ZALO
from storage.messages.payloads import Said, StoredButton
from tests.browser import Phone
from tests.chat_page import ChatPage
from tests.databases import sqlite_url
from tests.page import browser
from tests.whole import demo_settings, running, web_settings


def test_more_buttons_than_five_stand_behind_one_more_and_none_is_lost() -> None:
    rows = tuple((StoredButton(f"Việc {number}", action=f"task:{number}"),) for number in range(14))
    links = ((StoredButton("Mở", url="https://so-thu.example/"),),)
    actions: list[str] = []

    def follow(messages: list[dict[str, Any]]) -> None:
        for message in messages:
            assert len(message["buttons"]) <= 5
            for [button] in message["buttons"]:
                follow(button.get("more", []))
                actions.append(button.get("action") or button.get("url", ""))

    follow(shown_as(ZALO, Said("Mời chọn:", rows + links), Words("vi")) or [])
    assert {*actions} == {"", "https://so-thu.example/", *(f"task:{number}" for number in range(14))}


@pytest.mark.asyncio(loop_scope="session")
async def test_a_number_chooses_in_the_demo_that_looks_like_zalos_bot(phone: Phone) -> None:
    chat = ChatPage(await phone.opens("?as=citizen&look=zalo_bot"))
    await chat.hears("Nhắn số để chọn:", "1. MAU-")
    assert await chat.labels() == []
    await chat.says("1")
    await chat.hears("hài lòng")
    await chat.becomes("staff")
    assert chat.page.url.endswith("?as=staff&look=zalo_bot")
    await chat.page.locator("[data-look=zalo]").click()
    await chat.hears("Chào anh/chị")
    assert len(await chat.labels()) in range(1, 6)
    await expect(chat.page.locator("[data-look=zalo]")).to_have_attribute("aria-pressed", "true")
    assert await chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("demo", [True, False])
async def test_nobody_but_the_demo_is_shown_as_a_messenger(tmp_path: Path, demo: bool) -> None:
    settings = demo_settings(tmp_path) if demo else web_settings(sqlite_url(tmp_path), "http://127.0.0.1")
    async with running(settings) as bot, browser(bot.url) as page:
        await page.says("/start")
        found = await page.asks(page.at("/messages") + "&look=zalo")
        assert ("drawn" in found["messages"][-1]) is demo
        assert ("data-look" in await page.opens("/?look=zalo")) is demo
