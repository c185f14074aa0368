"""The rating page in a real browser, on the phones and by the means elderly citizens have."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser import Phone, browser
from tests.public_site import PublicSite, public_site

__all__ = ["browser"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
SMALL = (360, 640)


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path) -> AsyncIterator[PublicSite]:
    async with public_site(tmp_path) as site:
        yield site


async def _fits(page: Page) -> bool:
    """Nothing has to be pushed sideways."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("script", [True, False])
async def test_a_citizen_rates_and_says_why_with_or_without_javascript(
    browser: Browser, site: PublicSite, script: bool
) -> None:
    phone = await Phone.buy(browser, site, SMALL, java_script_enabled=script)
    page = await phone.opens(await site.link("H-3"))
    for face in await page.locator(".faces button").all():
        box = await face.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SMALL[1], "all five faces are seen without scrolling"
        assert box["height"] >= 56
    await page.get_by_role("button", name="Không hài lòng", exact=True).tap()
    await expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert await site.ratings() == [(2, 1)]
    await page.get_by_label("Phải đi lại nhiều lần").check()
    await page.get_by_label("Góp ý thêm").fill("Hai lần mới xong")
    await page.get_by_label("Tôi muốn được trả lời").check()
    await page.get_by_role("button", name="Gửi góp ý").tap()
    await expect(page.get_by_text("Hai lần mới xong").first).to_be_visible()
    await page.get_by_text("Đổi mức đánh giá").tap()
    await page.get_by_role("button", name="Rất hài lòng").tap()
    await expect(page.get_by_text("H-3: Rất hài lòng.")).to_be_visible()
    assert await site.ratings() == [(5, 1)]
    await phone.context.close()
    assert phone.faults == []


async def test_a_double_tap_and_the_back_button_do_no_harm(browser: Browser, site: PublicSite) -> None:
    phone = await Phone.buy(browser, site, SMALL)
    page = await phone.opens(await site.link("H-1"))
    await page.get_by_role("button", name="Bình thường").dblclick()
    await expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    await page.go_back()
    await page.get_by_text("Đổi mức đánh giá").click()
    await page.get_by_role("button", name="Hài lòng", exact=True).click()
    await expect(page.get_by_text("H-1: Hài lòng.")).to_be_visible()
    assert await site.ratings() == [(4, 1)]
    await phone.context.close()


async def test_a_phone_that_sends_no_fetch_metadata_can_still_prove_where_its_form_came_from(
    browser: Browser, site: PublicSite
) -> None:
    phone = await Phone.buy(browser, site, SMALL)
    page = await phone.opens(await site.link("H-1"))
    async with page.expect_request(lambda request: request.method == "POST") as sent:
        await page.get_by_role("button", name="Rất hài lòng").click()
    headers = await (await sent.value).all_headers()
    assert headers["origin"] == site.address.rstrip("/")
    await phone.context.close()


async def test_the_keyboard_alone_is_enough(browser: Browser, site: PublicSite) -> None:
    desk = await Phone.buy(browser, site, (1280, 800))
    page = await desk.opens(await site.link("H-1"))
    reached = []
    for _ in range(3):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate("document.activeElement.textContent.trim()"))
    assert reached == ["English", "Rất hài lòng", "Hài lòng"]
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert await site.ratings() == [(4, 1)]
    await desk.context.close()


async def test_a_screen_reader_is_told_the_question_the_choices_and_the_outcome(
    browser: Browser, site: PublicSite
) -> None:
    phone = await Phone.buy(browser, site, SMALL)
    page = await phone.opens(await site.link("H-4"))
    faces = page.get_by_role("group", name="Ông/bà có hài lòng với việc giải quyết hồ sơ này không?")
    await expect(faces.get_by_role("button")).to_have_text(
        ["Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng"]
    )
    both = page.get_by_role("group", name="Ông/bà có 3 hồ sơ đã trả kết quả").get_by_role("radio")
    await expect(both).to_have_count(2)
    await page.get_by_label("Cho cả 3 hồ sơ").check()
    await faces.get_by_role("button", name="Rất hài lòng").click()
    await expect(page.get_by_role("status")).to_contain_text("Đã ghi nhận")
    assert (await page.title()).startswith("Đã ghi nhận")
    assert await site.ratings() == [(5, 3)]
    await phone.context.close()


@pytest.mark.parametrize("zoom", ["page", "text"])
async def test_at_twice_the_size_nothing_is_cut_off(browser: Browser, site: PublicSite, zoom: str) -> None:
    size = (180, 320) if zoom == "page" else SMALL
    phone = await Phone.buy(browser, site, size, device_scale_factor=2)
    for code in ("H-4", "H-2", "H-7"):
        page = await phone.opens(await site.link(code))
        if zoom == "text":
            await page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert await _fits(page), code
    page = await phone.opens(await site.link("H-1"))
    await page.get_by_role("button", name="Rất không hài lòng").click()
    await page.wait_for_load_state()
    if zoom == "text":
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await _fits(page)
    await phone.context.close()


async def test_in_english_and_back(browser: Browser, site: PublicSite) -> None:
    phone = await Phone.buy(browser, site, SMALL, locale="en-US")
    page = await phone.opens(await site.link("H-1"))
    await expect(page.get_by_role("button", name="Very satisfied")).to_be_visible()
    await page.get_by_role("link", name="Tiếng Việt").click()
    await page.get_by_role("button", name="Rất hài lòng").click()
    await expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("heading", name="Your rating has been recorded")).to_be_visible()
    await phone.context.close()
    assert phone.faults == []
