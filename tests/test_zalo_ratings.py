"""People who have been silent for too long are asked to rate by Zalo's own message, which costs: once for a dossier,
and counted."""

import asyncio
from pathlib import Path

import pytest

from bot.channels.base import NotSent
from bot.intake import utc_now
from handlers.incoming import Incoming
from storage.ground.channels import ZALO
from storage.messages.grants import Pair, keep_grant
from storage.models import Role
from tests.chat import Town
from tests.databases import sqlite_url
from tests.samples import link_of
from tests.whole import Whole, running
from tests.zalo_permission import OVER
from tests.zalo_rating_office import USER, Office, a_follower, asked, comes_back, feedback, health, office, posts, rows
from tests.zalo_services import FIELDS, TEMPLATE, ZaloServices, zalo_settings

__all__ = ["office"]


async def _message_to_somebody_silent(bot: Whole, zalo: ZaloServices) -> str:
    """The dossier that they follow is returned; the id of the message about it, once it is stored."""
    [[dossier_id]] = await bot.query("SELECT id FROM dossier WHERE returned_on IS NULL LIMIT 1")
    await bot.application.intake.submit(Incoming(ZALO, "e1", USER, text=f"/start {bot.link(dossier_id)}"))
    zalo.silent = True
    handed_over = f"UPDATE dossier SET returned_on = '2026-06-15', state = 'handed_over' WHERE id = {dossier_id}"
    async with bot.application.database.write() as db:
        await db.exec_driver_sql(handed_over)
    await bot.application.schedule.tick()
    while True:
        stored = await bot.query("SELECT message_id FROM rating_invitation WHERE message_id IS NOT NULL")
        if stored:
            return str(stored[0][0])
        await asyncio.sleep(0.01)


async def test_whoever_is_silent_for_too_long_is_asked_by_template_and_the_answer_is_the_dossier_s_rating(
    tmp_path: Path,
) -> None:
    async with ZaloServices() as zalo:
        settings = zalo_settings(zalo, sqlite_url(tmp_path), zalo_rating_template=TEMPLATE)
        async with running(settings) as bot:
            await bot.furnish()
            async with bot.application.database.write() as db:
                await keep_grant(db, ZALO, Pair(zalo.access, zalo.refresh, utc_now() + OVER), utc_now())
            message = await asyncio.wait_for(_message_to_somebody_silent(bot, zalo), 60)
            assert zalo.taken[message]["user_id"] == USER
            assert set(zalo.taken[message]["template_data"]) == FIELDS
            for _ in range(2):  # Zalo posts again what it did not see answered
                await posts(bot.url, feedback(message, rate=5, note="Nhanh gọn"))
            assert set((await health(bot.url))["permission_age_seconds"]) == {ZALO}
            found = await bot.query("SELECT level, comment, channel FROM rating WHERE channel = 'zalo'")
            assert [tuple(row) for row in found] == [(5, "Nhanh gọn", "zalo")]


async def test_a_dossier_has_one_message_however_many_follow_it_and_only_where_there_is_a_template(
    town: Town, office: Office
) -> None:
    messages = office.account().rating_messages
    person, other = await a_follower(town), town.person("7410000000000000002", channel=ZALO)
    await other.says(await link_of(town, "H-1"))
    [(dossier_id,)] = await rows(town, "SELECT id FROM dossier WHERE code = 'H-1'")
    without = office.account(zalo_rating_template="").rating_messages
    assert not await without.ask_person(person.address, dossier_id)
    await asked(town, messages, person)
    for address in (person.address, other.address, "7410000000000000099"):
        assert not await messages.ask_person(address, dossier_id)
    assert len(office.zalo.taken) == 1


async def test_what_cannot_have_been_taken_is_sent_again_and_what_may_have_been_is_not(
    town: Town, office: Office
) -> None:
    messages, person = office.account().rating_messages, await a_follower(town)
    [(dossier_id,)] = await rows(town, "SELECT id FROM dossier WHERE code = 'H-1'")
    for fault in ({"error": -32}, b"<html>502</html>"):
        office.zalo.fails = [fault]
        with pytest.raises(NotSent):
            await messages.ask_person(person.address, dossier_id)
    assert not await messages.ask_person(person.address, dossier_id)
    assert await rows(town, "SELECT sent_at, failure LIKE 'an answer that is not%' FROM rating_invitation") == [
        (None, 1)
    ]
    office.zalo.access = "another"  # renewed, and sent with the new token
    other = await a_follower(town, "H-2")
    town.passes(hours=1)
    await asked(town, messages, other, "H-2")
    await a_follower(town, "H-3")
    office.zalo.fails = [{"error": "-249", "message": "template is too old"}]
    [(dossier_id,)] = await rows(town, "SELECT id FROM dossier WHERE code = 'H-3'")
    assert not await messages.ask_person(person.address, dossier_id)
    assert await rows(town, f"SELECT failure FROM rating_invitation WHERE dossier_id = {dossier_id}") == [
        ("Zalo -249",)
    ]


async def test_the_officer_and_nobody_else_sees_how_many_such_messages_were_sent(town: Town, office: Office) -> None:
    officer, director = await town.member(Role.OFFICER), await town.member(Role.DIRECTOR)
    assert "tính phí" not in (await officer.says("/summary tháng 6/2026")).text
    messages, person = office.account().rating_messages, await a_follower(town)
    await comes_back(town, feedback(await asked(town, messages, person)))
    await a_follower(town, "H-2")
    office.zalo.fails = [{"error": -248}]
    [(dossier_id,)] = await rows(town, "SELECT id FROM dossier WHERE code = 'H-2'")
    assert not await messages.ask_person(person.address, dossier_id)
    line = "✉️ Tin mời đánh giá có tính phí: 1 (1 qua tài khoản, 0 qua số điện thoại), 1 đã đánh giá; 1 không gửi được"
    assert line in (await officer.says("/summary tháng 6/2026")).text
    assert "tính phí" not in (await officer.says("/summary tháng 5/2026")).text
    assert "tính phí" not in (await director.says("/summary tháng 6/2026")).text
