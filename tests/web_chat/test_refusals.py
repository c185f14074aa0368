"""What is no message, and who may not send one."""

from typing import Any

import pytest

from tests.page import Page, client_id
from tests.whole import Whole


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
