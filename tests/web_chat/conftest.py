"""The whole bot over HTTP: for citizens alone, and the demo with its personas."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import sqlite_url
from tests.page import Page, browser
from tests.whole import Whole, demo_settings, errors_of, running, web_settings


@pytest.fixture(autouse=True)
def _nothing_goes_wrong_unseen(caplog: pytest.LogCaptureFixture) -> Any:
    yield
    assert errors_of(caplog) == []


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Whole]:
    """Citizens only."""
    async with running(web_settings(sqlite_url(tmp_path))) as bot:
        # Without https in front the browser would not send the cookie back.
        bot.application.office.public_url = ""
        yield bot


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Whole]:
    """Every persona, and no address of its own."""
    async with running(demo_settings(tmp_path / "demo")) as demo:
        yield demo


@pytest.fixture
async def page(bot: Whole) -> AsyncIterator[Page]:
    async with browser(bot.url) as page:
        yield page


@pytest.fixture
async def demo_page(demo: Whole) -> AsyncIterator[Page]:
    async with browser(demo.url) as page:
        yield page
