"""The examples of README and /help, typed into the demo as they stand."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.words.catalogue import catalogue
from tests.chat import NOON
from tests.page import Page, browser, client_id
from tests.readme import README
from tests.whole import demo_settings, running

LATE_IN_THE_YEAR = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture(params=[NOON, LATE_IN_THE_YEAR], ids=["June", "November"])
async def trial(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Page]:
    """Somebody tries the demo, on that day."""
    settings = demo_settings(tmp_path / "demo", request.param)
    async with running(settings, lambda: request.param) as demo, browser(demo.url) as page:
        yield page


async def _answer(page: Page, text: str, begins: str) -> str:
    """The message that begins so: what is searched comes a moment later."""
    assert await page.posts({"client_id": client_id(), "text": text}) == (200, {"ok": True})
    async with asyncio.timeout(60):
        while True:
            for line in reversed(await page.messages()):
                if line["from"] == "bot" and line["text"].startswith(begins):
                    return str(line["text"])
            await asyncio.sleep(0.05)


def _is_an_example(text: str) -> bool:
    everywhere = README.read_text("utf-8") + "\n".join(catalogue("vi").values())
    return text in everywhere


async def test_staff_find_what_the_examples_look_for(trial: Page) -> None:
    staff = trial.as_("staff")
    for text, found in (
        ("/nhiemvu tìm bưu chính", "🔎 “bưu chính”: 1 nhiệm vụ"),
        ("/timvb 45", "🔎 “45”: 1 văn bản"),
        ("/timvb bưu chính", "🔎 “bưu chính”: 1 văn bản"),
    ):
        assert _is_an_example(text)
        await _answer(staff, text, found)


async def test_staff_enter_the_indicators_of_the_examples(trial: Page) -> None:
    staff = trial.as_("staff")
    for text in ("/chisotieu Tin bài quý 2 45", "/chisotieu Cán bộ dùng thư điện tử quý 2 95/100"):
        assert _is_an_example(text)
        await staff.says(text)
        assert any("✅ Đã ghi" in line["text"] and "Quý II/2026" in line["text"] for line in await staff.messages())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("quý 3", "Quý III/"),
        ("9 tháng", "9 tháng"),
        ("6 tháng", "6 tháng"),
        ("tháng 8/2026", "Tháng 8/2026"),
        ("21/11/2025-08/09/2026", "21/11/2025"),
    ],
)
async def test_each_period_of_the_examples_has_something_to_show(trial: Page, text: str, title: str) -> None:
    assert _is_an_example(text)
    answer = await _answer(trial.as_("director"), text, f"📊 {title}")
    assert "chưa có lượt đánh giá nào" not in answer
    assert "🙂 Hài lòng: " in answer or "Kỳ này chưa đến." in answer
