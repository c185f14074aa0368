"""The kiosk's JSON interface over plain HTTP (docs/kiosk.md)."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage.models import Rating
from storage.ratings.kiosks import find_kiosk, revoke_kiosk
from tests.chat import SECRET
from tests.public_site import Answer, Client, PublicSite

SENT_AT = 1_781_499_600_000
A_YEAR = 365 * 24 * 3600 * 1000

_KEYS = st.sampled_from(["sent_at", "taps", "reasons", "client_id", "level"])
_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=8,
)


def _tap(level: int = 5, seconds_ago: float = 0, **more: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "level": level, "tapped_at": int(SENT_AT - seconds_ago * 1000), **more}


async def _send(site: PublicSite, token: str, taps: Any, reasons: Any = (), sent_at: Any = SENT_AT) -> Answer:
    async with Client(site) as kiosk:
        body = {"sent_at": sent_at, "taps": taps, "reasons": list(reasons)}
        return await kiosk.posts(f"api/kiosk/{token}/taps", body)


async def test_a_tap_counts_once_however_often_it_is_sent(site: PublicSite) -> None:
    token = await site.kiosk()
    tap = _tap()
    answers = await asyncio.gather(*(_send(site, token, [tap, tap]) for _ in range(5)))
    assert [answer.status for answer in answers] == [200] * 5
    upper = {**tap, "client_id": tap["client_id"].upper()}
    await _send(site, token, [upper])
    assert await site.ratings() == [(5, 0)]


async def test_a_tap_sent_again_after_weeks_still_counts_once(site: PublicSite) -> None:
    token, tap = await site.kiosk(), _tap()
    await _send(site, token, [tap])
    site.passes(days=20)
    await _send(site, token, [tap])
    assert len(await site.ratings()) == 1


async def test_a_tap_with_a_scanned_dossier_rates_that_dossier_and_only_once(site: PublicSite) -> None:
    token, dossier = await site.kiosk(), (await site.link("H-1"))[2:]
    await _send(site, token, [_tap(4, dossier=dossier)])
    await _send(site, token, [_tap(1, dossier=dossier), _tap(3, dossier="A" * 28)])
    assert await site.ratings() == [(4, 1), (1, 0), (3, 0)]
    async with Client(site) as phone:
        assert "đã được đánh giá" in (await phone.gets(f"r/{dossier}")).text


async def test_reasons_are_added_to_their_own_tap(site: PublicSite) -> None:
    token, unhappy, other = await site.kiosk(), _tap(1), _tap(2)
    said = [{"client_id": unhappy["client_id"], "reason": reason} for reason in ("time", "costs", "time")]
    await _send(site, token, [unhappy, other], said)
    await _send(site, token, [], said)
    async with site.database.read() as db:
        rows = (await db.execute(select(Rating.level, Rating.reasons).order_by(Rating.id))).all()
    assert [(row.level, sorted(row.reasons)) for row in rows] == [(1, ["costs", "time"]), (2, [])]


@pytest.mark.parametrize("wrong_by", [-A_YEAR, 0, A_YEAR])
async def test_a_clock_wrong_by_a_year_does_no_harm(site: PublicSite, wrong_by: int) -> None:
    token = await site.kiosk()
    tap = _tap(seconds_ago=2 * 3600)
    tap["tapped_at"] += wrong_by
    await _send(site, token, [tap], sent_at=SENT_AT + wrong_by)
    async with site.database.read() as db:
        assert (await db.scalars(select(Rating.rated_at))).all() == [site.now - timedelta(hours=2)]


async def test_a_tap_from_the_future_or_the_distant_past_is_moved_to_what_is_possible(site: PublicSite) -> None:
    token = await site.kiosk()
    await _send(site, token, [_tap(seconds_ago=-3600), _tap(seconds_ago=A_YEAR / 1000)])
    async with site.database.read() as db:
        at = (await db.scalars(select(Rating.rated_at).order_by(Rating.id))).all()
    assert at == [site.now, site.now - timedelta(days=60)]


async def test_ten_thousand_taps_of_a_kiosk_that_repeats_itself_are_five_hundred_ratings(site: PublicSite) -> None:
    token = await site.kiosk()
    taps = [_tap(1 + number % 5, 31 * number) for number in range(500)]
    for _ in range(20):
        for start in range(0, len(taps), 100):
            assert (await _send(site, token, taps[start : start + 100])).status == 200
    assert len(await site.ratings()) == 500


NO_TAPS: list[dict[str, Any]] = [
    {"client_id": "1"},
    {"client_id": 7},
    {"client_id": "8c0f2a52-3f0c-4f5e-9d0c-6a5b1b2f7c11/../x"},
    {"level": 0},
    {"level": 6},
    {"level": True},
    {"level": "5"},
    {"level": 4.5},
    {"tapped_at": -1},
    {"tapped_at": "now"},
    {"tapped_at": 10**30},
    {"dossier": "a:b"},
    {"dossier": "x" * 41},
    {"dossier": None},
]


async def test_a_tap_that_is_none_is_refused_and_nothing_of_its_call_is_kept(site: PublicSite) -> None:
    token = await site.kiosk()
    for wrong in NO_TAPS:
        answer = await _send(site, token, [_tap(), {**_tap(), **wrong}])
        assert answer.status == 400, wrong
        assert '"ok":false' in answer.text
    assert await site.rows() == 0


@given(body=_ANY_JSON.filter(lambda body: body is not None))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_json_is_taken_or_refused(site: PublicSite, body: Any) -> None:
    token = await site.kiosk()
    async with Client(site) as kiosk:
        assert (await kiosk.posts(f"api/kiosk/{token}/taps", body)).status in (200, 400)
    assert await site.ratings() == []


async def test_an_unknown_or_revoked_kiosk_is_closed(site: PublicSite) -> None:
    token = await site.kiosk()
    async with site.database.write() as db:
        kiosk = await find_kiosk(db, SECRET.encode(), token)
        assert kiosk is not None
        await revoke_kiosk(db, [site.unit_id], kiosk.id, site.now)
    async with Client(site) as device:
        for stranger in (token, "x", "A" * 300, "%00"):
            assert (await device.gets(f"kiosk/{stranger}")).status == 404
            assert (await device.posts(f"api/kiosk/{stranger}/beat", {})).status == 404
            assert (await device.posts(f"api/kiosk/{stranger}/taps", {"sent_at": 1, "taps": [_tap()]})).status == 404
    assert await site.ratings() == []


async def test_guessing_kiosks_is_slowed_down_and_the_real_one_goes_on(site: PublicSite) -> None:
    token = await site.kiosk()
    async with Client(site) as device:
        guesses = [(await device.gets(f"kiosk/guess{number}")).status for number in range(36)]
        assert set(guesses[:30]) == {404}
        assert 429 in guesses[30:]
        assert (await device.posts(f"api/kiosk/{token}/beat", {"waiting": 0})).status == 200


async def test_a_heartbeat_is_a_sign_of_life(site: PublicSite) -> None:
    token = await site.kiosk()
    site.passes(minutes=5)
    async with Client(site) as device:
        answer = await device.posts(f"api/kiosk/{token}/beat", {"waiting": 3})
        assert answer.status == 200
        page = await device.gets(f"kiosk/{token}")
    assert answer.text.partition('"version":"')[2][:16] in page.text, "the page would reload for nothing"
    async with site.database.read() as db:
        kiosk = await find_kiosk(db, SECRET.encode(), token)
    assert kiosk is not None
    assert kiosk.seen_at == site.now


async def test_the_page_may_work_without_a_network_and_asks_nobody_else(site: PublicSite) -> None:
    async with Client(site) as device:
        page = await device.gets(f"kiosk/{await site.kiosk()}")
        worker = await device.gets("kiosk-worker.js")
    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]
    assert worker.status == 200
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "http://" not in page.text
    assert "https://" not in page.text
