"""A kiosk's link belongs to the first device that speaks for it."""

import asyncio
import uuid

from storage.ratings.bursts import MOST_HELD
from storage.ratings.kiosks import find_kiosk, keep_device, release_kiosk
from tests.chat import SECRET
from tests.public_site import Client, PublicSite


async def _says(site: PublicSite, token: str, device: str | None, *, taps: int = 0) -> int:
    more = {} if device is None else {"device": device}
    made = [{"client_id": str(uuid.uuid4()), "level": 5, "tapped_at": 1000} for _ in range(taps)]
    async with Client(site) as client:
        if taps:
            return (await client.posts(f"api/kiosk/{token}/taps", {"sent_at": 1000, "taps": made, **more})).status
        return (await client.posts(f"api/kiosk/{token}/beat", {"waiting": 0, **more})).status


async def _id(site: PublicSite, token: str) -> int:
    async with site.database.read() as db:
        kiosk = await find_kiosk(db, SECRET.encode(), token)
    assert kiosk is not None
    return kiosk.id


async def test_the_first_device_keeps_the_link_and_a_second_is_refused_with_a_sentence(site: PublicSite) -> None:
    token, own, other = await site.kiosk(), str(uuid.uuid4()), str(uuid.uuid4())
    assert await _says(site, token, None) == 200, "a page of before goes on"
    assert await _says(site, token, own) == 200
    assert [await _says(site, token, who, taps=1) for who in (own, other, None)] == [200, 403, 403]
    async with Client(site) as client:
        answer = await client.posts(f"api/kiosk/{token}/beat", {"device": other})
    assert "đã gắn với một máy khác" in answer.text
    assert len(await site.ratings()) == 1


async def test_of_two_that_come_at_once_one_has_it(site: PublicSite) -> None:
    token = await site.kiosk()
    devices = [str(uuid.uuid4()) for _ in range(6)]
    first = await asyncio.gather(*(_says(site, token, device) for device in devices))
    assert sorted(first) == [200, *[403] * 5]
    assert [await _says(site, token, device) for device in devices] == first


async def test_a_released_kiosk_takes_a_new_device_and_not_the_old_one(site: PublicSite) -> None:
    token, old, new = await site.kiosk(), str(uuid.uuid4()), str(uuid.uuid4())
    kiosk_id = await _id(site, token)
    await _says(site, token, old)
    async with site.database.write() as db:
        await release_kiosk(db, [site.unit_id], kiosk_id)
    assert [await _says(site, token, old), await _says(site, token, None)] == [403, 403]
    async with site.database.write() as db:
        await keep_device(db, [site.unit_id], kiosk_id)
    assert await _says(site, token, old) == 200
    async with site.database.write() as db:
        await release_kiosk(db, [site.unit_id], kiosk_id)
    assert [await _says(site, token, new), await _says(site, token, old)] == [200, 403]


async def test_a_link_alone_stores_six_thousand_ratings_no_more(site: PublicSite) -> None:
    token = await site.kiosk()
    said = [await _says(site, token, None, taps=100) for _ in range(12)]
    assert set(said[6:]) == {429}
    assert len(await site.ratings()) == 5
    async with site.database.read() as db:
        kiosk = await find_kiosk(db, SECRET.encode(), token)
    assert kiosk is not None
    assert MOST_HELD <= kiosk.held < MOST_HELD + 100
