"""What is said of Zalo's permission: to the officer when it cannot be renewed, on the health page its age, elsewhere
nothing."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.health import Health
from storage.backup import copy_database
from storage.ground.channels import ZALO
from storage.messages.grants import PASSES, grant_of
from storage.models import Role
from tests.chat import Person, Town
from tests.zalo_permission import HALF, House, house, permitted, without

__all__ = ["house"]


def _of_zalo(person: Person) -> list[str]:
    return [message.text for message in person.inbox if "Zalo" in message.text]


@pytest.mark.parametrize("code", [-14014, "-14020"])
async def test_the_officer_hears_once_that_it_cannot_be_renewed(
    tmp_path: Path, code: int | str, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    officer = await town.member(Role.OFFICER)
    url = f"sqlite:///{town.database.url.database}"
    async with permitted(url) as house:
        house.zalo.fails = [{"error": code, "error_name": "Invalid refresh token"}]
        house.now += HALF
        tokens = house.process()
        await tokens.look_after()
        town.now = house.now
        await town.ticks()
        await town.ticks()
        [told] = _of_zalo(officer)
        assert "cchc zalo authorize" in told
        assert "sau 13:00 16/06/2026" in told
        assert await tokens.token() == "access-0"
        house.now += timedelta(days=1)
        await tokens.look_after()
        assert house.renewals == 1, "only a person can help"
        assert (await without(tokens)).after == 300
        await house.is_permitted()
        await tokens.look_after()
        assert await tokens.token() == house.zalo.access
        assert "cchc zalo authorize" in caplog.text


async def test_a_refusal_without_a_number_is_told_when_it_lasts(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    async with permitted(f"sqlite:///{town.database.url.database}") as house:
        house.now += HALF
        tokens = house.process()
        house.zalo.refresh = "another"
        for waited in (timedelta(), PASSES):
            town.now = house.now = house.now + waited
            await tokens.look_after()
            await town.ticks()
            assert len(_of_zalo(officer)) == (waited == PASSES)


async def test_a_copy_of_the_database_has_no_token_and_the_health_page_only_its_age(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    house.now += HALF
    tokens = house.process()
    await tokens.look_after()
    house.now += timedelta(hours=2)
    health = Health(tokens._database, [], lambda: house.now)
    assert await health.is_well()
    assert health.ages == {"permission_age_seconds": {ZALO: 7200}}
    await health.settle()
    copy_database(tmp_path / "cchc.db", tmp_path / "copy.db")
    copy = (tmp_path / "copy.db").read_bytes()
    for secret in ("access-0", "refresh-0", house.zalo.access, house.zalo.refresh):
        assert secret.encode() not in copy
        assert secret not in caplog.text
    async with tokens._database.read() as db:
        assert house.zalo.access not in repr(await grant_of(db, ZALO))
