"""A town that asks for ratings over Zalo's own message, and what people answer to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.channels.zalo.account import Account
from bot.channels.zalo.feedback import feedback_of
from bot.channels.zalo.rating_messages import RatingMessages
from storage.ground.channels import ZALO
from storage.messages.grants import Pair, keep_grant
from tests.chat import NOON, Person, Town
from tests.samples import link_of, receives
from tests.zalo_permission import OVER
from tests.zalo_services import APP, OA, TEMPLATE, ZaloServices, signed, zalo_settings

PHONE = "0912345678"
RETURNED = "01/06/2026,08/06/2026,15/06/2026"
WAITING = "01/06/2026,08/06/2026,"
USER = "7410000000000000001"


def feedback(message: str = "", tracking: str = "", rate: Any = 4, note: str = "", **more: Any) -> dict[str, Any]:
    said = {"rating_type": "csat", "option": "five_stars", "rate": rate, "note": note, "feedbacks": []}
    ids = {name: value for name, value in (("msg_id", message), ("tracking_id", tracking)) if value}
    when = {"submit_time": str(int(NOON.timestamp() * 1000))}
    head = {"app_id": APP, "oa_id": OA, "event_name": "user_feedback", "timestamp": "1781499600000"}
    return {**head, "message": {**said, **ids, **when, **more}}


async def posts(url: str, event: dict[str, Any]) -> None:
    """As Zalo does: again until it is taken."""
    body, headers = signed(event)
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.post(f"{url}/zalo", data=body, headers=headers) as answer:
                assert answer.status in (200, 503)
                if answer.status == 200:
                    return


async def health(url: str) -> Any:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/healthz") as answer:
        return await answer.json()


async def comes_back(town: Town, event: dict[str, Any]) -> None:
    await town.process(feedback_of(event))


async def rows(town: Town, sql: str) -> list[Any]:
    async with town.db() as db:
        return [tuple(row) for row in (await db.exec_driver_sql(sql)).all()]


async def ratings_of(town: Town) -> list[Any]:
    return await rows(town, "SELECT level, comment, person_id IS NOT NULL, channel FROM rating ORDER BY id")


@dataclass
class Office:
    """What sends and fetches for the town."""

    town: Town
    zalo: ZaloServices
    accounts: list[Account] = field(default_factory=list)

    def account(self, **more: Any) -> Account:
        settings = zalo_settings(self.zalo, "sqlite:///unused.db", **{"zalo_rating_template": TEMPLATE, **more})
        self.accounts.append(Account(settings, self.town.database, lambda: self.town.now))
        return self.accounts[-1]


async def permit(town: Town, zalo: ZaloServices) -> None:
    async with town.db() as db:
        await keep_grant(db, ZALO, Pair(zalo.access, zalo.refresh, town.now + OVER), town.now)


@pytest.fixture
async def office(town: Town) -> AsyncIterator[Office]:
    async with ZaloServices() as zalo:
        await permit(town, zalo)
        yield (office := Office(town, zalo))
        for account in office.accounts:
            await account.close()


async def a_follower(town: Town, code: str = "H-1") -> Person:
    """Has opened this dossier, which is returned."""
    await receives(town, f"{code},{PHONE},{RETURNED}")
    person = town.person(USER, channel=ZALO)
    await person.says(await link_of(town, code))
    return person


async def asked(town: Town, messages: RatingMessages, person: Person, code: str = "H-1") -> str:
    """The id of the message that was sent."""
    [(dossier_id,)] = await rows(town, f"SELECT id FROM dossier WHERE code = '{code}'")
    assert await messages.ask_person(person.address, dossier_id)
    [(message,)] = await rows(town, f"SELECT message_id FROM rating_invitation WHERE dossier_id = {dossier_id}")
    return str(message)
