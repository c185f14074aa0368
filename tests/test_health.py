"""What is ill is noticed: by `/healthz`, which says no more than that, and by `cchc doctor`, which says what to do."""

import contextlib
import logging
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

import bot.commands.doctor
from bot.commands.cli import app
from bot.health import LONGEST_WAIT, Health
from storage.database import Database
from storage.health import CHECK_SECONDS, quick_check, try_to_write
from storage.models import Outbox
from tests.chat import NOON, Town
from tests.databases import sqlite_url
from tests.public_site import Client, public_site
from tests.test_outages import FULL, READ_ONLY, REASONS, sets


def _health(town: Town, ticks: list[float] | None = None) -> Health:
    times = ticks or [0.0]
    return Health(town.database, ["telegram"], lambda: town.now, lambda: times[0])


async def test_what_is_well_is_well(any_town: Town) -> None:
    health = _health(any_town)
    assert await health.is_well()
    await health.settle()


@pytest.mark.parametrize("ill", [FULL, READ_ONLY], ids=["full", "read-only"])
async def test_a_database_that_cannot_be_written_is_not_healthy(
    town: Town, ill: str, caplog: pytest.LogCaptureFixture
) -> None:
    await sets(town.database, ill)
    health = _health(town)
    assert not await health.is_well()
    assert REASONS[ill] in caplog.text
    await health.settle()


async def test_it_is_looked_at_seldom_however_often_it_is_asked(town: Town) -> None:
    ticks = [0.0]
    health = _health(town, ticks)
    assert await health.is_well()
    await sets(town.database, READ_ONLY)
    assert await health.is_well()
    ticks[0] = 16.0
    assert not await health.is_well()
    await health.settle()


async def test_a_message_that_nobody_sends_is_noticed(any_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    async with any_town.db() as db:
        at = any_town.now - LONGEST_WAIT - timedelta(minutes=1)
        for channel in ("telegram", "another"):
            await db.execute(insert(Outbox).values(channel=channel, address="1", payload={}, created_at=at))
    health = _health(any_town)
    assert not await health.is_well()
    assert "not been sent since" in caplog.text
    await health.settle()


async def test_a_backlog_that_goes_out_one_by_one_is_no_fault(any_town: Town) -> None:
    async with any_town.db() as db:
        at = any_town.now - LONGEST_WAIT - timedelta(minutes=1)
        common = {"channel": "telegram", "address": "1", "payload": {}, "created_at": at}
        await db.execute(insert(Outbox).values(**common))
        await db.execute(insert(Outbox).values(**common, sent_at=any_town.now - timedelta(seconds=1)))
    health = _health(any_town)
    assert await health.is_well()
    await health.settle()


def _make_slow_to_check(path: Path) -> None:
    """20,000 rows with a check of a millisecond and more each, which SQLite repeats: a text of a million letters."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints=ON")
        db.execute("CREATE TABLE slow (text TEXT CHECK (length(replace(hex(zeroblob(500000)), '00', text)) > 0))")
        db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
            "INSERT INTO slow SELECT 'a' FROM n"
        )


async def test_a_check_of_the_file_does_not_keep_the_process_from_stopping(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    _make_slow_to_check(tmp_path / "cchc.db")
    health = Health(database, [], lambda: NOON)
    assert await health.is_well()
    assert health._checking
    assert not health._checking.done()
    began = time.monotonic()
    await health.settle()
    assert time.monotonic() - began < CHECK_SECONDS / 2
    await database.close()


async def test_outside_nothing_is_said_but_yes_or_no(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with public_site(tmp_path) as site, Client(site) as client:
        await sets(site.database, READ_ONLY)
        answer = await client.gets("healthz")
        assert (answer.status, answer.text) == (503, '{"ok":false}')
        assert "readonly" in caplog.text


# --- for real


def _damage(path: Path) -> None:
    """In the middle of a page of some table, as a bad disk does."""
    with path.open("r+b") as file:
        for page in range(3, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 200)


def test_a_damaged_page_is_named(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    assert quick_check(database) is None
    _damage(tmp_path / "cchc.db")
    damage = quick_check(database)
    assert damage
    result = CliRunner().invoke(
        app,
        ["backup", str(tmp_path / "copies")],
        env={"CCHC_DATABASE_URL": database.place, "CCHC_SECRET_KEY": "k" * 40},
    )
    assert result.exit_code == 1
    assert "bị hỏng nên không có bản sao mới:" in " ".join(result.output.split())
    assert any(word in result.output for word in ("malformed", "age", "Tree"))
    assert not list((tmp_path / "copies").glob("*.part"))
    for command in ("doctor", "summary"):
        result = CliRunner().invoke(app, [command], env={"CCHC_DATABASE_URL": database.place, "COLUMNS": "200"})
        assert result.exit_code == 1
        assert "bị hỏng" in result.output
        assert "khôi phục bản sao gần nhất" in result.output


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


async def test_a_full_disk_is_noticed(small_disk: Path) -> None:
    database = Database(sqlite_url(small_disk / "data"))
    assert await try_to_write(database, NOON) is None
    with pytest.raises(OSError, match="space"):
        (small_disk / "filler").write_bytes(bytes(4_000_000))
    reasons = [await try_to_write(database, NOON) for _ in range(20)]
    assert any(reasons), "twenty times some pages were written on a full disk"
    await database.close()


def test_a_disk_that_is_read_only_is_noticed(small_disk: Path) -> None:
    url = sqlite_url(small_disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "không mở được cơ sở dữ liệu" in _doctor(CCHC_DATABASE_URL=url)


def _doctor(**environment: str) -> str:
    settings = {"CCHC_SECRET_KEY": "k" * 40, "CCHC_AGENCY": "Sở Thử", **environment}
    return " ".join(CliRunner().invoke(app, ["doctor"], env=settings).output.split())


def test_the_doctor_says_what_is_ill_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path)
    assert "bị hỏng" not in _doctor(CCHC_DATABASE_URL=url)
    monkeypatch.setattr(bot.commands.doctor, "is_sqlite_safe", lambda: False)
    monkeypatch.setattr(bot.commands.doctor, "free_space", lambda _: 5_000_000)
    said = _doctor(CCHC_DATABASE_URL=url)
    assert "trước bản 3.51.3" in said
    assert "chỉ còn 5 MB" in said
    _damage_one_index(tmp_path / "cchc.db")
    assert "bị hỏng" in _doctor(CCHC_DATABASE_URL=url)
    logging.getLogger().handlers.clear()


def _damage_one_index(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_unit_folded_name'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 100)
