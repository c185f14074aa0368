"""Large files to and from Telegram: each lies in memory while it goes."""

import json
from pathlib import Path

import pytest

from storage.models import Role
from tests.botapi import BotApiServer, User, document, text_message
from tests.botapi.people import HOA, LAN, MINH
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears, joins, saves
from tests.whole import Whole, running, telegram_settings

MEGABYTE = 1024**2


async def test_few_files_go_out_at_once_and_hold_up_no_text(
    server: BotApiServer, bot: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.STOP_SECONDS", 0)
    recipients = [LAN, *(User(71000 + number) for number in range(4))]
    server.meet(MINH, *recipients)
    async with bot.application.database.write() as db:
        await db.exec_driver_sql(
            "INSERT INTO file (id, name, media_type, size, content, stored_at)"
            " VALUES (9, 'kết quả.csv', 'text/csv', 3, X'612C62', '2026-06-15 00:00:00')"
        )
    server.faults.hang_next(2, method="sendDocument", accepted=True)
    for recipient in recipients:
        await bot.sends("telegram", str(recipient.id), {"text": "Tệp", "file_id": 9})
    await server.calls.wait_for_call("sendDocument", 2)
    await bot.sends("telegram", str(MINH.id), {"text": "Chào"})
    await server.calls.wait_for_call("sendMessage")
    assert len(server.calls.of("sendDocument")) == 2


async def test_of_a_server_of_ones_own_no_more_is_read_than_a_file_may_have(
    server: BotApiServer, bot: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.ATTEMPTS", 1)
    await joins(server, bot, LAN, Role.OFFICER)
    server.push(document(MINH, "to.xlsx", bytes(21 * MEGABYTE)))
    [file] = server.files.stored.values()
    file.is_offered = True
    about = {"file_id": "x", "file_unique_id": "y", "file_path": file.file_path}
    server.faults.garble_next(json.dumps({"ok": True, "result": about}), method="getFile")
    before = server.calls.messages
    server.push(document(LAN, "la.xlsx", b"PK"))
    await server.wait_for(before + 3)  # two that it is being read, or not wanted, and what came of it
    assert "Chưa lấy được tệp" in server.sent_to(LAN.id)[-1].params["text"]


async def test_a_file_that_is_announced_longer_is_not_fetched(server: BotApiServer, bot: Whole) -> None:
    await joins(server, bot, HOA, Role.OFFICER)
    about = {"file_id": "x", "file_unique_id": "y", "file_path": "documents/to.xlsx", "file_size": 21 * MEGABYTE}
    server.faults.garble_next(json.dumps({"ok": True, "result": about}), method="getFile")
    server.push(document(HOA, "to.xlsx", b"PK"))
    [*_, told] = await server.wait_for(4)
    assert "20 MB" in told.params["text"]


async def test_a_server_of_ones_own_may_give_a_file_by_its_path(
    server: BotApiServer, bot: Whole, tmp_path: Path
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await hears(server, text_message(LAN, "4 80% đã treo"))
    (path := tmp_path / "biên bản.pdf").write_bytes(b"%PDF-1.7 xyz")
    about = {"file_id": "x", "file_unique_id": "y", "file_path": str(path), "file_size": 12}
    server.faults.garble_next(json.dumps({"ok": True, "result": about}), method="getFile")
    kept = await saves(server, document(LAN, "biên bản.pdf", b"x"))
    assert "Đã đính kèm biên bản.pdf" in kept.params["text"]
    assert bytes(await bot.number("SELECT content FROM file")) == b"%PDF-1.7 xyz"


async def test_over_a_server_of_ones_own_a_file_may_be_as_large_as_is_set_and_a_larger_one_is_refused_by_name(
    server: BotApiServer, tmp_path: Path
) -> None:
    film = tmp_path / "phim.mp4"
    film.write_bytes(bytes(21 * MEGABYTE))
    settings = telegram_settings(server, sqlite_url(tmp_path / "data"), telegram_file_megabytes=22)
    async with running(settings) as bot:
        await bot.furnish()
        await joins(server, bot, LAN, Role.STAFF)
        await hears(server, text_message(LAN, "4 80% đã treo"))
        about = {"file_id": "x", "file_unique_id": "y", "file_path": str(film), "file_size": 21 * MEGABYTE}
        server.faults.garble_next(json.dumps({"ok": True, "result": about}), method="getFile")
        kept = await saves(server, document(LAN, "phim.mp4", b"x", "video/mp4", file_size=21 * MEGABYTE))
        assert "Đã đính kèm phim.mp4" in kept.params["text"]
        assert await bot.number("SELECT size FROM file") == 21 * MEGABYTE
        told = await hears(server, document(LAN, "dài.mp4", b"x", "video/mp4", file_size=23 * MEGABYTE))
        assert "Tệp dài.mp4 lớn hơn 22 MB" in told.params["text"]
