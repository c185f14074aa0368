"""Two whole bots over one PostgreSQL, as behind a load balancer."""

import asyncio
from datetime import timedelta

from sqlalchemy import update

from bot.intake import utc_now
from storage.database import Database
from storage.models import ChannelGrant
from tests.bench.throughput import free_port
from tests.databases import postgres_url
from tests.whole import running
from tests.zalo_chat.setting import permitted, zalo_settings
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower, Webhook, settled
from tests.zalo_oa.server import TOKEN, ZaloServer

RENEWED = f"SELECT access_token <> '{TOKEN}' FROM channel_grant"


async def _more_than_half_over(url: str) -> str:
    database, now = Database(url), utc_now()
    async with database.write() as db:
        values = {"renewed_at": now - timedelta(hours=13), "ends_at": now + timedelta(hours=12)}
        await db.execute(update(ChannelGrant).values(**values))
    await database.close()
    return url


async def test_one_of_two_renews_the_permission_both_use_it_and_an_event_posted_to_both_is_answered_once(
    zalo: ZaloServer,
) -> None:
    url = await _more_than_half_over(await permitted(postgres_url()))
    first, second = (zalo_settings(zalo, url, free_port()) for _ in range(2))
    zalo.may_renew.clear()
    async with running(first) as one, running(second) as other:
        lan, minh = Follower(zalo, one, "7410000000000000001"), Follower(zalo, other, "7410000000000000002")
        assert "Kính chào" in (await minh.says("xin chào")).text  # meanwhile the old one is good
        zalo.may_renew.set()
        while not (await one.query(RENEWED))[0][0]:
            await settled(one)
        # The tests' Zalo takes no other token than the one it gave last.
        answers = await asyncio.gather(lan.says("xin chào"), minh.says("xin chào"))
        assert all("Kính chào" in answer.text for answer in answers)
        assert (zalo.asked_to_renew, zalo.renewals) == (1, 1)
        assert zalo.token != TOKEN
        before, event = len(lan.inbox), events.words(lan.id, "xin chào")
        assert await asyncio.gather(*(Webhook(bot.url)(event) for bot in (one, other))) == [200, 200]
        await settled(one)
        await settled(other)
        assert len(lan.inbox) == before + 1
    assert zalo.asked_to_renew == 1
