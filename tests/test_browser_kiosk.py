"""The kiosk's page in a real browser: without a network, reloaded, with a scanner, and with a wrong clock."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect
from sqlalchemy import select

from storage.models import Rating
from storage.ratings.kiosks import find_kiosk, revoke_kiosk
from tests.browser import Phone, browser
from tests.chat import SECRET
from tests.public_site import PublicSite, public_site

__all__ = ["browser"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
LYING, UPRIGHT, SMALL = (1280, 800), (1080, 1920), (1024, 600)
LATER = "Object.assign(window, { ahead: 0 }); const now = Date.now; Date.now = () => now() + window.ahead"

KEPT = """async () => {
    const kept = async () => (await (await caches.open('kiosk')).keys()).length > 5;
    while (!navigator.serviceWorker.controller || !await kept()) await new Promise((go) => setTimeout(go, 50));
}"""
WAITING = """(work) => new Promise((done) => {
    indexedDB.open('kiosk ' + location.pathname.split('/').pop()).onsuccess = (event) => {
        const store = event.target.result.transaction('waiting', 'readwrite').objectStore('waiting');
        const request = work === 'count' ? store.count() : store.add({ client_id: 'no such id', level: 9 });
        request.onsuccess = () => done(request.result);
    };
})"""


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path) -> AsyncIterator[PublicSite]:
    async with public_site(tmp_path) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def device(browser: Browser, site: PublicSite) -> AsyncIterator[Phone]:
    device = await Phone.buy(browser, site, LYING)
    yield device
    await device.context.close()


async def _opens(device: Phone, token: str) -> Page:
    """Ready to do without the network."""
    page = await device.opens(f"kiosk/{token}")
    await page.evaluate(KEPT)
    return page


async def _tap(page: Page, *levels: int) -> None:
    for level in levels:
        await page.locator(f"[data-level='{level}']").click()
        await page.locator("#back").click()


async def _counts(site: PublicSite, expected: list[tuple[int, int]]) -> None:
    """Waits for these (level, dossiers covered), and a little longer for any that must not come."""
    for _ in range(100):
        if sorted(await site.ratings()) == sorted(expected):
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.3)
    assert sorted(await site.ratings()) == sorted(expected)


async def test_a_tap_is_thanked_for_and_the_start_is_back_in_five_seconds(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    await page.clock.install()
    await page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    await page.locator("[data-level='5']").click()
    await expect(page.get_by_role("heading", name="Cảm ơn ông/bà đã đánh giá!")).to_be_visible()
    await expect(page.locator("#why")).to_be_hidden()
    await page.clock.run_for(4900)
    assert not await page.locator("#start").is_visible()
    await page.clock.run_for(200)
    await expect(page.locator("#start")).to_be_visible()
    await _counts(site, [(5, 0)])
    assert device.faults == []


async def test_taps_without_a_network_survive_a_reload_and_count_exactly_once(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    await device.context.set_offline(True)
    await _tap(page, 5, 4)
    await page.locator("[data-level='1']").click()
    await page.wait_for_timeout(500)
    await page.get_by_role("button", name="Chờ lâu").click()
    await page.locator("#back").click()
    await expect(page.locator("#dot")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="Ông/bà có hài lòng")).to_be_visible()
    await _tap(page, 3)
    assert await site.ratings() == []
    await device.context.set_offline(False)
    await _counts(site, [(1, 0), (3, 0), (4, 0), (5, 0)])
    await expect(page.locator("#dot")).to_be_hidden()
    async with site.database.read() as db:
        assert (await db.scalars(select(Rating.reasons).where(Rating.level == 1))).all() == [["time"]]


async def test_a_tap_whose_answer_got_lost_is_sent_again_and_counts_once(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    lost = []

    async def lose(route: Route) -> None:
        await route.fetch()
        lost.append(1)
        await route.abort()

    await page.route("**/taps", lose, times=1)
    await _tap(page, 4)
    await _counts(site, [(4, 0)])
    assert lost == [1]
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator("#dot")).to_be_hidden()
    await _counts(site, [(4, 0)])
    assert await page.evaluate(WAITING, "count") == 0


async def test_one_the_server_cannot_read_does_not_hold_up_the_others(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    await device.context.set_offline(True)
    await _tap(page, 5)
    await page.evaluate(WAITING, "add")
    await _tap(page, 2)
    await device.context.set_offline(False)
    await _counts(site, [(2, 0), (5, 0)])


async def test_a_scanned_receipt_is_rated_and_only_by_the_next_tap(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "/taps" in request.url else None)
    await page.locator("[data-level='5']").focus()
    await page.keyboard.type(f"https://cchc.so-thu.example/{await site.link('H-1')}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Hồ sơ đã nhận.")).to_be_visible()
    await expect(page.get_by_role("heading")).to_have_text("Ông/bà có hài lòng với việc giải quyết hồ sơ này không?")
    await page.keyboard.type("8936036021234")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Chưa đọc được mã.")).to_be_visible()
    await _tap(page, 4, 3)
    await page.keyboard.type(f"HTTPS://X/{await site.link('H-3')}")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Bỏ hồ sơ này").click()
    await expect(page.get_by_text("Hồ sơ đã nhận.")).to_be_hidden()
    await _tap(page, 2)
    await _counts(site, [(4, 1), (3, 0), (2, 0)])
    token = (await site.link("H-1"))[2:]
    assert [token in body for body in sent] == [True, False, False]
    assert device.faults == []


async def test_a_vietnamese_keyboard_does_not_spoil_what_is_scanned(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    link = f"/{await site.link('H-1')}"
    # What an input method leaves of the keys: their place, and "Process" in place of the letter.
    await page.evaluate(
        """(link) => [...link].forEach((letter) => {
            const code = /[a-z]/i.test(letter) ? 'Key' + letter.toUpperCase() : /[0-9]/.test(letter) ? 'Digit' + letter
                : letter === '/' ? 'Slash' : 'Minus';
            const shiftKey = /[A-Z_]/.test(letter);
            document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code, shiftKey }));
        })""",
        link,
    )
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Hồ sơ đã nhận.")).to_be_visible()
    await _tap(page, 5)
    await _counts(site, [(5, 1)])


async def test_a_double_tap_counts_once_and_chooses_no_reason(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    box = await page.locator("[data-level='2']").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 20
    await page.mouse.dblclick(x, y)
    await page.mouse.dblclick(x, y)
    await expect(page.locator("#why")).to_be_visible()
    await expect(page.locator("[aria-pressed='true']")).to_have_count(0)
    await page.wait_for_timeout(500)
    await page.get_by_role("button", name="Nhiều giấy tờ").click()
    await expect(page.locator("[aria-pressed='true']")).to_have_count(1)
    await _counts(site, [(2, 0)])
    async with site.database.read() as db:
        assert (await db.scalars(select(Rating.reasons))).all() == [["papers"]]


async def test_a_clock_that_jumps_by_a_year_between_tap_and_sending_does_no_harm(
    device: Phone, site: PublicSite
) -> None:
    await device.context.add_init_script(LATER)
    page = await _opens(device, await site.kiosk())
    await device.context.set_offline(True)
    await _tap(page, 5)
    await page.evaluate("window.ahead = 365 * 24 * 3600 * 1000")
    await device.context.set_offline(False)
    await _counts(site, [(5, 0)])
    async with site.database.read() as db:
        rated_at = (await db.scalars(select(Rating.rated_at))).one()
    assert timedelta(0) <= site.now - rated_at < timedelta(minutes=1)


async def test_a_revoked_kiosk_says_that_it_is_closed_and_comes_back(device: Phone, site: PublicSite) -> None:
    token = await site.kiosk()
    page = await _opens(device, token)
    async with site.database.write() as db:
        kiosk = await find_kiosk(db, SECRET.encode(), token)
        assert kiosk is not None
        await revoke_kiosk(db, [site.unit_id], kiosk.id, site.now)
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.get_by_role("heading", name="Màn hình này tạm ngừng nhận đánh giá")).to_be_visible()


async def test_a_new_version_of_the_page_is_loaded_while_nobody_uses_it(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    site.application.office.agency = "Sở Tên Mới"
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.get_by_text("Sở Tên Mới")).to_be_visible()


async def test_english_lasts_for_one_citizen(device: Phone, site: PublicSite) -> None:
    page = await _opens(device, await site.kiosk())
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Very dissatisfied").click()
    await expect(page.get_by_role("button", name="Long wait")).to_be_visible()
    await page.get_by_role("button", name="Back to the start").click()
    await expect(page.get_by_role("button", name="Rất hài lòng")).to_be_visible()


@pytest.mark.parametrize("size", [LYING, UPRIGHT, SMALL])
async def test_every_screen_fits_and_its_targets_are_large(
    browser: Browser, site: PublicSite, size: tuple[int, int]
) -> None:
    device = await Phone.buy(browser, site, size)
    page = await device.opens(f"kiosk/{await site.kiosk()}?scanner")
    await page.keyboard.type(f"/{await site.link('H-1')}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Hồ sơ đã nhận.")).to_be_visible()
    await _fits(page, size)
    await page.locator("[data-level='1']").click()
    await expect(page.locator("#why")).to_be_visible()
    await _fits(page, size)
    await device.context.close()


async def _fits(page: Page, size: tuple[int, int]) -> None:
    for button in await page.locator("button:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert box["height"] >= min(size) * 0.06
