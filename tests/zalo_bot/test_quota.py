"""What the platform gives for nothing is counted, and told before it is used up."""

from bot.commands.doctor import examine
from storage.ground.channels import ZALO_BOT
from storage.ground.days.working_time import local_day
from storage.messages.menus import count_sent, used
from storage.models import Role
from tests.chat import Town
from tests.whole import Whole
from tests.zalo_bot.server import ZaloBotServer
from tests.zalo_bot.talking import LAN, says


async def _sent(town: Town, messages: int) -> None:
    async with town.db() as db:
        await count_sent(db, ZALO_BOT, messages, town.today)


async def test_the_officer_is_told_once_a_month_at_four_fifths(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await _sent(town, 2399)
    await town.ticks()
    heard = len(officer.inbox)
    await _sent(town, 1)
    await town.ticks_after(minutes=1)
    await town.ticks_after(minutes=1)
    assert len(officer.inbox) == heard + 1
    assert "2.400/3.000 tin" in officer.hears
    await town.ticks_after(days=30)  # a new month has a new count
    assert "2.400" not in "".join(message.text for message in officer.inbox[heard + 1 :])


async def test_people_count_as_well(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    for number in range(40):
        await town.person(f"{number}", channel=ZALO_BOT).says("xin chào")
    await town.ticks_after(minutes=1)
    assert "40/50 người" in officer.hears


async def test_each_message_that_was_taken_is_counted_and_doctor_tells(zalo: ZaloBotServer, bot: Whole) -> None:
    application, lines = bot.application, list[str]()
    today = local_day(application.messengers[0]._zalo_bot._outgoing._clock())  # type: ignore[attr-defined]
    await says(zalo, LAN, "xin chào")
    await bot.sends(ZALO_BOT, LAN, {"text": "một " * 700})
    await zalo.wait_for(LAN, 3)
    await application.delivery.settle()
    async with application.database.read() as db:
        assert (await used(db, ZALO_BOT, today)).messages == 3
    async with application.database.write(beside=True) as db:
        await count_sent(db, ZALO_BOT, 2397, today)
    await examine(application.settings, lines.append)
    assert any("2.400/3.000 tin" in line for line in lines)
    assert any("polling" in line for line in lines)
