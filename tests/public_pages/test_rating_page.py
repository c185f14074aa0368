"""The rating page without a script: tapped, changed, explained."""

import asyncio
import re

import pytest

from tests.public_site import Client, PublicSite


async def test_a_tap_is_stored_at_once_and_reasons_and_a_comment_are_added_after(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        page = await phone.gets(link)
        assert page.text.count('name="level"') == 5
        assert "Cấp thẻ hướng dẫn viên" in page.text
        page = await phone.rates(link, 2)
        assert await site.ratings() == [(2, 1)]
        assert "Đã ghi nhận" in page.text
        assert "Điều gì làm ông/bà chưa hài lòng?" in page.text
        more = [
            ("nonce", page.nonce),
            ("reason", "time"),
            ("reason", "costs"),
            ("comment", "Chờ\r\nlâu <b>"),
            ("contact", "1"),
        ]
        page = await phone.sends(f"{link}/more", more)
    rating = await site.last_rating()
    assert (rating.level, rating.reasons, rating.comment) == (2, ["costs", "time"], "Chờ\nlâu <b>")
    assert rating.contact_at == site.now
    assert "Cơ quan đã nhận góp ý" in page.text
    assert "lâu &lt;b&gt;" in page.text


async def test_the_chat_of_the_same_browser_shows_what_was_said_on_the_page(site: PublicSite) -> None:
    async with Client(site) as phone:
        await phone.rates(await site.link("H-1"), 5)
        said = await phone.gets("api/chat/messages?after=0")
    assert "Rất hài lòng" in said.text
    assert "Đã ghi nhận cho hồ sơ H-1" in said.text


async def test_the_chat_shows_the_wish_for_an_answer_with_the_face_it_is_about(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        page = await phone.rates(link, 2)
        await phone.sends(f"{link}/more", [("nonce", page.nonce), ("contact", "1")])
        said = await phone.gets("api/chat/messages?after=0")
    assert "Không hài lòng\\nĐã ghi nhận. Cơ quan sẽ trả lời" in said.text
    assert "{level}" not in said.text


async def test_reading_the_page_writes_nothing(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site, cookies=False) as robot:
        for _ in range(3):
            assert (await robot.gets(link)).status == 200
    assert await site.rows() == 0


async def test_a_form_sent_twice_is_kept_once_and_another_face_changes_the_answer(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        form = {"nonce": (await phone.gets(link)).nonce, "level": "4"}
        await asyncio.gather(*(phone.sends(link, form) for _ in range(5)))
        assert await site.ratings() == [(4, 1)]
        said = await phone.gets("api/chat/messages?after=0")
        assert said.text.count('"from":"me"') == 1
        page = await phone.sends(link, {**form, "level": "1"})
        assert await site.ratings() == [(1, 1)]
        assert "Rất không hài lòng." in page.text


async def test_two_phones_at_once_give_one_rating_and_the_second_is_told_so(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as first, Client(site) as second:
        forms = [
            {"nonce": (await phone.gets(link)).nonce, "level": level} for phone, level in ((first, "5"), (second, "1"))
        ]
        pages = await asyncio.gather(first.sends(link, forms[0]), second.sends(link, forms[1]))
        assert len(await site.ratings()) == 1
        assert sorted("Mỗi hồ sơ chỉ đánh giá một lần" in page.text for page in pages) == [False, True]


async def test_a_browser_without_cookies_rates_changes_and_comments(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site, cookies=False) as phone:
        page = await phone.rates(link, 1)
        assert "Điều gì làm ông/bà chưa hài lòng?" in page.text
        assert 'name="contact"' not in page.text, "an answer could not reach it"
        page = await phone.sends(f"{link}/more", {"nonce": page.nonce, "comment": "Xa quá", "reason": "came_again"})
        assert "Xa quá" in page.text
        await phone.rates(link, 4)
    assert await site.ratings() == [(4, 1)]


async def test_three_dossiers_of_one_person_are_rated_together_or_one_by_one(site: PublicSite) -> None:
    links = [await site.link(code) for code in ("H-4", "H-5", "H-6")]
    async with Client(site) as phone:
        page = await phone.gets(links[0])
        assert "Cho cả 3 hồ sơ" in page.text
        assert "Chọn từng hồ sơ" in page.text
        page = await phone.rates(links[0], 5, "one")
        assert await site.ratings() == [(5, 1)]
        assert set(re.findall(r'href="/(r/[\w-]+)"', page.text)) == set(links[1:])
        page = await phone.rates(links[1], 4, "all")
        assert await site.ratings() == [(5, 1), (4, 2)]
        assert "hồ sơ khác" not in page.text


async def test_an_answer_older_than_a_day_is_shown_but_not_changed(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        page = await phone.rates(link, 1)
        site.passes(hours=25)
        await phone.sends(f"{link}/more", {"nonce": page.nonce, "comment": "Muộn"})
        page = await phone.sends(link, {"nonce": page.nonce, "level": "5"})
        assert "Rất không hài lòng" in page.text
        assert "<form" not in page.text
    assert await site.ratings() == [(1, 1)]
    assert (await site.last_rating()).comment is None


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [("H-2", 200, "Hồ sơ chưa trả kết quả"), ("H-7", 410, "Liên kết đã hết hạn"), ("H-3", 200, "trễ hạn")],
)
async def test_a_dossier_that_is_not_returned_ended_or_late_says_so(
    site: PublicSite, code: str, status: int, words: str
) -> None:
    async with Client(site) as phone:
        page = await phone.gets(await site.link(code))
    assert page.status == status
    assert words in page.text


async def test_the_page_speaks_english_when_asked(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site, language="en-GB,en;q=0.9") as phone:
        page = await phone.gets(link)
        assert '<html lang="en">' in page.text
        assert "Very satisfied" in page.text
        page = await phone.sends(f"{link}?lang=vi", {"nonce": page.nonce, "level": "5"})
        assert "Cảm ơn ông/bà" in page.text


async def test_first_contact_says_what_is_kept(site: PublicSite) -> None:
    async with Client(site) as phone:
        assert "không lưu họ tên" in (await phone.gets(await site.link("H-1"))).text
