"""The rating page over plain HTTP: forms, redirects, cookies, as any phone sends them."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage.models import Rating
from tests.public_site import Client, PublicSite, public_site, refused

LIMIT = 50_000


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[PublicSite]:
    async with public_site(tmp_path) as site:
        yield site


async def _last_rating(site: PublicSite) -> Rating:
    async with site.database.read() as db:
        return (await db.execute(select(Rating).order_by(Rating.id.desc()).limit(1))).one()  # type: ignore[return-value]


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
    rating = await _last_rating(site)
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
    assert (await _last_rating(site)).comment is None


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


async def test_a_changed_shortened_or_foreign_link_opens_nothing(site: PublicSite) -> None:
    link = await site.link("H-1")
    broken = [
        link[:-1],
        link + "A",
        "r/" + link[2:].swapcase(),
        "r/1",
        "r/%00",
        "r/" + "A" * 500,
        "r/%F0%9F%98%80",
        "r/H-1",
    ]
    async with Client(site) as phone:
        for path in broken:
            page = await phone.gets(path)
            assert page.status == 404
            assert "Cấp thẻ" not in page.text
            nonce = (await phone.gets(link)).nonce
            page = await phone.sends(path, {"nonce": nonce, "level": "1"})
            assert page.status == 404
    assert await site.rows() == 0


async def test_another_site_cannot_rate_in_this_persons_name(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        form = {"nonce": (await phone.gets(link)).nonce, "level": "1"}
        for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
            assert (await phone.sends(link, form, **headers)).status == 403
        assert (await phone.sends(link, form, Origin=site.address.rstrip("/"))).status == 200


async def test_a_form_we_did_not_make_is_refused(site: PublicSite) -> None:
    link = await site.link("H-1")
    forms = [{}, {"level": "6"}, {"level": "٣"}, {"level": "5", "scope": "every"}, {"level": "5", "nonce": "a/b"}]
    async with Client(site) as phone:
        nonce = (await phone.gets(link)).nonce
        for form in forms:
            assert (await phone.sends(link, {"nonce": nonce, **form})).status == 400, form
    assert await site.rows() == 0


async def test_a_form_too_large_or_of_another_kind_is_refused(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        nonce = (await phone.rates(link, 1)).nonce
        assert (await phone.sends(f"{link}/more", {"nonce": nonce, "comment": "x" * 100_000})).status == 413
        assert (await phone.sends(f"{link}/more", [("nonce", nonce), *[("reason", "time")] * 50])).status == 400
        assert (await phone.posts(f"{link}/more", {"nonce": nonce})).status == 415
        page = await phone.sends(f"{link}/more", {"nonce": nonce, "comment": "x" * 2001, "reason": "no such"})
        assert page.status == 200
    rating = await _last_rating(site)
    assert (rating.comment, rating.reasons) == (None, [])


async def test_any_comment_is_kept_or_refused_but_never_breaks_the_page(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        await phone.rates(link, 1)
        for comment in (
            "Tốt\x00\x07",
            "\u202egnort",
            "<script>alert(1)</script>",
            "{{ 7 * 7 }}",
            "đ" * 2000,
            "😡" * 900,
            "\n\n",
        ):
            page = await phone.gets(link)
            page = await phone.sends(f"{link}/more", {"nonce": page.nonce, "comment": comment})
            assert page.status == 200
            assert "<script" not in page.text
            assert "7 * 7" in page.text or "7 * 7" not in comment


@given(token=st.text(min_size=1).filter(lambda text: "/" not in text and text not in (".", "..")))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_text_in_place_of_a_token_is_an_unknown_link(site: PublicSite, token: str) -> None:
    async with Client(site, source=f"10.0.{abs(hash(token)) % 250}.{len(token) % 250}") as phone:
        path = "r/" + quote(token, safe="", errors="replace")
        assert (await phone.gets(path)).status in (404, 429)


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


async def test_the_page_with_all_it_needs_is_under_50_kb_and_asks_nobody_else(site: PublicSite) -> None:
    async with Client(site) as phone:
        page = await phone.gets(await site.link("H-4"))
        needed = set(re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="/([^"]+)"', page.text))
        sizes = [len((await phone.gets(path)).text.encode()) for path in needed]
        assert len(sizes) == 2
        assert len(page.text.encode()) + sum(sizes) < LIMIT
        assert "<script" not in page.text
        assert not re.findall(r'(?:src|href|action)="(?!/)', page.text)
        policy = page.headers["Content-Security-Policy"]
        assert "script-src" not in policy
        assert "form-action 'self'" in policy
        assert page.headers["Cache-Control"] == "no-store"


async def test_a_flood_from_one_address_gets_a_clear_page_and_others_go_on(tmp_path: Path) -> None:
    async with public_site(tmp_path, web_requests_a_minute=20) as site:
        link = await site.link("H-1")
        async with Client(site, source="203.0.113.7") as flood, Client(site, source="203.0.113.8") as citizen:
            pages = [await flood.gets(link) for _ in range(20)]
            assert {page.status for page in pages} == {200}
            page = await refused(flood, link)
            assert "Máy chủ nhận quá nhiều yêu cầu" in page.text
            assert "Too many requests" in page.text
            assert 1 <= int(page.headers["Retry-After"]) <= 60
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            chat = await refused(flood, "api/chat")
            assert chat.headers["Content-Type"] == "application/json"
            assert (await flood.gets("healthz")).status == 200
            assert (await flood.gets("static/paper.css")).status == 200
            assert (await citizen.gets(link)).status == 200


async def test_one_ipv6_customer_is_one_address(tmp_path: Path) -> None:
    async with public_site(tmp_path, web_requests_a_minute=10) as site:
        for number in range(10):
            async with Client(site, source=f"2001:db8:1:2::{number:x}") as phone:
                assert (await phone.gets("")).status == 200
        async with Client(site, source="2001:db8:1:2::ffff") as phone:
            await refused(phone, "")
        async with Client(site, source="2001:db8:1:3::1") as neighbour:
            assert (await neighbour.gets("")).status == 200


async def test_posts_and_unknown_links_have_limits_of_their_own(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        nonce = (await phone.gets(link)).nonce
        posts = [(await phone.sends(link, {"nonce": nonce, "level": "4"})).status for _ in range(36)]
        assert set(posts[:30]) == {200}
        assert 429 in posts[30:]
        guesses = [(await phone.gets(f"r/guess{number}")).status for number in range(36)]
        assert set(guesses[:30]) == {404}
        assert 429 in guesses[30:]
        assert (await phone.gets(link)).status == 200
