"""An invitation gives a role: whoever tries codes is stopped, and whoever has one is not."""

import pytest

from handlers.incoming import Incoming
from storage.models import Role
from storage.people.invitations import FROM_A_NETWORK, OF_A_PERSON, invite
from tests.chat import Person, Town

WRONG, CLOSED = "Mã mời không đúng", "Nhập sai mã mời nhiều lần"


async def _tries(person: Person, code: str, network: str = "") -> str:
    event = f"{person.address}-{len(person.inbox)}"
    await person.town.process(Incoming(person.channel, event, person.address, f"/start {code}", source=network))
    return person.hears


async def _code(town: Town) -> str:
    async with town.db() as db:
        return await invite(db, town.office.secret, Role.OFFICER, town.unit_id, town.now)


@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_person_who_tries_codes_is_stopped_for_an_hour(any_town: Town, channel: str) -> None:
    guesser, invited = any_town.person(channel=channel), any_town.person(channel=channel)
    code = await _code(any_town)
    for number in range(OF_A_PERSON):
        assert WRONG in await _tries(guesser, f"AAAA{number:04}")
    assert CLOSED in await _tries(guesser, code)
    assert "Chào anh/chị" in await _tries(invited, code)
    any_town.passes(minutes=61)
    assert "Chào anh/chị" in await _tries(guesser, await _code(any_town))


async def test_a_network_that_tries_codes_is_stopped_whatever_its_sessions(any_town: Town) -> None:
    code = await _code(any_town)
    for number in range(FROM_A_NETWORK):
        assert WRONG in await _tries(any_town.person(channel="web"), f"AAAA{number:04}", "203.0.113.7")
    assert CLOSED in await _tries(any_town.person(channel="web"), code, "203.0.113.7")
    assert CLOSED not in await _tries(any_town.person(channel="web"), code, "203.0.113.8")


async def test_a_link_tapped_twice_is_no_guess(any_town: Town) -> None:
    invited, code = any_town.person(), await _code(any_town)
    for _ in range(OF_A_PERSON + 2):
        answer = await _tries(invited, code)
    assert "đã được dùng" in answer
