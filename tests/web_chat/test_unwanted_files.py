"""What is sent over the page and not wanted leaves nothing behind, and nobody sends it without end."""

import pytest

from bot.channels.web.limiter import UPLOADS_AN_HOUR
from tests.page import Page, browser
from tests.whole import Whole

JPEG = b"\xff\xd8\xff\xe0jpeg"


async def _files(whole: Whole) -> int:
    return int(await whole.number("SELECT count(*) FROM file"))


@pytest.mark.parametrize("caption", ["", "Quầy số 3 đóng cửa sớm"])
async def test_a_picture_before_the_words_of_a_case_is_refused_and_not_kept(
    bot: Whole, page: Page, caption: str
) -> None:
    await page.says("/phananh")
    for _ in range(2):
        assert (await page.uploads("ảnh.jpg", JPEG, "image/jpeg", text=caption))[0] == 200
    assert "viết nội dung phản ánh trước" in (await page.last())["text"]
    assert await _files(bot) == 0


async def test_a_file_that_belongs_to_nothing_is_not_kept(demo: Whole, demo_page: Page) -> None:
    staff = demo_page.as_("staff")
    await staff.uploads("ảnh.jpg", JPEG, "image/jpeg")
    assert "nhiệm vụ nào" in (await staff.last())["text"]
    assert await _files(demo) == 0


async def test_evidence_sent_again_under_the_same_client_id_is_kept_once(demo: Whole, demo_page: Page) -> None:
    staff = demo_page.as_("staff")
    await staff.says("2 60% Đã kiểm tra")
    for _ in range(3):
        assert await staff.uploads("ảnh.jpg", JPEG, "image/jpeg", client_id="same") == (200, {"ok": True})
    after = (await staff.messages())[1]["id"]
    while "Đã đính kèm" not in (await staff.last())["text"]:
        assert await staff.messages(after, wait=5)
        after = (await staff.last())["id"]
    assert await _files(demo) == 1


async def test_a_network_sends_so_many_files_an_hour_whatever_its_sessions(bot: Whole, page: Page) -> None:
    for _ in range(UPLOADS_AN_HOUR):
        assert (await page.uploads("ảnh.jpg", JPEG, "image/jpeg"))[0] == 403
    async with browser(bot.url) as other:
        status, answer = await other.uploads("ảnh.jpg", JPEG, "image/jpeg")
        assert (status, answer["ok"]) == (429, False)
        assert (await other.says("xin chào"))["from"] == "bot"
