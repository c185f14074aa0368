"""What cannot be stored is set aside by itself: told, logged without what it said, and its neighbours are committed."""

import asyncio

import pytest

from bot.setting_aside import Committed
from handlers.incoming import Incoming
from tests.chat import Town
from tests.ending import ended

SECRET_WORDS = "điều người dân viết"


def _good(number: int) -> Incoming:
    return Incoming("telegram", f"good-{number}", f"good-{number}", "xin chào")


# Each gets past what a channel looks at, as a defect there would let it.
BAD = {
    "id": Incoming("telegram", f"{SECRET_WORDS}\ud800", "bad", SECRET_WORDS),
    "address": Incoming("telegram", "bad", f"{SECRET_WORDS}\ud800", SECRET_WORDS),
    "language": Incoming("telegram", "bad", "bad", SECRET_WORDS, language=10**30),  # type: ignore[arg-type]
    "client id": Incoming("web", f"bad/{SECRET_WORDS}\ud800", "bad", SECRET_WORDS),
    "number": Incoming("telegram", 10**30, "bad", SECRET_WORDS),  # type: ignore[arg-type]
}


async def _process(town: Town, *messages: Incoming) -> Committed:
    committed = await town.intake.process(messages)
    town._deliver(committed.outgoing)
    return committed


@pytest.mark.parametrize("where", BAD)
async def test_its_neighbours_are_committed_and_it_is_told_and_logged_without_its_words(
    any_town: Town, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    messages = [_good(1), BAD[where], _good(2)]
    await _process(any_town, *messages)
    for number in (1, 2):
        assert len(any_town.inboxes["telegram", f"good-{number}"]) == 1
    [record] = [record for record in caplog.records if "set aside" in record.getMessage()]
    assert "storage/" in record.getMessage()
    assert record.exc_info is None
    assert SECRET_WORDS not in caplog.text
    if where != "address":
        [apology] = any_town.inboxes[BAD[where].channel, "bad"]
        assert apology.text.split("mã ")[1].split()[0].rstrip(".") in record.getMessage()
    # None of the others comes again for ever.
    assert not any("good" in row.address for row in (await _process(any_town, *messages)).outgoing)
    any_town.surprises.records.clear()


async def test_a_nul_is_no_reason_to_refuse_on_either_database(any_town: Town) -> None:
    await _process(any_town, Incoming("telegram", "x\0", "nul", "xin chào"), _good(1))
    assert len(any_town.inboxes["telegram", "good-1"]) == 1
    any_town.surprises.records.clear()


async def test_a_database_that_is_away_sets_nothing_aside(town: Town) -> None:
    running = asyncio.create_task(town.intake.run())
    try:
        async with town.db() as db:
            await db.exec_driver_sql("ALTER TABLE person RENAME TO elsewhere")
        with pytest.raises(Exception, match="person"):
            await town.intake.submit(_good(1))
        async with town.db() as db:
            await db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO person")
        await town.intake.submit(_good(1))
        assert len(town.inboxes["telegram", "good-1"]) == 1
    finally:
        await ended(running)
        town.surprises.records.clear()
