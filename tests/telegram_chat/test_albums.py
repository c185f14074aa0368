"""Pictures that are sent together are one message with one answer."""

import io

import pytest
from PIL import Image

from handlers.beginning import albums
from storage.models import Role
from tests.botapi import BotApiServer, Call, Update, document, photo, tap, text_message
from tests.botapi.builders import album
from tests.botapi.people import LAN
from tests.telegram_chat.talking import hears, joins, saves
from tests.whole import Whole

STORY = "Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số."


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(albums, "QUIET_SECONDS", 0.05)


def a_picture(number: int) -> bytes:
    Image.new("RGB", (20 + number, 20), "green").save(content := io.BytesIO(), "JPEG")
    return content.getvalue()


def pictures(count: int, caption: str = "", under: int = 0) -> list[Update]:
    return album([photo(LAN, a_picture(number), caption if number == under else "") for number in range(count)])


async def _answers(server: BotApiServer, bot: Whole, updates: list[Update], count: int) -> list[Call]:
    before = len(server.sent_to(LAN.id))
    for update in updates:
        server.push(update)
    await server.updates.wait_until_confirmed()
    await server.wait_for(server.calls.messages + count - (len(server.sent_to(LAN.id)) - before))
    await bot.application.delivery.settle()
    answers = server.sent_to(LAN.id)[before:]
    assert len(answers) == count
    return answers


@pytest.mark.parametrize("under", [0, 2])
async def test_a_report_under_any_of_the_pictures_has_all_of_them(server: BotApiServer, bot: Whole, under: int) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    report, kept = await _answers(server, bot, pictures(5, "/tiendo 4 80% đã treo", under), 2)
    assert "80%" in report.params["text"]
    assert "Đã đính kèm 5 tệp" in kept.params["text"]
    assert "ảnh 1-5.jpg, ảnh 2-5.jpg" in kept.params["text"]
    assert await bot.number("SELECT count(*) FROM progress_file") == 5


async def test_pictures_after_a_report_are_its_evidence_and_those_without_one_are_asked_about_once(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    [asked] = await _answers(server, bot, pictures(3), 1)
    assert "nhiệm vụ nào" in asked.params["text"]
    await hears(server, text_message(LAN, "4 80% đã treo"))
    [kept] = await _answers(server, bot, pictures(3), 1)
    assert "Đã đính kèm 3 tệp" in kept.params["text"]


async def test_what_is_empty_or_a_program_is_refused_by_its_name_and_the_others_are_taken(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await hears(server, text_message(LAN, "4 80% đã treo"))
    names = {"biên bản.docx": b"PK\x03\x04", "trống.pdf": b"", "cài.exe": b"MZ", "ảnh đẹp.jpg": b"MZ\x90"}
    [kept] = await _answers(server, bot, album([document(LAN, name, content) for name, content in names.items()]), 1)
    assert "Đã đính kèm 1 tệp vào báo cáo: biên bản.docx" in kept.params["text"]
    assert "trống.pdf trống" in kept.params["text"]
    assert kept.params["text"].count("Không nhận tệp chương trình") == 2
    alone = await hears(server, document(LAN, "cài.exe", b"MZ"))
    assert "Không nhận tệp chương trình: cài.exe" in alone.params["text"]
    alone = await saves(server, document(LAN, "trống.pdf", b""))
    assert "trống.pdf trống" in alone.params["text"]


async def test_feedback_under_pictures_takes_them_along_and_tells_the_limit_once(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.unit_id()
    held, kind = await _answers(server, bot, pictures(7, f"/phananh {STORY}", 3), 2)
    assert "5 tệp vừa gửi" in held.params["text"]
    server.push(tap(LAN, kind.result, kind.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]))
    await server.wait_for(4)
    stored, kept = server.sent_to(LAN.id)[-2:]
    text = kept.params["text"]
    assert "Đã kèm 5 tệp" in text
    assert text.count("tối đa 5 tệp") == 1
    assert "2 tệp sau" in text
    assert await bot.number("SELECT count(*) FROM case_picture") == 5
    assert "Đã nhận" in (stored.params.get("text") or server.calls.of("editMessageText")[-1].params["text"])
