"""What the rating page refuses: forged links and forms, floods, weight."""

import re
from pathlib import Path
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.public_site import Client, PublicSite, public_site, refused

LIMIT = 50_000


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
    rating = await site.last_rating()
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
            assert (await flood.gets("zalo-bot/files/1-1-1")).status == 429  # a page, whatever it begins with
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
