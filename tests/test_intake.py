"""The intake: a batch is one transaction, and one bad message costs nobody else anything. On both databases."""

import asyncio
import logging

import pytest

from handlers.incoming import Incoming
from storage.imports.parsed import FileKind
from storage.people.people import find_senders
from tests.chat import Town
from tests.ending import ended
from tests.samples import furnish

HEAD = "Mã hồ sơ,Mã thủ tục,Số điện thoại,Hình thức nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả\n"


def _text(number: int, words: str = "xin chào", channel: str = "telegram") -> Incoming:
    return Incoming(channel, f"{channel}-{number}/{number}", f"{channel}-{number}", words)


async def _open(town: Town, count: int) -> None:
    """So many returned dossiers, each opened by one person: number, dossier, person go together."""
    rows = "".join(f"D-{n},P-1,0912345678,Trực tiếp,01/06/2026,08/06/2026,05/06/2026\n" for n in range(1, count + 1))
    outcome = await town.imports(FileKind.DOSSIERS, "ho-so.csv", (HEAD + rows).encode())
    assert outcome.new == count
    await town.process(*(_text(n, f"/danhgia D-{n} 5678") for n in range(1, count + 1)))


def _rating(number: int, level: int = 5, event: str = "rating") -> Incoming:
    return Incoming("telegram", f"{event}-{number}", f"telegram-{number}", action=f"rate:{number}:{level}")


async def _counts(town: Town) -> tuple[int, int, int]:
    """Ratings, dossiers they cover, and the sum of the roll-up."""
    async with town.database.read() as db:
        found = [
            (await db.exec_driver_sql(sql)).scalar() or 0
            for sql in (
                "SELECT count(*) FROM rating",
                "SELECT count(*) FROM rated_dossier",
                "SELECT coalesce(sum(rated), 0) FROM rating_day",
            )
        ]
    return (int(found[0]), int(found[1]), int(found[2]))


async def test_a_batch_of_a_hundred_is_stored_whole(any_town: Town) -> None:
    await _open(any_town, 100)
    committed = await any_town.process(*(_rating(number) for number in range(1, 101)))
    assert len(committed.outgoing) == 100
    assert await _counts(any_town) == (100, 100, 100)


async def test_a_refused_message_leaves_the_others_of_its_batch_whole(any_town: Town) -> None:
    await _open(any_town, 20)
    messages = [_rating(number) for number in range(1, 21)]
    # Not theirs, no such dossier, no such level: refusals in the middle of the batch.
    messages[7:7] = [
        Incoming("telegram", "forged-1", "telegram-1", action="rate:2:5"),
        Incoming("telegram", "forged-2", "stranger", action="rate:999:5"),
        Incoming("telegram", "forged-3", "telegram-3", action="rate:3:9"),
    ]
    committed = await any_town.process(*messages)
    assert len(committed.outgoing) == 23
    assert await _counts(any_town) == (20, 20, 20)


async def test_a_message_that_fails_for_no_foreseen_reason_leaves_the_others_whole(any_town: Town) -> None:
    """What this one was asked before is kept without what the answer needs."""
    await _open(any_town, 10)
    async with any_town.db() as db:
        broken = await find_senders(db, "telegram", {"broken": "vi"}, any_town.now, any_town.today)
        await db.exec_driver_sql(
            "INSERT INTO pending_question (person_id, kind, data, expires_at) "
            f"VALUES ({broken['broken'].id}, 'dossier_digits', '{{}}', '2030-01-01 00:00:00')"
        )
    messages = [_rating(number) for number in range(1, 11)]
    messages.insert(5, Incoming("telegram", "broken", "broken", "5678"))
    committed = await any_town.intake.process(messages)
    assert await _counts(any_town) == (10, 10, 10)
    [apology] = [message for message in committed.outgoing if message.address == "broken"]
    assert "Xin lỗi" in apology.said.text
    [record] = any_town.surprises.records
    number = apology.said.text.split("mã ")[1].split()[0].rstrip(".")
    assert number in record.getMessage()
    any_town.surprises.records.clear()
    # It counts as handled: Telegram does not send it for ever.
    assert (await any_town.intake.process(messages)).outgoing == []
    # And the question that nobody can answer is asked no more.
    reply = await any_town.person("broken").says("xin chào")
    assert "Xin lỗi" not in reply.text


