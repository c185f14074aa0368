"""A database that has been in use is brought to the newest schema with all that is in it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, select, text

from storage.cleaning import clean_up
from storage.database import Database
from storage.dossiers.lateness import late_dossiers
from storage.figures.summary import rating_figures
from storage.ground.days.periods import Period
from storage.messages import claiming, conversations
from storage.messages.payloads import Heard, Said
from storage.migrate import configuration, migrate
from storage.models import Dossier, WebMessage
from storage.people.sessions import find_session, renew_session
from storage.people.units import subtree
from tests import earlier_databases as earlier
from tests.databases import empty_url

# Two units, one below the other; phone a has rated twice over two chats, chat 3 twice without a phone.
ROWS = """
INSERT INTO unit (id, parent_id, name, folded_name) VALUES (1, NULL, 'Sở', 'so'), (2, 1, 'Phòng', 'phong');
INSERT INTO person (id, channel, address, language, first_seen_at, last_seen_on)
    VALUES (1, 'telegram', 'x', 'vi', '2026-01-01 00:00:00', '2026-01-01'),
    (2, 'web', 'y', 'vi', '2026-01-01 00:00:00', '2026-01-01'),
    (3, 'web', 'z', 'vi', '2026-01-01 00:00:00', '2026-01-01');
INSERT INTO dossier (id, unit_id, code, procedure_code, submitted, received_on, due_on, returned_on, phone_hash)
    VALUES (1, 1, 'H-1', 'P', 'direct', '2026-01-02', '2026-01-09', '2026-01-05', '{a}'),
    (2, 2, 'H-2', 'P', 'direct', '2026-01-02', '2026-01-09', '2026-01-05', '{a}'),
    (3, 2, 'H-3', 'P', 'direct', '2026-01-02', '2026-01-09', '2026-01-05', NULL),
    (4, 2, 'H-4', 'P', 'direct', '2026-01-02', '2026-01-09', '2026-01-05', NULL),
    (5, 2, 'H-5', 'P', 'direct', '2026-01-02', '2026-01-09', NULL, NULL);
INSERT INTO rating (id, unit_id, person_id, channel, level, rated_on, rated_at, reasons)
    VALUES (1, 1, 1, 'telegram', 5, '2026-01-06', '2026-01-06 03:00:00', '[]'),
    (2, 2, 2, 'web', 5, '2026-01-08', '2026-01-08 03:00:00', '[]'),
    (3, 2, 3, 'web', 2, '2026-01-06', '2026-01-06 03:00:00', '["time"]'),
    (4, 2, 3, 'web', 4, '2026-01-06', '2026-01-06 04:00:00', '[]');
INSERT INTO rated_dossier (dossier_id, rating_id) VALUES (1, 1), (2, 2), (3, 3), (4, 4);
INSERT INTO rating_day (unit_id, day, channel, rated, satisfied)
    VALUES (1, '2026-01-06', 'telegram', 1, 1), (2, '2026-01-08', 'web', 1, 1), (2, '2026-01-06', 'web', 2, 1);
INSERT INTO dossier_access (person_id, dossier_id, opened_at)
    VALUES (3, 3, '2026-01-06 03:00:00'), (3, 5, '2026-01-06 03:00:00');
INSERT INTO apology_letter (dossier_id, number, issued_on) VALUES (5, '1/TXL', '2026-01-12');
INSERT INTO web_message (id, address, client_id, payload, at)
    VALUES (6, 'y', 'c-1', '{"text": "chào", "tap": true}', '2026-01-08 03:00:00'),
    (9, 'y', NULL, '{"text": "ông/bà"}', '2026-01-08 03:00:00');
INSERT INTO outbox (id, channel, address, payload, created_at)
    VALUES (4, 'telegram', 'x', '{"text": "chào"}', '2026-01-08 03:00:00')
