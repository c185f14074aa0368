"""Joining and parting in the tests: read off the screen and typed, as people do it."""

import re

from sqlalchemy import select

from storage.models import Person as PersonRow
from tests.chat import Message, Person, Town

LINK_CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


def code_in(message: Message) -> str:
    found = LINK_CODE.search(message.text)
    assert found, message.text
    return found[0]


async def code_of(giver: Person) -> str:
    await giver.says("/lienket")
    if "Liên kết thêm kênh" in "".join(giver.last.labels):
        await giver.taps("Liên kết thêm kênh")
    return code_in(giver.last)


async def joins(taker: Person, giver: Person) -> Message:
    """`taker` types the code that `giver` was given, and agrees."""
    await taker.says(f"/lienket {await code_of(giver)}")
    return await taker.taps("liên kết hai kênh")


async def id_of(town: Town, person: Person) -> int:
    """Of the person to whom this address belongs."""
    async with town.db() as db:
        at = (PersonRow.channel == person.channel, PersonRow.address == person.address)
        row = (await db.execute(select(PersonRow.id, PersonRow.joined_to_id).where(*at))).one()
    return int(row.joined_to_id or row.id)
