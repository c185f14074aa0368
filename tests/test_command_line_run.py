"""`cchc run`: what keeps it from starting is a sentence; it ends when told to."""

import asyncio
import os
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.botapi import BotApiServer
from tests.command_line import CCHC, TOKEN, cchc, stored

pytestmark = pytest.mark.usefixtures("command_line")


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
        assert "đang có chương trình khác dùng" in result.output
        assert "CCHC_WEB_PORT" in result.output
        assert f"127.0.0.1:{port}" in cchc("doctor").output


@pytest.mark.usefixtures("furnished")
def test_real_data_are_never_served_as_a_demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a token anybody at this machine could be the director."""
    monkeypatch.setenv("CCHC_WEB_PORT", "0")
    before = stored(tmp_path)
    result = cchc("run")
    assert result.exit_code == 1
    assert "chứa số liệu thật" in result.output
    assert stored(tmp_path) == before
    assert "cchc run không chạy bản dùng thử" in cchc("doctor").output


def test_what_the_demo_invented_is_never_served_or_changed_for_real(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "cchc.db")) as db, db:
        db.execute("INSERT INTO fact (name, value) VALUES ('sample_data', '1')")
        db.execute("INSERT INTO unit (name, folded_name) VALUES ('Sở Mẫu', 'so mau')")
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("CCHC_TELEGRAM_API_URL", "http://127.0.0.1:9")
    before = stored(tmp_path)
    for words in (
        ["run"],
        ["invite", "--role", "officer", "--unit", "Sở Thử"],
        ["import", "plan", files["plan"]],
        ["people"],
    ):
        result = cchc(*words)
        assert (result.exit_code, "chứa số liệu mẫu" in result.output) == (1, True), words
    assert stored(tmp_path) == before
    seen = cchc("doctor")
    assert "chứa số liệu mẫu của bản dùng thử, nên cchc run không phục vụ thật" in seen.output
    monkeypatch.delenv("CCHC_TELEGRAM_TOKEN")
    assert cchc("people").exit_code == 0


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