""".replace("{a}", "abc" + "0" * 61)


# A template in use, a list of dossiers that was imported or not, a chart; a phone number typed as a code.
FILES = """
INSERT INTO file (id, name, media_type, size, content, owner_id, stored_at)
    VALUES (1, 'mau.xlsx', 'application/octet-stream', 1, 'x', NULL, '2026-01-06 03:00:00'),
    (2, 'Ho so.CSV', 'text/csv', 1, 'x', 1, '2026-01-06 03:00:00'),
    (3, 'bieu-do.png', 'image/png', 1, 'x', 1, '2026-01-06 03:00:00');
INSERT INTO report_template (unit_id, file_id, stored_at, stored_by) VALUES (1, 1, '2026-01-06 03:00:00', 1);
INSERT INTO wrong_guess (code, tries, last_at) VALUES ('0912345678', 3, '2026-01-06 03:00:00');
INSERT INTO web_message (id, address, client_id, payload, at) VALUES
    (1, 'y', 'a', '{"text": "/danhgia H-1 5678", "tap": false}', '2026-01-06 03:00:00'),
    (2, 'y', 'b', '{"text": "5678", "tap": false}', '2026-01-06 03:00:00'),
    (3, 'y', 'c', '{"text": "/hoso 2026-5678", "tap": false}', '2026-01-06 03:00:00'),
    (4, 'y', NULL, '{"text": "5678"}', '2026-01-06 03:00:00')
