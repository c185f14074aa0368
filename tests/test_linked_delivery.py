"""What one channel of a person does not take any more goes to another of theirs before anybody stands in for them."""

from bot.passing_on import PassingOn
from handlers.incoming import Incoming, Presence
from storage.messages.payloads import read_said
from storage.messages.traffic import TOLD_ELSEWHERE, WAITS, OutgoingMessage, mark_failed
from storage.models import Role
from tests.cases import office, writes
from tests.chat import Person, Town
from tests.linking import joins


async def _director(town: Town) -> tuple[Person, Person, Person]:
    """On two channels, the first used last; and the officer, who would be the next in line."""
    _, director, _ = await office(town)
    officer, page = await town.member(Role.OFFICER), town.person(channel="web")
    await joins(page, director)
    town.passes(minutes=1)
    await director.says("/help")
    return director, page, officer


async def _newest_row(town: Town, person: Person) -> OutgoingMessage:
    async with town.db() as db:
        rows = await db.exec_driver_sql(f"SELECT max(id) FROM outbox WHERE address = '{person.address}'")
        row_id = int(rows.scalar_one())
    return OutgoingMessage(row_id, person.channel, person.address, read_said(person.last.payload), town.now)


async def _failure(town: Town, row_id: int) -> str:
    async with town.db() as db:
        return str((await db.exec_driver_sql(f"SELECT failure FROM outbox WHERE id = {row_id}")).scalar_one())


async def _blocked(town: Town, person: Person) -> list[OutgoingMessage]:
    """The channel says of the newest message that it can reach them no more."""
    row = await _newest_row(town, person)
    async with town.db() as db:
        said = await PassingOn(town.office, lambda: town.now)(db, row)
    town._deliver(said)
    return said


async def test_a_message_goes_to_the_other_channel_and_nobody_stands_in(any_town: Town) -> None:
    director, page, officer = await _director(any_town)
    await writes(any_town.person(), kind="Thái độ")
    alert, heard = director.hears, len(officer.inbox)
    said = await _blocked(any_town, director)
    assert [one.channel for one in said] == ["web"]
    assert page.hears == alert
    await page.taps("Đã xem")
    assert len(officer.inbox) == heard
    row = await _newest_row(any_town, director)
    assert await _failure(any_town, row.id) == TOLD_ELSEWHERE
    assert "không nhắn được" not in (await officer.says("/canbo")).text


async def test_where_both_are_gone_the_next_in_line_hears_of_it_and_all_comes_when_one_is_back(any_town: Town) -> None:
    _, director, _ = await office(any_town)
    officer, second = await any_town.member(Role.OFFICER), any_town.person()
    await joins(second, director)
    heard = len(officer.inbox)
    await any_town.process(Incoming(second.channel, "gone-1", second.address, presence=Presence.GONE))
    assert len(officer.inbox) == heard
    await any_town.process(Incoming(director.channel, "gone-2", director.address, presence=Presence.GONE))
    assert len(officer.inbox) == heard + 1
    await writes(any_town.person(), kind="Thái độ")
    async with any_town.db() as db:
        newest = f"SELECT max(id) FROM outbox WHERE address IN ('{director.address}', '{second.address}')"
        held = await db.exec_driver_sql(f"SELECT id, address FROM outbox WHERE id = ({newest})")
        row_id, address = held.one()
        await mark_failed(db, row_id, f"{WAITS}blocked")
        said = next(one for one in (director, second) if one.address == address).last
        row = OutgoingMessage(row_id, director.channel, address, read_said(said.payload), any_town.now)
        assert row.said.withheld
        any_town._deliver(await PassingOn(any_town.office, lambda: any_town.now)(db, row))
    assert "phản ánh" in officer.hears.lower()
    before = len(second.inbox)
    await second.says("/help")
    assert "1 thông báo, nhắc việc đã chuyển cho người nhận thay" in second.inbox[before].text
