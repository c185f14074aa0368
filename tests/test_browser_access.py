"""The web chat for whoever has no mouse, weak eyes, trembling hands or a small screen."""

from typing import Literal

import pytest
from playwright.async_api import expect

from tests.browser import Phone
from tests.chat_page import ChatPage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_everything_can_be_done_with_the_keyboard_alone(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    keyboard = chat.page.keyboard
    await chat.page.locator("body").press("Tab")
    assert await chat.has_focus("a.skip")
    await keyboard.press("Enter")
    assert await chat.has_focus("#text")
    await keyboard.type("/d")
    await keyboard.press("ArrowDown")
    assert await chat.has_focus(".command")
    await keyboard.press("Escape")
    assert await chat.has_focus("#text")
    await chat.tabs_to((await chat.labels())[0], "Shift+Tab")
    await keyboard.press("Enter")
    await chat.hears("📁 Hồ sơ")
    await chat.tabs_to("Rất hài lòng")
    await keyboard.press("Enter")
    await chat.hears("Đã ghi nhận cho hồ sơ")
    # The buttons that were under the finger are gone; the focus is not lost with them.
    assert await chat.has_focus(".newest .tap")


async def test_a_screen_reader_is_told_names_and_news(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    page = chat.page
    assert await page.locator("html").get_attribute("lang") == "vi"
    for role, name in (
        ("button", "Gửi"),
        ("button", "Các lệnh"),
        ("textbox", "Nhập tin nhắn"),
        ("region", "Cuộc trò chuyện"),
        ("log", "Cuộc trò chuyện"),
        ("heading", "Sở Mẫu"),
    ):
        await expect(page.get_by_role(role, name=name, exact=True)).to_have_count(1)  # type: ignore[arg-type]
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await chat.taps("MAU-")
    await expect(page.get_by_role("button", name="😍 Rất hài lòng", exact=True)).to_have_count(1)
    await expect(page.get_by_role("button", name="Người dân")).to_have_attribute("aria-pressed", "true")


async def test_every_figure_of_a_period_is_on_one_phone_screen(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "director")
    for text, title in (("/summary", "📊 Năm 2026"), ("quý 1", "📊 Quý I/2026"), ("9 tháng", "📊 9 tháng")):
        await chat.says(text)
        await chat.hears(title)
        await chat.is_settled()
        assert await chat.words_fit(), title


@pytest.mark.parametrize("width", [360, 195])
async def test_nothing_is_wider_than_a_narrow_or_zoomed_phone(phone: Phone, width: int) -> None:
    for persona, text in (("citizen", "/help"), ("staff", "/nhiemvu"), ("director", "/summary"), ("officer", "/nhap")):
        chat = await ChatPage.open(phone, persona)
        await chat.page.set_viewport_size({"width": width, "height": 640})
        await chat.says(text)
        await expect(chat.page.locator(".message.bot")).to_have_count(2)
        assert await chat.page.evaluate("document.documentElement.scrollWidth") == width
        assert await chat.overflowing() == []
        await chat.page.close()


async def test_at_twice_the_size_no_persona_is_out_of_sight_and_no_word_is_covered(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "director")
    await chat.page.set_viewport_size({"width": 180, "height": 370})  # 360 pixels at 200%
    await chat.says("/summary")
    await chat.hears("📊 Năm 2026")
    await expect(chat.page.locator("#jump")).to_be_visible()
    for persona in await chat.page.locator("[data-persona]").all():
        box = await persona.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 180
    places = [
        await chat.page.locator(one).bounding_box() for one in ("#scroller", "#text", "#jump", "#attach", ".send")
    ]
    scroller, text, jump, attach, send = [place for place in places if place]
    assert jump["y"] >= max(scroller["y"] + scroller["height"], text["y"] + text["height"])
    assert attach["x"] + attach["width"] <= jump["x"] <= jump["x"] + jump["width"] <= send["x"]
    await chat.page.locator("#jump").click()
    await expect(chat.page.locator("#jump")).to_be_hidden()


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_weak_eyes_and_trembling_hands_can_use_it(phone: Phone, colours: Literal["light", "dark"]) -> None:
    for persona, text in (("citizen", "/danhgia"), ("staff", "/nhiemvu"), ("officer", "/help")):
        chat = await ChatPage.open(phone, persona)
        await chat.page.emulate_media(color_scheme=colours)
        await chat.says(text)
        await expect(chat.page.locator(".message.bot")).to_have_count(2)
        await chat.page.locator("#open-menu").click()
        assert await chat.faint_words() == []
        assert await chat.small_targets() == []
        await chat.page.close()