async def test_what_a_failed_message_had_counted_is_not_counted(any_town: Town) -> None:
    await _open(any_town, 3)
    await any_town.process(_rating(1), _rating(2, event="first"), Incoming("telegram", "x", "telegram-3", action="?"))
    # The same person rates the same dossier and another's, in one batch.
    again = [_rating(2, 1), Incoming("telegram", "y", "telegram-2", action="rate:1:1"), _rating(3)]
    await any_town.process(*again)
    assert await _counts(any_town) == (3, 3, 3)


async def test_the_messages_of_one_person_are_handled_in_order(any_town: Town) -> None:
    await furnish(any_town)
    lines = ["/danhgia", "H-1", "5678"]
    messages = [Incoming("telegram", f"order-{n}", "lan", line) for n, line in enumerate(lines)]
    others = [_text(number) for number in range(5)]
    committed = await any_town.process(messages[0], *others[:2], messages[1], *others[2:], messages[2])
    own = [message.said.text for message in committed.outgoing if message.address == "lan"]
    assert ["mã hồ sơ" in own[0], "4 số cuối" in own[1], "Hồ sơ H-1" in own[2]] == [True, True, True]


async def test_a_message_is_handled_once_in_one_batch_and_in_the_next(any_town: Town) -> None:
    for channel in ("telegram", "web"):
        message = _text(1, channel=channel)
        first = await any_town.process(message, message, _text(2, channel=channel), message)
        assert len(first.outgoing) == 2
        assert (await any_town.process(message)).outgoing == []
    async with any_town.database.read() as db:
        heard = (await db.exec_driver_sql("SELECT count(*) FROM web_message WHERE client_id IS NOT NULL")).scalar()
    assert heard == 2


async def test_the_same_id_on_two_channels_is_two_messages(any_town: Town) -> None:
    messages = [Incoming(channel, "same/1", "somebody", "xin chào") for channel in ("telegram", "web")]
    assert len((await any_town.process(*messages)).outgoing) == 2


async def test_two_processes_that_get_the_same_message_handle_it_once(database_url: str) -> None:
    async with Town.over(database_url) as first, Town.over(database_url) as second:
        messages = [_text(number) for number in range(20)]
        committed = await asyncio.gather(first.intake.process(messages), second.intake.process(messages))
        assert sum(len(done.outgoing) for done in committed) == 20


async def test_two_processes_that_rate_the_same_dossiers_count_each_once(database_url: str) -> None:
    async with Town.over(database_url) as first, Town.over(database_url) as second:
        await _open(first, 10)
        # In opposite order, so that on PostgreSQL each waits for what the other holds.
        mine = [_rating(number, 5, "mine") for number in range(1, 11)]
        theirs = [_rating(number, 1, "theirs") for number in range(10, 0, -1)]
        committed = await asyncio.gather(first.intake.process(mine), second.intake.process(theirs))
        assert await _counts(first) == (10, 10, 10)
        texts = [message.said.text for done in committed for message in done.outgoing]
        assert len(texts) == 20
        assert not any("hệ thống gặp lỗi" in text for text in texts)
        first.surprises.raise_first()
        second.surprises.raise_first()


async def test_all_that_waits_is_taken_and_each_is_told_after_the_commit(any_town: Town) -> None:
    running = asyncio.create_task(any_town.intake.run())
    try:
        await asyncio.gather(*(any_town.intake.submit(_text(number)) for number in range(250)))
        async with any_town.database.read() as db:
            assert (await db.exec_driver_sql("SELECT count(*) FROM incoming_event")).scalar() == 250
    finally:
        await ended(running)


async def test_who_waits_is_told_when_the_database_takes_nothing_and_the_intake_goes_on(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    running = asyncio.create_task(town.intake.run())
    try:
        async with town.db() as db:
            await db.exec_driver_sql("ALTER TABLE incoming_event RENAME TO elsewhere")
        with pytest.raises(Exception, match="incoming_event"):
            await town.intake.submit(_text(1), _text(2))
        async with town.db() as db:
            await db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO incoming_event")
        await town.intake.submit(_text(1))
        assert not running.done()
    finally:
        await ended(running)
        town.surprises.records.clear()
