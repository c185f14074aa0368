"""The command line as people and scripts use it: sentences, exit codes, and no secrets."""

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.imports.importing import FileKind
from tests.botapi import BotApiServer
from tests.chat import SECRET
from tests.databases import sqlite_url
from tests.samples import FILES

TOKEN = "4839574812:" + "AAFD39kkdpWt3ywyRZergyOLMaJhac60qcc"
CCHC = Path(sys.executable).with_name("cchc")


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
    for kind, text in FILES.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, "utf-8")
        names[kind.value] = str(path)
    yearless = tmp_path / "yearless.csv"
    yearless.write_text(FILES[FileKind.PLAN].replace("2026", ""), "utf-8")
    return {**names, "yearless": str(yearless)}


@pytest.fixture
def furnished(files: dict[str, str]) -> None:
    for kind, words in (("plan", ["--year", "2026"]), ("procedures", []), ("dossiers", []), ("ratings", [])):
        assert cchc("import", kind, files["totals" if kind == "ratings" else kind], *words).exit_code == 0


def test_a_dry_run_shows_what_would_change_and_writes_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    before = stored(tmp_path)
    result = cchc("import", "dossiers", files["dossiers"], "--dry-run")
    assert result.exit_code == 0
    assert "5 mới" in result.output
    assert "chưa ghi" in result.output.lower()
    assert stored(tmp_path) == before


def test_an_import_writes_and_the_same_again_changes_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    assert "5 mới" in cchc("import", "dossiers", files["dossiers"]).output
    once = stored(tmp_path)
    again = cchc("import", "dossiers", files["dossiers"])
    assert again.exit_code == 0
    assert "0 mới" in again.output or "không đổi" in again.output
    assert stored(tmp_path) == once


def test_bad_rows_are_named_and_the_good_ones_written(files: dict[str, str]) -> None:
    path = Path(files["dossiers"])
    path.write_text(path.read_text("utf-8").replace("03/06/2026,30/06/2026", "31/02/2026,30/06/2026"), "utf-8")
    result = cchc("import", "dossiers", str(path))
    assert "Dòng 5:" in result.output
    assert "4 mới" in result.output


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["import", "dossiers", "khong-co.csv"], 1, "Không mở được tệp khong-co.csv."),
        (["import", "dossiers", "."], 1, "Không mở được tệp"),
        (["import", "dossiers", "{plan}"], 1, "Bảng thiếu cột"),
        (["import", "plan", "{yearless}"], 1, "không cho biết kế hoạch của năm nào"),
        (["import", "plan", "{plan}", "--unit", "Không Có"], 1, "Không có đơn vị tên “Không Có”"),
        (["import", "plan", "{plan}", "--year", "99999"], 2, "--year"),
        (["import", "plan", "{plan}", "--year", "nay"], 2, "--year"),
        (["import", "khac", "{plan}"], 2, "plan, procedures, dossiers, ratings"),
        (["import", "plan"], 2, "{file}"),
        (["summary"], 1, "Cơ sở dữ liệu còn trống"),
        (["summary", "hôm kia của năm nào"], 1, "Chưa đọc được kỳ này"),
        (["link", "H-1"], 1, "Không có hồ sơ mã H-1."),
        (["link"], 2, "{codes}"),
        (["invite", "--role", "vua", "--unit", "Sở Thử"], 2, "--role"),
        (["invite", "--role", "staff"], 2, "--unit"),
        (["invite", "--role", "staff", "--unit", "A", "--under", "B"], 1, "Không có đơn vị tên “B”"),
        (["khong-co-lenh"], 2, "khong-co-lenh"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_cannot_be_done_is_a_sentence_and_an_exit_code(
    files: dict[str, str], tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    before = stored(tmp_path)
    result = cchc(*(word.format(**files) for word in words))
    assert result.exit_code == code, result.output
    assert sentence in result.output
    assert stored(tmp_path) == before


@pytest.mark.usefixtures("furnished")
def test_the_summary_of_a_period_is_the_director_s() -> None:
    result = cchc("summary", "tháng 6/2026")
    assert result.exit_code == 0
    assert "nhận 4 · trả 3" in result.output
    assert "Nhiệm vụ năm 2026: 5" in result.output


@pytest.mark.usefixtures("furnished")
def test_links_are_signed_and_one_unknown_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    result = cchc("link", "h-1", "H-2")
    assert [line.split("  ")[0] for line in result.output.splitlines()] == ["H-1", "H-2"]
    assert "http://127.0.0.1:8080/r/" in result.output
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example/")
    assert "https://so-thu.example/r/" in cchc("link", "H-1").output
    assert cchc("link", "H-1", "H-9").exit_code == 1


def test_the_first_invitation_sets_up_the_department(tmp_path: Path) -> None:
    result = cchc("invite", "--role", "officer", "--unit", "Sở Thử", "--name", "Người Thử")
    assert result.exit_code == 0
    code = result.output.split("/start ")[1].split()[0]
    assert code not in "".join(stored(tmp_path))
    assert cchc("invite", "--role", "staff", "--unit", "Phòng Mới", "--under", "Sở Thử").exit_code == 0
    assert cchc("invite", "--role", "staff", "--unit", "Phòng Khác").exit_code == 1
    assert cchc("summary").exit_code == 0


# --- settings


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CCHC_SECRET_KEY", "short-" + TOKEN[:6], "CCHC_SECRET_KEY: "),
        ("CCHC_WEB_PORT", "99999", "CCHC_WEB_PORT: "),
        ("CCHC_TELEGRAM_RATE", "-0.75", "CCHC_TELEGRAM_RATE: "),
        ("CCHC_DATABASE_URL", "mysql://user:password-9@host/name", "CCHC_DATABASE_URL: "),
        ("CCHC_DATABASE_URL", "postgresql://user:password-9@host:port/name", "CCHC_DATABASE_URL: "),
        ("CCHC_DATABASE_URL", "sqlite:///:memory:", "CCHC_DATABASE_URL: "),
        ("CCHC_DATABASE_URL", "cchc.db", "CCHC_DATABASE_URL: "),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    result = cchc("doctor")
    assert result.exit_code == 2
    assert sentence in result.output
    assert value not in result.output
    assert "password-9" not in result.output


def _unusable(kind: str, folder: Path) -> str:
    if kind == "no database":
        (folder / "words.db").write_text("no database at all, only words" * 100)
        return f"sqlite:///{folder}/words.db"
    if kind == "no folder":
        (folder / "file").write_text("")
        return f"sqlite:///{folder}/file/cchc.db"
    return "postgresql://cchc:password-9@127.0.0.1:1/cchc"


@pytest.mark.parametrize("kind", ["no database", "no folder", "no server"])
@pytest.mark.parametrize("command", ["doctor", "summary", "run"])
def test_a_database_that_cannot_be_opened_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, command: str
) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("CCHC_TELEGRAM_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("CCHC_DATABASE_URL", _unusable(kind, tmp_path))
    result = cchc(command)
    assert result.exit_code == 1
    assert "CCHC_DATABASE_URL" in result.output
    assert "password-9" not in result.output


def test_a_key_that_cannot_be_kept_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("CCHC_SECRET_KEY")
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "file"))
    for command in ("doctor", "run"):
        result = cchc(command)
        assert result.exit_code == 1
        assert "CCHC_SECRET_KEY" in result.output


