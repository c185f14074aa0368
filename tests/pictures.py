"""Takes the pictures of the README, in a real browser on the running demo: `make pictures`."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser

from tests.browser import PHONE, Phone, chromium, running_site
from tests.chat import NOON
from tests.chat_page import ChatPage
from tests.files import word_file
from tests.public_site import public_site
from tests.readme import README
from tests.samples import PLAN

KIOSK = (1280, 800)
FOLDER = README.parent / "docs" / "pictures"
# A phone's fonts, wherever this runs (Debian: fonts-roboto-unhinted, fonts-noto-color-emoji).
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <selectfont><rejectfont><glob>*/dejavu/*</glob><glob>*Condensed*</glob></rejectfont></selectfont>
  <alias binding="same"><family>system-ui</family><prefer><family>Roboto</family></prefer></alias>
</fontconfig>"""


async def citizen(chat: ChatPage) -> None:
    await chat.taps("MAU-")
    await chat.taps("Không hài lòng")
    await chat.hears("Điều gì làm ông/bà chưa hài lòng?")


async def staff(chat: ChatPage) -> None:
    await chat.says("14 80% da gui ho so len cong")
    await chat.hears("Đang thực hiện 80%")


async def director(chat: ChatPage) -> None:
    await chat.says("/summary")
    await chat.hears("📊 Năm 2026")


async def officer(chat: ChatPage) -> None:
    rows = [line.split(",") for line in PLAN.strip().splitlines()]
    await chat.sends_file("ke-hoach-2026.docx", word_file(rows, lines=["Kế hoạch năm 2026"]))
    await chat.hears("Chưa ghi gì")


async def take(phone: Phone, name: str, scene: Callable[[ChatPage], Awaitable[None]]) -> None:
    chat = await ChatPage.open(phone, name)
    await scene(chat)
    await chat.is_settled()
    await chat.page.evaluate("document.activeElement.blur()")
    await chat.page.screenshot(path=FOLDER / f"chat-{name}.png", animations="disabled")


async def pages(browser: Browser, folder: Path) -> None:
    """The rating page on a phone, before and after the tap, and a kiosk at the counter."""
    async with public_site(folder) as site:
        phone = await Phone.buy(browser, site, PHONE, device_scale_factor=1.2)
        page = await phone.opens(await site.link("H-3"))
        await page.screenshot(path=FOLDER / "rating.png", animations="disabled")
        await page.get_by_role("button", name="Không hài lòng", exact=True).tap()
        await page.get_by_role("heading", name="Đã ghi nhận").wait_for()
        await page.screenshot(path=FOLDER / "rating-done.png", animations="disabled")
        await phone.context.close()
        screen = await Phone.buy(browser, site, KIOSK)
        page = await screen.opens(f"kiosk/{await site.kiosk()}")
        await page.locator("[data-level='5']").wait_for()
        await page.screenshot(path=FOLDER / "kiosk.png", animations="disabled")
        await screen.context.close()


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS, "utf-8")
        async with chromium(FONTCONFIG_FILE=os.fspath(fonts)) as browser, running_site(Path(folder)) as site:
            phone = await Phone.buy(browser, site, PHONE, device_scale_factor=1.2)
            await phone.context.clock.set_fixed_time(NOON)
            for scene in (citizen, staff, director, officer):
                await take(phone, scene.__name__, scene)
            await phone.context.close()
            pages_folder = Path(folder) / "pages"
            pages_folder.mkdir()
            await pages(browser, pages_folder)


if __name__ == "__main__":
    asyncio.run(main())
