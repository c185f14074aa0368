"""A real browser on the bot's own pages: the bot in demo mode on a free port, and phones that look at it.

The browser lives on the session's event loop, so that one Chromium serves all tests of a process. A module that uses
the fixtures says `pytestmark = pytest.mark.asyncio(loop_scope="session")`.
"""

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright
from pydantic import SecretStr

from bot.application import Application
from bot.settings.settings import Settings
from tests.chat import NOON, SECRET
from tests.whole import demo_url

CHROMIUM = shutil.which(os.environ.get("CCHC_TEST_CHROMIUM", "chromium"))
PHONE = (390, 844)
PATIENCE = 10_000  # milliseconds, for a machine that is busy with other tests


@dataclass
class Site:
    """The bot, running in demo mode on a clock that only the test moves."""

    address: str
    now: datetime

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@contextlib.asynccontextmanager
async def running_site(folder: Path, now: datetime = NOON) -> AsyncIterator[Site]:
    settings = Settings(database_url=demo_url(folder, now, Settings().agency), secret_key=SecretStr(SECRET), web_port=0)
    site = Site("", now)
    announced: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    application = Application(settings, lambda: site.now)
    running = asyncio.create_task(application.run(announced.set_result))
    try:
        site.address = await asyncio.wait_for(announced, 60)
        # What is due at the start goes to nobody yet, instead of into a test's conversation.
        await asyncio.wait_for(application.schedule.caught_up.wait(), 60)
        yield site
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@contextlib.asynccontextmanager
async def chromium(**environment: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        # Without a sandbox of its own: continuous integration runs as root.
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, **environment}
        )
        yield browser
        await browser.close()


@dataclass
class Phone:
    """Somebody's browser with its cookies; keeps what no page of ours may do."""

    context: BrowserContext
    site: Site
    faults: list[str] = field(default_factory=list)

    @classmethod
    async def buy(cls, browser: Browser, site: Site, size: tuple[int, int] = PHONE, **traits: object) -> "Phone":
        """`traits` are Playwright's: `locale`, `color_scheme`, `device_scale_factor` …"""
        shape = {"viewport": {"width": size[0], "height": size[1]}, "locale": "vi-VN", "has_touch": size[0] < 800}
        context = await browser.new_context(**{**shape, **traits})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        phone = cls(context, site)
        context.on("request", lambda request: phone._asked(request.url))
        context.on("console", phone._said)
        context.on("weberror", lambda error: phone.faults.append(f"uncaught: {error.error}"))
        return phone

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:", "blob:")):
            self.faults.append(f"request to another site: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        # A phone without a network says so itself; the page can do nothing about that line.
        if message.type in ("error", "warning") and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.faults.append(f"console {message.type}: {message.text}")

    async def opens(self, path: str = "") -> Page:
        """A new tab."""
        page = await self.context.new_page()
        await page.goto(self.site.address + path)
        return page


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here (CCHC_TEST_CHROMIUM may say where it is)")
    async with contextlib.AsyncExitStack() as stack:
        try:
            browser = await stack.enter_async_context(chromium())
        except Exception as error:
            pytest.skip(f"Chromium could not be started here: {str(error).splitlines()[0]}")
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with running_site(tmp_path) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, site: Site) -> AsyncIterator[Phone]:
    """Fails the test where a page of ours complained or asked another site for something."""
    phone = await Phone.buy(browser, site)
    yield phone
    await phone.context.close()
    assert phone.faults == []
