"""Messages, taps and polls, as docs/web-chat.md has them."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.channels.web.lines import FileLinks, shown
from storage.messages import conversations
from storage.messages.conversations import Line
from storage.messages.payloads import Said
from tests.chat import NOON
from tests.page import Page, browser, client_id, page_data
from tests.whole import Whole

FIELDS = {"id", "from", "at", "text", "client_id", "tap", "buttons", "replaces", "picture", "file"}


async def test_a_message_has_every_documented_field(page: Page) -> None:
    await page.says("/danhgia")
    mine, answer = await page.messages()
    assert mine.keys() == answer.keys() == FIELDS
    assert (mine["from"], mine["text"], mine["tap"]) == ("me", "/danhgia", False)
    assert mine["client_id"].startswith("test-")
    assert (answer["from"], answer["client_id"], answer["replaces"]) == ("bot", None, None)
    assert answer["at"] == NOON.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert all(button.keys() == {"label", "action"} for row in answer["buttons"] for button in row)


def test_the_lines_that_stand_out_are_named() -> None:
    links = FileLinks(bytes(32))
    for headings in ((), (0, 2)):
        line = Line(1, None, Said("một\n\nhai", headings=headings), NOON)
        assert shown(line, "web", links, {}).get("headings", []) == list(headings)


async def test_a_tap_says_its_label_and_the_answer_replaces_the_question(bot: Whole, page: Page) -> None:
    await bot.furnish()
    faces = await page.says(f"/start {bot.link(1)}")
    thanks = await page.taps("Rất hài lòng", faces)
    assert thanks["replaces"] == faces["id"]
    said = (await page.messages())[-2]
    assert (said["from"], said["tap"], said["text"]) == ("me", True, "😍 Rất hài lòng")
    assert await bot.query("SELECT channel, level FROM rating") == [("web", 5)]


async def test_the_same_client_id_is_kept_once(bot: Whole, page: Page) -> None:
    body = {"client_id": client_id(), "text": "xin chào"}
    answers = await asyncio.gather(*(page.posts(body) for _ in range(20)), page.posts({**body, "text": "khác"}))
    assert answers == [(200, {"ok": True})] * 21
    assert await page.posts(body) == (200, {"ok": True})
    assert [line["from"] for line in await page.messages()] == ["me", "bot"]
    # Another person may happen to use the same one.
    async with browser(bot.url) as other:
        assert await other.posts(body) == (200, {"ok": True})
        assert len(await other.messages()) == 2


async def test_a_long_poll_ends_with_the_first_news(page: Page) -> None:
    waiting = asyncio.create_task(page.messages(wait=25))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    began = time.monotonic()
    await page.says("xin chào")
    assert [line["from"] for line in await waiting] == ["me", "bot"]
    assert time.monotonic() - began < 20


async def test_a_long_poll_without_news_ends_with_an_empty_list(page: Page) -> None:
    after = (await page.says("xin chào"))["id"]
    began = time.monotonic()
    assert await page.messages(after, wait=1) == []
    assert 0.9 < time.monotonic() - began < 20


async def test_a_poll_is_not_woken_by_another_s_news(bot: Whole, page: Page) -> None:
    waiting = asyncio.create_task(page.messages(wait=1))
    async with browser(bot.url) as other:
        await other.says("xin chào")
    assert await waiting == []


async def test_a_long_conversation_is_told_in_parts(bot: Whole, page: Page) -> None:
    await page.says("xin chào")
    [[address]] = await bot.query("SELECT DISTINCT address FROM web_message")
    said = [(address, Said(str(number))) for number in range(248)]
    async with bot.application.database.write(beside=True) as db:
        await conversations.say(db, said, NOON + timedelta(seconds=1))
    newest = await page.asks(page.at("/messages"))
    assert (len(newest["messages"]), newest["more"]) == (100, False)
    assert newest["messages"][-1]["text"] == "247"
    parts, after = [], 1
    while True:
        part = await page.asks(f"{page.at('/messages')}&after={after}")
        parts.append((len(part["messages"]), part["more"]))
        if not part["more"]:
            break
        after = part["messages"][-1]["id"]
    assert parts == [(100, True), (100, True), (49, False)]


async def test_who_asks_after_an_erasure_hears_what_came_after_it(bot: Whole, page: Page) -> None:
    await page.says("/riengtu")
    await page.taps("Xóa tất cả")
    before = await page.asks(page.at("/messages"))
    newest = before["messages"][-1]["id"]
    assert before["begins"] == before["messages"][0]["id"]
    assert (await page.asks(f"{page.at('/messages')}&after={newest}"))["begins"] == before["begins"]
    await page.taps("Vâng, xóa tất cả")
    after = await page.asks(f"{page.at('/messages')}&after={newest}")
    assert [line["from"] for line in after["messages"]] == ["bot"]
    assert after["begins"] == after["messages"][0]["id"] > newest


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=1.5", "wait=-1", "after=" + "9" * 20, "after=٣"])
async def test_a_number_that_is_none_is_refused(page: Page, query: str) -> None:
    assert await page.status(f"/api/chat/messages?{query}") == 400


async def test_a_text_has_at_most_10000_characters(page: Page) -> None:
    assert (await page.posts({"client_id": client_id(), "text": "đ" * 10_000}))[0] == 200
    status, answer = await page.posts({"client_id": client_id(), "text": "đ" * 10_001})
    assert (status, answer["ok"]) == (400, False)
    assert len(await page.messages()) == 2


async def test_a_citizen_is_answered_in_the_language_of_the_browser(bot: Whole) -> None:
    await bot.furnish()
    async with browser(bot.url) as page:
        assert page_data(await page.opens(**{"Accept-Language": "en-GB,en;q=0.9"}))["words"]["send"] == "Send"
        await page.posts({"client_id": client_id(), "text": f"/start {bot.link(1)}"}, Accept_Language="en-GB,en;q=0.9")
        assert "Dossier H-1" in (await page.last())["text"]
