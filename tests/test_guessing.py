"""Four digits can be guessed: a code, a person and a network have so many tries."""

import itertools

import pytest
from sqlalchemy import func, select

from handlers.incoming import Incoming
from storage.cleaning import clean_up
from storage.dossiers.proving import FROM_A_NETWORK, OF_A_PERSON
from storage.models import WrongGuess
from tests.chat import Person, Town
from tests.samples import furnish, link_of

CLOSED = "Tra cứu bằng mã hồ sơ tạm khóa một giờ"
_codes = itertools.count(100)


async def _guesses(person: Person, times: int, network: str = "") -> None:
    """Each of another code, wrong each time."""
    for number in range(times):
        await _looks_up(person, f"H-{next(_codes)} {number:04}", network)


async def _looks_up(person: Person, what: str, network: str = "") -> str:
    event = f"{person.address}-{len(person.inbox)}"
    await person.town.process(Incoming(person.channel, event, person.address, f"/hoso {what}", source=network))
    return person.hears


async def _kept(town: Town) -> str:
    async with town.db() as db:
        return str((await db.scalars(select(WrongGuess.key))).all())


@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_person_who_guesses_over_many_codes_is_stopped_for_an_hour(any_town: Town, channel: str) -> None:
    await furnish(any_town)
    guesser, other = any_town.person(channel=channel), any_town.person(channel=channel)
    await _guesses(guesser, OF_A_PERSON)
    assert "chưa đúng" in guesser.hears
    assert CLOSED in await _looks_up(guesser, "H-1 5678")
    assert "📁 Hồ sơ H-1" in await _looks_up(other, "H-1 5678")
    assert "📁 Hồ sơ H-1" in (await guesser.says(await link_of(any_town, "H-1"))).text
    any_town.passes(minutes=61)
    assert "📁 Hồ sơ H-2" in await _looks_up(guesser, "H-2 5679")


async def test_a_network_is_stopped_whatever_its_sessions_and_others_are_not(any_town: Town) -> None:
    await furnish(any_town)
    for _ in range(FROM_A_NETWORK):
        await _guesses(any_town.person(channel="web"), 1, "203.0.113.7")
    assert CLOSED in await _looks_up(any_town.person(channel="web"), "H-1 5678", "203.0.113.7")
    assert "📁 Hồ sơ H-1" in await _looks_up(any_town.person(channel="web"), "H-1 5678", "203.0.113.8")


async def test_many_people_of_a_channel_that_knows_no_network_do_not_stop_each_other(any_town: Town) -> None:
    await furnish(any_town)
    for _ in range(FROM_A_NETWORK + 5):
        await _guesses(any_town.person(), 1)
    assert "📁 Hồ sơ H-1" in await _looks_up(any_town.person(), "H-1 5678")


async def test_who_mistypes_now_and_then_is_never_stopped(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    for _ in range(OF_A_PERSON * 2):
        await _guesses(citizen, 1)
        town.passes(minutes=31)
    assert "📁 Hồ sơ H-1" in await _looks_up(citizen, "H-1 5678")


async def test_what_was_typed_as_a_code_is_not_kept_and_goes_when_it_closes_nothing_any_more(any_town: Town) -> None:
    citizen = any_town.person()
    for said in ("0912345678 1234", "Nguyễn Văn Ẩn 9 1234", "X" * 3000 + "9 1234"):
        await _looks_up(citizen, said, "203.0.113.7")
    kept = await _kept(any_town)
    assert kept.count("'") == 2 * (3 + 1 + 1)
    for typed in ("0912345678", "ẨN", "XXX", "203.0.113.7", citizen.address):
        assert typed not in kept
    for minutes, left in ((60, 5), (1, 0)):
        any_town.passes(minutes=minutes)
        async with any_town.db() as db:
            await clean_up(db, [], any_town.now)
            assert (await db.scalars(select(func.count()).select_from(WrongGuess))).one() == left
