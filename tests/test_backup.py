"""A copy taken while the bot runs can be opened, and has all that was committed."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.cli import app
from tests.databases import sqlite_url

KEY = "k" * 40


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CCHC_DATABASE_URL", sqlite_url(tmp_path))
    monkeypatch.setenv("CCHC_SECRET_KEY", KEY)


def _backup(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["backup", str(folder), *more])


def _units(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT name FROM unit").fetchall()


def test_a_copy_has_what_is_committed_and_nothing_else(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cchc.db", isolation_level=None)) as bot:
        bot.execute("PRAGMA journal_mode=WAL")
        bot.execute("INSERT INTO unit (name, folded_name) VALUES ('Sở Thử', 'so thu')")
        bot.execute("BEGIN")
        bot.execute("INSERT INTO unit (name, folded_name) VALUES ('Phòng dở dang', 'phong do dang')")
        result = _backup(tmp_path / "copies")
        bot.execute("COMMIT")
    assert result.exit_code == 0, result.output
    [copy] = (tmp_path / "copies").glob("cchc-*.db")
    assert copy.name in result.output.replace("\n", "")
    assert _units(copy) == [("Sở Thử",)]
    key = tmp_path / "copies" / "secret.key"
    assert key.read_text() == KEY
    assert [stat.S_IMODE(path.stat().st_mode) for path in (copy, key)] == [0o600, 0o600]
    assert KEY not in result.output


def test_only_the_newest_copies_stay(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"cchc-2026010{day}-020000.db").touch()
    (folder / "another.db").touch()
    assert _backup(folder, "--keep", "2").exit_code == 0
    names = sorted(path.name for path in folder.glob("*.db"))
    assert len(names) == 3
    assert names[:2] == ["another.db", "cchc-20260103-020000.db"]


def test_the_key_of_earlier_copies_is_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "copies"
    assert "khóa" not in _backup(folder).output
    monkeypatch.setenv("CCHC_SECRET_KEY", "another" * 6)
    assert "khóa cũ được giữ tại" in " ".join(_backup(folder).output.split())
    [earlier] = folder.glob("secret-until-*.key")
    assert (earlier.read_text(), (folder / "secret.key").read_text()) == (KEY, "another" * 6)
    assert stat.S_IMODE(earlier.stat().st_mode) == 0o600
    assert "khóa" not in _backup(folder).output


def test_what_cannot_be_written_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = _backup(tmp_path / "file")
    assert result.exit_code == 1
    assert "Chưa sao lưu được" in result.output


def test_a_broken_database_is_not_taken_for_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "cchc.db"
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)
    result = _backup(tmp_path / "copies")
    assert result.exit_code == 1
    assert list((tmp_path / "copies").glob("cchc-*")) == []


def test_postgresql_has_a_tool_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DATABASE_URL", "postgresql://u:p@127.0.0.1/x")
    result = _backup(tmp_path / "copies")
    assert result.exit_code == 1
    assert "pg_dump" in result.output
