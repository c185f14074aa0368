"""The one question more on the rating page, without a script; where the office asks it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from sqlalchemy import select

from storage.models import RatingAspect
from tests.public_site import Client, PublicSite, public_site


@pytest_asyncio.fixture
async def asking(tmp_path: Path) -> AsyncIterator[PublicSite]:
    async with public_site(tmp_path, rating_question=True) as site:
        yield site


async def _answers(site: PublicSite) -> list[tuple[str, int]]:
    async with site.database.read() as db:
        rows = await db.execute(select(RatingAspect.aspect, RatingAspect.level))
        return [(row.aspect, row.level) for row in rows]


async def test_it_is_answered_in_the_form_below_the_thanks_and_changed_there(asking: PublicSite) -> None:
    link = await asking.link("H-1")
    async with Client(asking) as phone:
        assert 'name="aspect"' not in (await phone.gets(link)).text
        page = await phone.rates(link, 5)
        assert "Ông/bà có hài lòng về giấy tờ phải nộp" in page.text
        assert page.text.count('name="aspect"') == 5
        form = {"nonce": page.nonce, "aspect": "3", "comment": ""}
        page = await phone.sends(f"{link}/more", form)
        assert "<li>Thủ tục hành chính: Bình thường</li>" in page.text
        assert 'value="3" checked' in page.text
        await phone.sends(f"{link}/more", form)
        page = await phone.sends(f"{link}/more", {"nonce": page.nonce, "aspect": "4", "comment": "Tốt"})
        said = await phone.gets("api/chat/messages?after=0")
    assert await _answers(asking) == [("procedure", 4)]
    assert await asking.ratings() == [(5, 1)]
    assert said.text.count("Thủ tục hành chính: 🙂 Hài lòng") == 2, "what was chosen, and that it is kept"


async def test_what_is_no_answer_and_what_comes_late_is_not_kept(asking: PublicSite) -> None:
    link = await asking.link("H-1")
    async with Client(asking) as phone:
        page = await phone.rates(link, 2)
        assert "Điều gì làm ông/bà chưa hài lòng?" in page.text
        for wrong in ("", "0", "6", "5; DROP TABLE rating", "٣"):
            await phone.sends(f"{link}/more", {"nonce": page.nonce, "aspect": wrong})
        asking.passes(hours=25)
        await phone.sends(f"{link}/more", {"nonce": page.nonce, "aspect": "5"})
    assert await _answers(asking) == []


async def test_the_page_asks_nothing_where_the_office_does_not(site: PublicSite) -> None:
    link = await site.link("H-1")
    async with Client(site) as phone:
        page = await phone.rates(link, 5)
        assert 'name="aspect"' not in page.text
        await phone.sends(f"{link}/more", {"nonce": page.nonce, "aspect": "5"})
    assert await _answers(site) == []
