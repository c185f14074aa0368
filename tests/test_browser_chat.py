"""The conversation on the web chat in a real browser: reloaded, in two tabs, without a network."""

import asyncio
import io
import random
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.async_api import Browser, Response, expect

from tests.browser import Phone, running_site
from tests.chat_page import ChatPage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_conversation_is_there_after_a_reload(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    await chat.taps("MAU-")
    await chat.taps("Rất hài lòng")
    await chat.hears("Đã ghi nhận cho hồ sơ")
    before = await chat.everything()
    await chat.page.reload()
    await chat.hears_in_order(before)
    assert await chat.everything() == before


async def test_each_persona_has_a_conversation_of_its_own(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    await chat.becomes("staff")
    await chat.hears("Chào anh/chị. Đây là nơi báo cáo")
    await chat.says("2 60% Đã kiểm tra 4 phòng")
    await chat.hears("Đã ghi báo cáo nhiệm vụ 2")
    await chat.becomes("citizen")
    await chat.hears("Kính chào ông/bà")
    await expect(chat.page.get_by_text("Đã kiểm tra 4 phòng")).to_have_count(0)
    assert chat.page.url.endswith("?as=citizen")
    await chat.page.reload()
    await chat.hears("Kính chào ông/bà")


async def test_two_tabs_show_the_same_conversation(phone: Phone) -> None:
    first = await ChatPage.open(phone, "staff")
    second = await ChatPage.open(phone, "staff")
    await first.says("2 70% Đã kiểm tra 5 phòng")
    await first.hears("Đang thực hiện 70%")
    await second.hears("Đang thực hiện 70%")
    await expect(second.page.get_by_text("2 70% Đã kiểm tra 5 phòng")).to_have_count(1)
    assert await first.everything() == await second.everything()


async def test_what_is_written_without_a_network_goes_out_once_when_it_is_back(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "staff")
    await phone.context.set_offline(True)
    await chat.says("3 90% Đã họp giao ban tháng 6")
    await expect(chat.page.locator(".waiting .message")).to_contain_text("Đang gửi")
    await expect(chat.page.locator("#banner")).to_have_text("Mất kết nối, đang thử lại…")
    await phone.context.set_offline(False)
    await chat.hears("Đã ghi báo cáo nhiệm vụ 3")
    await expect(chat.page.locator("#banner")).to_be_empty()
    await chat.taps("Về nhiệm vụ")
    await chat.taps("Các lần báo cáo")
    history = await chat.hears("📜 Nhiệm vụ 3")
    assert history.count("Đã họp giao ban tháng 6") == 1


async def test_what_waits_without_a_network_survives_a_reload(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "staff")
    await phone.context.route("**/api/chat/messages?as=staff", lambda route: route.abort())
    await chat.says("3 95% Đã họp thêm một lần")
    await expect(chat.page.locator(".waiting .message")).to_have_count(1)
    await phone.context.unroute_all()
    await chat.page.reload()
    await chat.hears("Đã ghi báo cáo nhiệm vụ 3", "95%")
    phone.faults.clear()  # the browser's own lines about the call that was cut


async def test_what_is_refused_for_good_can_only_be_discarded(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    await chat.sends_file("anh.txt", b"no picture at all", "text/plain")
    refused = chat.page.locator(".waiting .message.failed")
    await expect(refused.get_by_role("button", name="Bỏ")).to_be_visible()
    await expect(refused.get_by_role("button", name="Gửi lại")).to_be_hidden()
    await refused.get_by_role("button", name="Bỏ").click()
    await chat.is_settled()
    phone.faults.clear()  # the browser's own line about the answer 403


def _heavy_picture() -> bytes:
    """Of noise, which no compression makes smaller: 5.9 MB as a camera would give it."""
    made = io.BytesIO()
    Image.frombytes("RGB", (1500, 1300), random.Random(1).randbytes(1500 * 1300 * 3)).save(
        made, "PNG", compress_level=0
    )
    return made.getvalue()


async def test_a_picture_that_is_too_heavy_is_made_smaller_before_it_is_sent(phone: Phone) -> None:
    picture = _heavy_picture()
    assert len(picture) > 5 * 1024 * 1024
    chat = await ChatPage.open(phone)
    await chat.says("Quầy số 3 đóng cửa trước giờ, tôi phải về không.")
    await chat.taps("Thủ tục, quy định")
    await chat.hears("Đã nhận phản ánh")
    await chat.sends_file("anh.png", picture, "image/png")
    await chat.hears("Đã kèm tệp vào phản ánh")


async def test_after_an_erasure_the_page_is_empty_and_the_conversation_goes_on(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    await chat.taps("MAU-")
    await chat.hears("Hồ sơ MAU-")
    await chat.says("/riengtu")
    await chat.taps("Xóa tất cả")
    await chat.taps("Vâng, xóa tất cả")
    await chat.hears("Đã xóa")
    await expect(chat.page.locator(".message")).to_have_count(1)
    await chat.says("/riengtu")
    await chat.hears("0 hồ sơ đã mở")
    await chat.is_settled()
    shown = await chat.everything()
    assert len(shown) == 3
    await chat.page.reload()
    await chat.hears_in_order(shown)


async def test_what_one_tab_erased_goes_from_the_other(phone: Phone) -> None:
    first, second = await ChatPage.open(phone), await ChatPage.open(phone)
    await second.taps("MAU-")
    await first.hears("Hồ sơ MAU-")
    await first.says("/riengtu")
    await first.taps("Xóa tất cả")
    await first.taps("Vâng, xóa tất cả")
    await second.hears("Đã xóa")
    await expect(second.page.locator(".message")).to_have_count(1)


async def test_the_page_weighs_less_than_twenty_five_kilobytes(phone: Phone) -> None:
    sizes: dict[str, int] = {}

    async def weigh(response: Response) -> None:
        if not urlsplit(response.url).path.startswith("/api/"):
            sizes[response.url] = (await response.request.sizes())["responseBodySize"]

    phone.context.on("response", weigh)
    chat = await ChatPage.open(phone)
    await chat.page.wait_for_load_state("load")
    assert len(sizes) > 5
    assert 5_000 < sum(sizes.values()) < 25_000, sizes


async def test_the_bot_stops_at_once_though_a_page_waits_for_news(browser: Browser, tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    async with running_site(tmp_path) as site:
        phone = await Phone.buy(browser, site)
        await ChatPage.open(phone)
        began = loop.time()
    assert loop.time() - began < 1.5
    await phone.context.close()
