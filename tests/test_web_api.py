"""The whole bot over HTTP: each sentence of docs/web-chat.md."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.settings import Settings
from storage.messages import conversations
from tests.chat import NOON, SECRET
from tests.databases import sqlite_url
from tests.page import Page, browser, client_id, page_data
from tests.whole import AGENCY, Whole, running

FIELDS = {"id", "from", "at", "text", "client_id", "tap", "buttons", "replaces", "picture", "file"}


@pytest.fixture(autouse=True)
def _nothing_goes_wrong_unseen(caplog: pytest.LogCaptureFixture) -> Any:
    yield
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []


def public_settings(url: str) -> Settings:
    return Settings(database_url=url, agency=AGENCY, secret_key=SECRET, public_url="https://so-thu.example", web_port=0)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Whole]:
    """Citizens only."""
    async with running(public_settings(sqlite_url(tmp_path))) as bot:
        # Without https in front the browser would not send the cookie back.
        bot.application.office.public_url = ""
        yield bot


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Whole]:
    async with running(
        Settings(database_url=sqlite_url(tmp_path), agency=AGENCY, secret_key=SECRET, web_port=0)
    ) as bot:
        yield bot


@pytest.fixture
async def page(bot: Whole) -> AsyncIterator[Page]:
    async with browser(bot.url) as page:
        yield page


@pytest.fixture
async def demo_page(demo: Whole) -> AsyncIterator[Page]:
    async with browser(demo.url) as page:
        yield page


# --- the session


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
    settings = public_settings(sqlite_url(tmp_path))
    async with running(settings) as bot:
        bot.application.office.public_url = ""
        async with browser(bot.url) as page:
            await page.says("xin chào")
            before = await page.messages()
            await page.opens()
            assert await page.messages() == before
            async with running(settings) as again:
                assert await Page(page.session, again.url).messages() == before
    assert [line["from"] for line in before] == ["me", "bot"]


# --- personas


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


# --- messages


async def test_a_message_has_every_documented_field(page: Page) -> None:
    await page.says("/danhgia")
    mine, answer = await page.messages()
    assert mine.keys() == answer.keys() == FIELDS
    assert (mine["from"], mine["text"], mine["tap"]) == ("me", "/danhgia", False)
    assert mine["client_id"].startswith("test-")
    assert (answer["from"], answer["client_id"], answer["replaces"]) == ("bot", None, None)
    assert answer["at"] == NOON.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert all(button.keys() == {"label", "action"} for row in answer["buttons"] for button in row)


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
    assert time.monotonic() - began < 2


async def test_a_long_poll_without_news_ends_with_an_empty_list(page: Page) -> None:
    after = (await page.says("xin chào"))["id"]
    began = time.monotonic()
    assert await page.messages(after, wait=1) == []
    assert 0.9 < time.monotonic() - began < 3


async def test_a_poll_is_not_woken_by_another_s_news(bot: Whole, page: Page) -> None:
    waiting = asyncio.create_task(page.messages(wait=1))
    async with browser(bot.url) as other:
        await other.says("xin chào")
    assert await waiting == []


async def test_a_long_conversation_is_told_in_parts(bot: Whole, page: Page) -> None:
    await page.says("xin chào")
    [[address]] = await bot.query("SELECT DISTINCT address FROM web_message")
    said = [(address, {"text": str(number)}) for number in range(248)]
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


# --- what is no message


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 90_000,
        {},
        {"client_id": ""},
        {"client_id": "x" * 65},
        {"client_id": "a\u0000b"},
        {"client_id": "a b"},
        {"client_id": "\ud800"},
        {"client_id": 5},
        {"client_id": "c-1", "text": 5},
        {"client_id": "c-1", "text": ["x"]},
        {"client_id": "c-1", "action": "x" * 65},
        {"client_id": "c-1", "label": "x" * 201},
    ],
    ids=repr,
)
async def test_what_is_no_message_is_refused_with_a_sentence(page: Page, body: Any) -> None:
    status, answer = await page.posts(body)
    assert (status, answer) == (400, {"ok": False, "error": "Yêu cầu không đúng dạng."})
    assert await page.messages() == []


@pytest.mark.parametrize(
    "more",
    [
        {"text": "nửa ký tự \ud83d"},
        {"text": "\u0000\u0001 không"},
        {"action": "main", "label": "\udc00"},
        {"action": "\ud800:1"},
        {"text": "x", "surplus": {"a": [1]}},
    ],
    ids=repr,
)
async def test_whatever_a_message_holds_it_is_answered_and_can_be_read_again(page: Page, more: dict[str, Any]) -> None:
    assert await page.posts({"client_id": client_id(), **more}) == (200, {"ok": True})
    assert [line["from"] for line in await page.messages()] == ["me", "bot"]


@pytest.mark.parametrize("message_id", [True, -5, 0, "5", 1.5, 10**400, 2**60, None])
async def test_a_tap_on_a_message_that_cannot_be_is_answered_with_a_new_one(
    bot: Whole, page: Page, message_id: Any
) -> None:
    await bot.furnish()
    await page.says(f"/start {bot.link(1)}")
    body = {"client_id": client_id(), "action": "rate:1:5", "label": "😍", "message_id": message_id}
    assert await page.posts(body) == (200, {"ok": True})
    assert (await page.last())["replaces"] is None


async def test_another_kind_of_body_and_a_very_long_one_are_refused(page: Page) -> None:
    assert (await page.posts({"client_id": "c"}, Content_Type="text/plain"))[0] == 415
    status, answer = await page.posts(b'{"client_id": "c", "x": "' + b"x" * 100_000 + b'"}')
    assert (status, answer["error"]) == (413, "Nội dung gửi quá lớn.")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=repr,
)
async def test_a_page_of_another_site_writes_nothing(page: Page, headers: dict[str, str]) -> None:
    status, answer = await page.posts({"client_id": client_id(), "text": "xin chào"}, **headers)
    assert (status, answer["ok"]) == (403, False)
    async with page.session.post(
        page.at("/files"), data={"client_id": "c"}, headers={"Origin": "https://evil.example"}
    ) as response:
        assert response.status == 403
    assert await page.messages() == []


async def test_our_own_page_is_no_other_site(page: Page) -> None:
    for headers in ({"Sec_Fetch_Site": "same-origin"}, {"Origin": page.url}):
        assert (await page.posts({"client_id": client_id(), "text": "xin chào"}, **headers))[0] == 200


async def test_an_unknown_address_or_method_is_refused_with_a_sentence(page: Page) -> None:
    async with page.session.get(f"{page.url}/api/khac") as response:
        assert (response.status, await response.json()) == (404, {"ok": False, "error": "Không có trang này."})
    async with page.session.delete(page.at("/messages")) as response:
        assert (response.status, (await response.json())["ok"]) == (405, False)


# --- the page


async def test_every_answer_carries_the_documented_policy(page: Page) -> None:
    documented = (Path(__file__).parent.parent / "docs" / "web-chat.md").read_text("utf-8")
    policy = re.search(r"Content-Security-Policy: (.*?)\n```", documented, re.DOTALL)
    assert policy
    for path in ("/", "/api/chat", "/static/chat.js", "/api/khac"):
        async with page.session.get(page.url + path) as response:
            assert response.headers["Content-Security-Policy"] == " ".join(policy[1].split())
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Cache-Control"] == "no-cache"
    async with page.session.get(f"{page.url}/static/chat.js") as response:
        assert response.headers["ETag"]


@pytest.mark.parametrize("start", ["d_abc", "'><script>alert(1)</script>", "\u2028", "{{ 7*7 }}"])
async def test_the_payload_of_a_link_reaches_the_page_and_does_nothing_else(page: Page, start: str) -> None:
    async with page.session.get(page.url, params={"start": start}) as response:
        text = await response.text()
    assert page_data(text)["start"] == start
    assert "<script>alert" not in text


async def test_the_page_has_all_documented_words(page: Page) -> None:
    documented = (Path(__file__).parent.parent / "docs" / "web-chat.md").read_text("utf-8")
    listed = re.search(r"Words used: (.*?)\.\n\n", documented, re.DOTALL)
    assert listed
    assert sorted(page_data(await page.opens())["words"]) == sorted(re.findall(r"`(\w+)`", listed[1]))


async def test_the_health_check_says_whether_the_database_answers(bot: Whole, page: Page) -> None:
    assert await page.status("/healthz") == 200
