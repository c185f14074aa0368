"""What of a conversation on the page stays in the database, and what does not."""

import json

import pytest

from tests.page import Page
from tests.whole import Whole


async def _kept(bot: Whole) -> str:
    """All texts of all conversations."""
    rows = await bot.query("SELECT payload FROM web_message ORDER BY id")
    return "\n".join(json.loads(row.payload)["text"] for row in rows)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (["/danhgia H-1 5678"], "/danhgia H-1 ****"),
        (["/hoso h-1  5678"], "/hoso h-1  ****"),
        (["/hoso H-1 0000"], "/hoso H-1 ****"),
        (["/hoso H-5678 5678"], "/hoso H-5678 ****"),
        (["/hoso H-1 0912345678"], "/hoso H-1 ***"),
        (["/danhgia", "H-1 5678"], "H-1 ****"),
        (["/danhgia H-1", "5678"], "****"),
        (["/danhgia H-1", "số là 5678"], "số là ****"),
        (["đánh giá H-1 5678"], "đánh giá H-1 ****"),
    ],
)
async def test_the_digits_of_a_phone_are_not_kept_as_they_were_typed(
    bot: Whole, page: Page, said: list[str], kept: str
) -> None:
    await bot.furnish()
    for text in said:
        await page.says(text)
    own = [line["text"] for line in await page.messages() if line["from"] == "me"]
    assert own == [*said[:-1], kept]
    assert " 5678" not in await _kept(bot)


async def test_the_digits_are_not_kept_either_where_the_code_is_closed(bot: Whole, page: Page) -> None:
    await bot.furnish()
    for _ in range(6):
        await page.says("/hoso H-1 1234")
    assert "tạm khóa" in (await page.last())["text"]
    assert "1234" not in await _kept(bot)


async def test_what_is_no_proof_is_kept_as_it_was_said(page: Page) -> None:
    for text in ("tôi chờ từ năm 2025", "/hoso 2025", "/phananh 2025 1234"):
        await page.says(text)
        assert text in [line["text"] for line in await page.messages()]


async def test_erasing_leaves_no_trace_of_the_session_but_its_last_word(bot: Whole, page: Page) -> None:
    await page.says("xin chào")
    await page.says("/riengtu")
    await page.taps("Xóa tất cả")
    await page.taps("Vâng, xóa tất cả")
    assert await bot.number("SELECT count(*) FROM incoming_event") == 0
    assert await bot.number("SELECT count(*) FROM person") == 0
    assert [line["text"] for line in await page.messages()] == ["✅ Đã xóa. Hệ thống không còn giữ gì về ông/bà."]
