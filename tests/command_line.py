"""The command line for tests: `cchc("import", "plan", …)`, and a database with files to put into it."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.cli import app
from storage.imports.parsed import FileKind
from tests.chat import SECRET
from tests.databases import sqlite_url
from tests.samples import FILES

TOKEN = "4839574812:" + "AAFD39kkdpWt3ywyRZergyOLMaJhac60qcc"
CCHC = Path(sys.executable).with_name("cchc")


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its settings: an empty database, no token, no public address."""
    monkeypatch.setenv("CCHC_DATABASE_URL", sqlite_url(tmp_path))
    monkeypatch.setenv("CCHC_SECRET_KEY", SECRET)
    monkeypatch.setenv("CCHC_AGENCY", "Sở Thử")
    monkeypatch.setenv("COLUMNS", "200")


def cchc(*words: str) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert TOKEN not in result.output
    return result


def stored(folder: Path) -> list[str]:
    """Everything the database holds."""
    with closing(sqlite3.connect(folder / "cchc.db")) as db:
        return list(db.iterdump())


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    names = {}
    for kind, content in FILES.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(content, "utf-8")
        names[kind.value] = str(path)
    yearless = tmp_path / "yearless.csv"
    yearless.write_text(FILES[FileKind.PLAN].replace("2026", ""), "utf-8")
    return {**names, "yearless": str(yearless)}


@pytest.fixture
def furnished(command_line: None, files: dict[str, str]) -> None:
    """The files have been imported: real data."""
    for kind, words in (("plan", ["--year", "2026"]), ("procedures", []), ("dossiers", []), ("ratings", [])):
        assert cchc("import", kind, files["totals" if kind == "ratings" else kind], *words).exit_code == 0
