"""What is neither words nor a file."""

import pytest

from handlers.beginning.other_kinds import WAITING
from handlers.plan.questions import AwaitFiles
from handlers.routes import ROUTES
from storage.models import Role
from tests.botapi import BotApiServer, location, start, sticker, tap, text_message, voice
from tests.botapi.builders import contact, message, video
from tests.botapi.people import HOA, LAN, MINH
from tests.telegram_chat.talking import hears, joins, saves
from tests.whole import Whole

VENUE = {"location": {"latitude": 10.7799, "longitude": 106.7001}, "title": "Bưu điện", "address": "2 Công xã Paris"}
STORY = "Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số."


def test_whatever_can_be_asked_has_a_name() -> None:
    assert {*WAITING} == {*ROUTES.answers, AwaitFiles.kind}


async def test_what_was_asked_is_repeated_and_stays_asked(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await hears(server, text_message(LAN, "/danhgia"))
    told = await hears(server, sticker(LAN))
    assert "nhãn dán" in told.params["text"]
    assert "mã hồ sơ" in told.params["text"]
    code = await hears(server, text_message(LAN, "H-1"))
    assert "4 số cuối" in code.params["text"]


async def test_what_telegram_writes_itself_is_passed_over(server: BotApiServer, bot: Whole) -> None:
    for content in ({"pinned_message": {"message_id": 1, "date": 1}}, {"boost_added": {"boost_count": 1}}):
        server.push(message(LAN, content))
    await server.updates.wait_until_confirmed()
    await hears(server, text_message(MINH, "xin chào"))
    assert server.sent_to(LAN.id) == []


async def test_words_of_a_rich_message_are_words(server: BotApiServer, bot: Whole) -> None:
    blocks = [{"type": "paragraph", "text": ["xin ", {"type": "bold", "text": "chào"}]}]
    answer = await hears(server, message(LAN, {"rich_message": {"blocks": blocks}}))
    assert "Kính chào ông/bà" in answer.params["text"]


async def test_a_place_on_the_map_is_where_it_happened(server: BotApiServer, bot: Whole) -> None:
    await bot.unit_id()
    assert "vị trí" in (await hears(server, location(LAN))).params["text"]
    await hears(server, text_message(LAN, f"/phananh {STORY}"))
    early = await hears(server, location(LAN))
    assert "nội dung phản ánh" in early.params["text"]
    kind = server.sent_to(LAN.id)[-2]
    server.push(tap(LAN, kind.result, kind.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]))
    await server.calls.wait_for_call("answerCallbackQuery")
    await server.updates.wait_until_confirmed()
    kept = await hears(server, message(LAN, {"venue": VENUE, "location": VENUE["location"]}))
    assert "Đã ghi địa điểm" in kept.params["text"]
    [[place]] = await bot.query('SELECT place FROM "case"')
    assert place == "Bưu điện, 2 Công xã Paris (10.77990, 106.70010)"
    await hears(server, location(LAN, 10.5, 106.5))
    assert await bot.number('SELECT place FROM "case"') == "10.50000, 106.50000"


async def test_ones_own_contact_gives_the_last_digits_and_another_s_does_not(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await hears(server, text_message(LAN, "/danhgia H-1"))
    stranger = contact(LAN, "0912345678")
    stranger.body["message"]["contact"]["user_id"] = MINH.id
    refused = await hears(server, stranger)
    assert "4 số cuối" in refused.params["text"]
    opened = await hears(server, contact(LAN, "+84912345678"))
    assert "Hồ sơ H-1" in opened.params["text"]


@pytest.mark.parametrize("role", [Role.STAFF, Role.DIRECTOR, Role.OFFICER])
async def test_staff_are_told_in_their_own_words(server: BotApiServer, bot: Whole, role: Role) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, role)
    told = await hears(server, message(LAN, {"dice": {"emoji": "🎲", "value": 3}}))
    assert "anh/chị" in told.params["text"].lower()
    told = await hears(server, message(LAN, {"hologram": {"depth": 3}}))
    assert "loại tin này" in told.params["text"]
    if role is Role.STAFF:
        await hears(server, text_message(LAN, "4 80% đã treo"))
        assert "minh chứng cho báo cáo vừa ghi" in (await hears(server, sticker(LAN))).params["text"]


async def test_a_foreigner_is_told_in_english(server: BotApiServer, bot: Whole) -> None:
    await hears(server, start(HOA))
    assert "I cannot read polls" in (await hears(server, message(HOA, {"poll": {"id": "1"}}))).params["text"]


FILM = (
    b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"
    + (8 + 108 + 8 + 20).to_bytes(4)
    + b"moov"
    + (108).to_bytes(4)
    + b"mvhd\0\0\0\0"
    + b"\x77" * 96
    + (28).to_bytes(4)
    + b"udta\0\0\0\x14loci+10.7-106.7/"
    + b"\0\0\0\x0cmdatxxxx"
)


async def test_voice_and_film_go_with_feedback_and_are_played_by_who_handles_it(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.unit_id()
    await joins(server, bot, MINH, Role.OFFICER)
    kind = await hears(server, text_message(LAN, f"/phananh {STORY}"))
    await hears(server, tap(LAN, kind.result, kind.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]), 1)
    await saves(server, voice(LAN, b"OggS" + b"\0" * 40))
    await saves(server, video(LAN, FILM))
    stored = {name: bytes(content) for name, content in await bot.query("SELECT media_type, content FROM file")}
    assert stored["audio/ogg"].startswith(b"OggS")
    assert len(stored["video/mp4"]) == len(FILM)
    assert b"loci" not in stored["video/mp4"]
    assert b"mdatxxxx" in stored["video/mp4"]
    refused = await saves(server, voice(LAN, b"ID3\x03"))
    assert "không phải ảnh" in refused.params["text"]
    case_id = await bot.number('SELECT id FROM "case"')
    server.push(tap(MINH, server.sent_to(MINH.id)[-1].result, f"case_pictures:{case_id}"))
    await server.calls.wait_for_call("sendVoice")
    await server.calls.wait_for_call("sendVideo")


@pytest.mark.parametrize("kind", ["video", "video_note", "animation"])
async def test_a_film_is_evidence(server: BotApiServer, bot: Whole, kind: str) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    stored = await hears(server, video(LAN, FILM, "4 80% đã treo", kind), replies=2)
    assert "Đã đính kèm video.mp4" in stored.params["text"]
    stored = await saves(server, voice(LAN))
    assert "Đã đính kèm tin thoại.ogg" in stored.params["text"]
