"""Whoever shares their own phone number has every dossier of it at once; the number is kept nowhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.imports.importing import parse_file
from storage.imports.questions import answered
from storage.imports.storing import store_parsed
from tests.botapi import BotApiServer, Call, Update, message, tap, text_message
from tests.botapi.people import LAN, MINH
from tests.chat import NOON
from tests.databases import postgres_url, sqlite_url
from tests.telegram_chat.talking import hears
from tests.whole import Whole, running, telegram_settings

OWN, OTHER = "0912345678", "0987654321"
ROWS = [f"HS-{number:04},01/06/2026,{'20/06/2026' if number % 2 else '09/06/2026'},{OWN}" for number in range(1, 9)]
FILE = "\n".join(
    [
        "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Điện thoại,Ngày trả kết quả",
        *(f"{row},{'' if number % 2 else '08/06/2026'}" for number, row in enumerate(ROWS, 1)),
        f"HS-0099,01/06/2026,20/06/2026,{OTHER},",
    ]
)


@pytest.fixture(params=["sqlite", "postgresql"])
async def bot(request: pytest.FixtureRequest, server: BotApiServer, tmp_path: Path) -> AsyncIterator[Whole]:
    url = sqlite_url(tmp_path) if request.param == "sqlite" else postgres_url()
    async with running(telegram_settings(server, url)) as bot:
        unit_id, app = await bot.unit_id(), bot.application
        parsed = parse_file(FILE.encode(), "ho-so.csv", answered(kind="dossiers", year=2026))
        async with app.database.write(beside=True) as db:
            await store_parsed(db, app.office.secret, unit_id, parsed, NOON, write=True)
        yield bot


def _shares(phone: str, owner: int) -> Update:
    return message(LAN, {"contact": {"phone_number": phone, "first_name": "Lan", "user_id": owner}})


def _data(said: Call, label: str) -> str:
    rows = said.params["reply_markup"]["inline_keyboard"]
    found = [str(one["callback_data"]) for row in rows for one in row if label in one["text"]]
    assert found, f"no {label} among {rows}"
    return found[0]


async def test_hoso_offers_the_phone_whose_dossiers_are_there_at_once(server: BotApiServer, bot: Whole) -> None:
    asked = await hears(server, text_message(LAN, "/hoso"))
    other = await hears(server, tap(LAN, asked.result, _data(asked, "Chia sẻ số điện thoại")), replies=2)
    assert _data(other, "Màn hình chính") == "main"
    offer = server.sent_to(LAN.id)[-2]
    [[button]] = offer.params["reply_markup"]["keyboard"]
    assert button["request_contact"] is True
    shown = await hears(server, _shares("+84912345678", LAN.id), replies=2)
    told = server.sent_to(LAN.id)[-2]
    assert "Số điện thoại này có 8 hồ sơ" in told.params["text"]
    assert told.params["reply_markup"] == {"remove_keyboard": True}
    assert "HS-0008: " in shown.params["text"]
    assert "HS-0099" not in shown.params["text"]
    further = await _turned(server, shown)
    assert "HS-0001: " in further.params["text"]
    opened = await hears(server, tap(LAN, shown.result, _data(shown, "HS-0008")))
    assert _data(opened, "Cho cả 4 hồ sơ")  # those that are returned, rated together
    # Those still in hand are followed.
    assert await bot.number("SELECT count(*) FROM dossier_access WHERE told_at IS NULL AND proof = 'digits'") == 4


async def _turned(server: BotApiServer, shown: Call) -> Call:
    server.push(tap(LAN, shown.result, _data(shown, "▶")))
    return await server.calls.wait_for_call("editMessageText", 1)


async def test_only_the_senders_own_number_counts_and_none_is_kept(server: BotApiServer, bot: Whole) -> None:
    other = await hears(server, _shares("84987654321", MINH.id))
    assert "HS-0099" not in other.params["text"]
    none = await hears(server, _shares("84900000000", LAN.id), replies=2)
    assert "HS-" not in none.params["text"]
    await hears(server, _shares("84987654321", LAN.id), replies=2)
    tables = [row[0] for row in await bot.query(_tables(bot))]
    for table in tables:
        for row in await bot.query(f'SELECT * FROM "{table}"'):
            assert OTHER[1:] not in repr(row), table


def _tables(bot: Whole) -> str:
    if bot.application.database.is_sqlite:
        return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
    return "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
