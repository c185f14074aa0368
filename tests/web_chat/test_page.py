"""The page itself: its policy, its words, what a link hands to it."""

import re

import pytest
from yarl import URL

from tests.page import Page, page_data
from tests.readme import README
from tests.whole import Whole

DOCUMENTED = (README.parent / "docs" / "web-chat.md").read_text("utf-8")


async def test_every_answer_carries_the_documented_policy(page: Page) -> None:
    policy = re.search(r"Content-Security-Policy: (.*?)\n```", DOCUMENTED, re.DOTALL)
    assert policy
    for path in ("/", "/api/chat", "/static/chat.js", "/api/khac"):
        async with page.session.get(page.url + path) as response:
            assert response.headers["Content-Security-Policy"] == " ".join(policy[1].split())
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            kept = "no-cache" if path.startswith("/static/") else "no-store"
            assert response.headers["Cache-Control"] == kept
    async with page.session.get(f"{page.url}/static/chat.js") as response:
        assert response.headers["ETag"]


@pytest.mark.parametrize("start", ["d_abc", "'><script>alert(1)</script>", "\u2028", "{{ 7*7 }}"])
async def test_the_payload_of_a_link_reaches_the_page_and_does_nothing_else(page: Page, start: str) -> None:
    async with page.session.get(page.url, params={"start": start}) as response:
        text = await response.text()
    assert page_data(text)["start"] == start
    assert "<script>alert" not in text


async def test_the_page_has_all_documented_words(page: Page) -> None:
    listed = re.search(r"Words used: (.*?)\.\n\n", DOCUMENTED, re.DOTALL)
    assert listed
    assert sorted(page_data(await page.opens())["words"]) == sorted(re.findall(r"`(\w+)`", listed[1]))


async def test_the_health_check_says_whether_the_database_answers(bot: Whole, page: Page) -> None:
    assert await page.status("/healthz") == 200


@pytest.mark.parametrize(
    "path", ["/healthz/", "/static", "/static/", "/api/chat/", "/r/x/", "/kiosk/x/", "//evil.example/.."]
)
async def test_nobody_is_sent_to_the_host_a_request_names(bot: Whole, page: Page, path: str) -> None:
    for method in ("GET", "POST", "HEAD"):
        headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        address = URL(bot.url + path, encoded=True)
        async with page.session.request(method, address, headers=headers, allow_redirects=False) as response:
            assert response.status >= 400, path
            assert "evil.example" not in str(response.headers) + await response.text()