# --- doctor


def test_doctor_says_of_each_thing_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CCHC_AGENCY")
    monkeypatch.setenv("CCHC_PUBLIC_URL", "http://so-thu.example")
    result = cchc("doctor")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    for index, line in enumerate(lines):
        if line.startswith(("vấn đề", "lưu ý")):
            assert lines[index + 1].strip().startswith("→"), line
    assert "CCHC_AGENCY" in result.output
    assert "https" in result.output
    assert 'cchc invite --role officer --unit "TÊN CƠ QUAN"' in result.output


@pytest.mark.usefixtures("furnished")
def test_doctor_is_content_with_a_demo() -> None:
    result = cchc("doctor")
    assert result.exit_code == 0
    assert "5 nhiệm vụ, 2 thủ tục, 5 hồ sơ" in result.output


async def test_doctor_asks_telegram_who_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    async with BotApiServer(TOKEN) as server:
        monkeypatch.setenv("CCHC_TELEGRAM_API_URL", server.url)
        good = await asyncio.to_thread(cchc, "doctor")
        server.token = "1:another"
        wrong = await asyncio.to_thread(cchc, "doctor")
    away = await asyncio.to_thread(cchc, "doctor")
    assert (good.exit_code, wrong.exit_code, away.exit_code) == (0, 1, 1)
    assert "Telegram: @cchc_test_bot, bằng polling" in good.output
    assert "@BotFather" in wrong.output
    assert "CCHC_TELEGRAM_API_URL" in away.output


# --- run


async def _finished(*words: str, **more: str) -> tuple[int, str]:
    """The installed command in a process of its own."""
    environment = {**os.environ, **more}
    process = await asyncio.create_subprocess_exec(
        CCHC, *words, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await asyncio.wait_for(process.communicate(), 60)
    assert TOKEN not in output.decode()
    return process.returncode or 0, output.decode()


async def test_run_ends_with_a_sentence_when_telegram_does_not_know_the_token() -> None:
    async with BotApiServer("1:another") as server:
        telegram = {"CCHC_TELEGRAM_TOKEN": TOKEN, "CCHC_TELEGRAM_API_URL": server.url, "CCHC_WEB_PORT": "0"}
        code, output = await _finished("run", **telegram)
    assert code == 1
    assert "@BotFather" in output
    assert "Traceback" not in output


def test_run_ends_with_a_sentence_when_its_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("CCHC_WEB_PORT", str(port))
        result = cchc("run")
        assert result.exit_code == 1
        assert f"127.0.0.1:{port}" in result.output
        assert "CCHC_WEB_PORT" in result.output
        assert f"127.0.0.1:{port}" in cchc("doctor").output


async def test_run_says_where_the_page_is_and_ends_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_WEB_PORT", "0")
    process = await asyncio.create_subprocess_exec(
        CCHC, "run", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert process.stdout
    first = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
    host, _, port = first.split("http://")[1].split("/")[0].partition(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.close()
    process.send_signal(signal.SIGTERM)
    rest, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, rest.decode()
    assert b"Traceback" not in rest
    # Sample data is not shown to the public.
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example")
    code, output = await _finished("run")
    assert (code, "số liệu mẫu" in output) == (1, True)
