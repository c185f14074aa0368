"""Menus whose lines are chosen by number, and how much of a channel's quota is used: both are written once the channel
has taken a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.messages.payloads import StoredButton, read_button, write_button
from storage.models import ChannelMonth, NumberedMenu, Person
from storage.upsert import insert

_put = insert(NumberedMenu)
_PUT = _put.on_conflict_do_update(
    index_elements=["channel", "address"],
    set_={"choices": _put.excluded.choices, "sent_at": _put.excluded.sent_at},
)
_count = insert(ChannelMonth)
_COUNT = _count.on_conflict_do_update(
    index_elements=["channel", "month"], set_={"messages": ChannelMonth.messages + _count.excluded.messages}
)


@dataclass(frozen=True, slots=True)
class Used:
    """`people`: who has ever written over the channel and was not forgotten; `messages`: sent in the month."""

    people: int
    messages: int


async def open_menu(db: Connection, channel: str, address: str, choices: Sequence[StoredButton], now: datetime) -> None:
    """From now on a number from this address chooses one of these."""
    buttons = {"buttons": [write_button(button) for button in choices]}
    await db.execute(_PUT, {"channel": channel, "address": address, "choices": buttons, "sent_at": now})


async def open_choices(db: Connection, channel: str, address: str) -> list[StoredButton]:
    statement = select(NumberedMenu.choices).where(NumberedMenu.channel == channel, NumberedMenu.address == address)
    found = (await db.scalars(statement)).one_or_none()
    return [] if found is None else [read_button(button) for button in found["buttons"]]


async def count_sent(db: Connection, channel: str, messages: int, today: date) -> None:
    await db.execute(_COUNT, {"channel": channel, "month": today.replace(day=1), "messages": messages})


async def used(db: Connection, channel: str, today: date) -> Used:
    people = (await db.scalars(select(func.count(Person.id)).where(Person.channel == channel))).one()
    month = ChannelMonth.month == today.replace(day=1)
    sent = (await db.scalars(select(ChannelMonth.messages).where(ChannelMonth.channel == channel, month))).one_or_none()
    return Used(people, sent or 0)