"""


def _run(connection: Connection, version: str, rows: str) -> None:
    command.upgrade(configuration(connection), version)
    for statement in rows.split(";"):
        connection.exec_driver_sql(statement)


def _in_use(connection: Connection) -> None:
    _run(connection, "0001", ROWS)


def _in_use_lately(connection: Connection) -> None:
    _in_use(connection)
    _run(connection, "0009", FILES)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_url(request.param, tmp_path)


async def test_what_was_there_is_there_and_counts_as_persons_and_dossiers(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
    await migrate(database)
    async with database.read() as db:
        for tables, rows in (("rating", 4), ("rated_dossier", 4), ("dossier", 5), ("apology_letter", 1)):
            assert (await db.execute(text(f"SELECT count(*) FROM {tables}"))).scalar_one() == rows
        january = Period(date(2026, 1, 1), date(2026, 1, 31))
        persons = {}
        for name, unit, period in (
            ("all", 1, january),
            ("room", 2, january),
            ("first day", 1, Period(date(2026, 1, 6), date(2026, 1, 6))),
            ("last day", 1, Period(date(2026, 1, 8), date(2026, 1, 8))),
        ):
            figures = await rating_figures(db, await subtree(db, [unit]), period, date(2026, 6, 1))
            persons[name] = (figures.persons, figures.rated, figures.covered)
        assert persons == {"all": (2, 4, 4), "room": (2, 3, 3), "first day": (2, 3, 3), "last day": (1, 1, 1)}
        told = await db.execute(text("SELECT dossier_id, told_at IS NULL, reminded_at IS NULL FROM dossier_access"))
        assert {row[0]: (bool(row[1]), bool(row[2])) for row in told} == {3: (False, False), 5: (True, True)}
    await database.close()


async def test_dossiers_of_before_have_their_events_and_are_late_as_they_were(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
        await db.execute(text("UPDATE dossier SET returned_on = '2026-01-12' WHERE id = 4"))
    await migrate(database)
    async with database.read() as db:
        events = await db.execute(text("SELECT dossier_id, kind FROM dossier_event ORDER BY id"))
        assert sorted(map(tuple, events)) == [
            *((number, kind) for number in (1, 2, 3, 4) for kind in ("handed_over", "received")),
            (5, "received"),
        ]
        stored = select(Dossier.state, Dossier.finished_on == Dossier.returned_on).order_by(Dossier.id)
        assert [tuple(row) for row in await db.execute(stored)] == [("handed_over", True)] * 4 + [("received", None)]
        january = Period(date(2026, 1, 1), date(2026, 1, 31))
        late = await late_dossiers(db, [1, 2], january, date(2026, 6, 1), 9)
        assert [(one.code, one.due_on, one.returned_on) for one in late] == [
            ("H-4", date(2026, 1, 9), date(2026, 1, 12)),
            ("H-5", date(2026, 1, 9), None),
        ]
    await database.close()


async def test_persons_are_counted_where_an_earlier_version_had_counted_chats(url: str) -> None:
    database = Database(url)
    await database.try_out()

    def in_use_then(connection: Connection) -> None:
        earlier.run(connection, "0001")
        for statement in ROWS.split(";"):
            connection.exec_driver_sql(statement)
        earlier.run(connection, "0002~chats 0003")

    async with database.write(beside=True) as db:
        await db.run_sync(in_use_then)
    await migrate(database)
    async with database.read() as db:
        january = Period(date(2026, 1, 1), date(2026, 1, 31))
        figures = await rating_figures(db, await subtree(db, [1]), january, date(2026, 6, 1))
        assert (figures.persons, figures.rated, figures.covered) == (2, 4, 4)
    await database.close()


async def test_messages_stay_and_the_id_of_an_erased_one_is_not_given_again(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
    await migrate(database)
    now = datetime(2026, 1, 9, tzinfo=UTC)
    async with database.write() as db:
        if not database.is_sqlite:  # the rows above came with ids of their own
            await db.execute(text("SELECT setval(pg_get_serial_sequence('web_message', 'id'), 9)"))
        lines = await conversations.lines_after(db, "y", 0)
        assert [(line.id, line.client_id, line.content) for line in lines] == [
            (6, "c-1", Heard("chào", tap=True)),
            (9, None, Said("ông/bà")),
        ]
        [waiting] = (await claiming.claim_round(db, "telegram", "", now)).messages
        assert (waiting.id, waiting.said) == (4, Said("chào"))
        await db.execute(text("DELETE FROM web_message"))
        await conversations.say(db, [("y", Said("mới"))], now)
        [line] = await conversations.lines_after(db, "y", 9)
        assert line.content == Said("mới")
    await database.close()


async def test_lists_of_dossiers_that_lie_here_of_earlier_imports_go_within_a_day(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use_lately)
    await migrate(database)
    async with database.write(beside=True) as db:
        await clean_up(db, [], datetime(2026, 1, 8, tzinfo=UTC))
        assert set(await db.scalars(text("SELECT id FROM file"))) == {1, 3}
        assert list(await db.scalars(text("SELECT key FROM wrong_guess"))) == []
        assert list(await db.scalars(text("SELECT DISTINCT proof FROM dossier_access"))) == ["link"]
    await database.close()


async def test_the_digits_of_a_phone_in_conversations_of_before_become_stars(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use_lately)
    await migrate(database)
    async with database.read() as db:
        said = (await db.execute(select(WebMessage.payload).order_by(WebMessage.id))).scalars()
        texts = [payload["text"] for payload in said]
        assert texts == ["/danhgia H-1 ****", "****", "/hoso 2026-5678", "5678", "chào", "ông/bà"]
    await database.close()


async def test_conversations_of_before_stay_open_and_get_a_new_token(url: str) -> None:
    database, now = Database(url), datetime.now(UTC)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
    await migrate(database)
    async with database.write() as db:
        session = await find_session(db, "y", timedelta(days=30), now)
        assert (session.address, session.may_renew(now)) == ("y", True)
        await renew_session(db, session, "new", now)
        for token, is_open in (("new", True), ("y", False), ("stranger", True)):
            found = await find_session(db, token, timedelta(days=30), now + timedelta(minutes=2))
            assert (found.address == "y", found.is_open(now + timedelta(minutes=2))) == (token != "stranger", is_open)
    await database.close()


async def test_starting_again_changes_nothing(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await migrate(database)
    await database.close()
