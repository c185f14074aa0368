"""What goes out: within Zalo's limits, whole, and in its order."""

import io
import random
from typing import Any

import pytest
from aiohttp import ClientSession
from PIL import Image

from bot.channels.zalo.taps import LONGEST, Taps
from storage.messages.files import store_file
from storage.messages.payloads import StoredButton
from tests.chat import SECRET
from tests.whole import Whole
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower, settled
from tests.zalo_oa.server import ZaloServer
from tests.zalo_oa.state import SentCall


async def _sends(bot: Whole, to: Follower, *payloads: dict[str, Any]) -> list[SentCall]:
    before = len(to.inbox)
    to.zalo.state.followers.add(to.id)
    await bot.sends("zalo", to.id, *payloads)
    await settled(bot)
    return to.inbox[before:]


def _buttons(*labels: str, kind: str = "task") -> list[list[dict[str, str]]]:
    return [[{"label": label, "action": f"{kind}:{number}"}] for number, label in enumerate(labels)]


async def _file(bot: Whole, name: str, media_type: str, content: bytes) -> int:
    async with bot.application.database.write() as db:
        return await store_file(db, name, media_type, content, None, bot.application.clock())


def _picture(kind: str, size: tuple[int, int], *, noise: bool = False) -> bytes:
    image = Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)) if noise else None
    (image or Image.new("RGB", size, "green")).save(content := io.BytesIO(), kind)
    return content.getvalue()


async def test_a_long_text_goes_in_pieces_with_the_buttons_under_the_last(bot: Whole, lan: Follower) -> None:
    lines = [f"Dòng {number} 😍 của một báo cáo dài." for number in range(200)]
    sent = await _sends(bot, lan, {"text": "\n".join(lines), "rows": _buttons("Xem", "Sửa")})
    assert len(sent) > 2
    assert [line for call in sent for line in call.text.split("\n")] == lines
    assert [len(call.buttons) for call in sent] == [0] * (len(sent) - 1) + [2]


async def test_more_buttons_than_five_are_all_reached_in_their_order(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    labels = [f"Đơn vị số {number}" for number in range(23)]
    await _sends(bot, lan, {"text": "Chọn:", "rows": _buttons(*labels)})
    reached = [*lan.last.titles]
    while reached[-1].startswith("Thêm lựa chọn"):
        reached.pop()
        await lan.taps("Thêm lựa chọn", lan.last)
        reached += lan.last.titles
    assert reached == labels
    assert [code for code, _ in zalo.state.refused] == []


async def test_what_belongs_together_is_not_torn_apart(bot: Whole, lan: Follower) -> None:
    faces = _buttons("1", "2", "3", "4", "5", kind="rate:12")
    other = _buttons("a", "b", "c", kind="x")
    [first, rest] = await _sends(bot, lan, {"text": "Mời đánh giá", "rows": [*faces, *other]})
    assert (first.titles, rest.titles) == (["1", "2", "3", "4", "5"], ["a", "b", "c"])
    [only] = await _sends(bot, lan, {"text": "Mời chọn", "rows": [*other, *faces[:2], *_buttons("z", kind="y")]})
    assert only.titles == ["a", "b", "c", "Thêm lựa chọn ▸"]
    [listed] = await _sends(bot, lan, {"text": "Mời chọn", "rows": [*_buttons("1", "2", "3", "4", "5"), *other[:1]]})
    assert listed.titles == ["1", "2", "3", "4", "Thêm lựa chọn ▸"]


async def test_buttons_too_long_to_be_carried_by_one_are_carried_by_several(bot: Whole, lan: Follower) -> None:
    chance = random.Random(1)
    texts = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=60)) for _ in range(40)]
    rows = [[{"label": text, "action": f"task:{text[:50]}"}] for text in texts]
    await _sends(bot, lan, {"text": "Chọn:", "rows": rows})
    reached, waiting = [], [button for call in lan.inbox for button in call.buttons]
    while waiting:
        button = waiting.pop(0)
        assert len(button["payload"]) <= LONGEST
        if button["title"] in texts:
            reached.append(button["title"])
        else:
            before = len(lan.inbox)
            await lan.sends(events.words(lan.id, button["payload"]))
            waiting = [one for call in lan.inbox[before:] for one in call.buttons] + waiting
    assert reached == texts


async def test_nobody_can_type_a_button_nor_use_somebody_else_s(bot: Whole, lan: Follower, minh: Follower) -> None:
    taps = Taps(SECRET.encode())
    await lan.says("xin chào")
    own = lan.last.buttons[0]["payload"]
    forged = [
        Taps(b"another secret of more than thirty-two bytes").more(lan.id, [StoredButton("x", "tasks")]),
        own[:-1] + ("A" if own[-1] != "A" else "B"),
        f"{own}A",
        own.replace("cchc.", "cchc.0"),
        "cchc.",
        "rate:1:5",
        taps.more(minh.id, [StoredButton("x", "tasks")]),
    ]
    for text in forged:
        assert "Tôi chưa hiểu" in (await lan.says(text)).text, text
    assert "Tôi chưa hiểu" in (await minh.says(own)).text
    assert "Tôi chưa hiểu" not in (await lan.says(f"  {own}\n")).text


async def test_an_answer_to_an_old_button_quotes_its_message_and_goes_without_where_zalo_cannot(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    old = await lan.says("xin chào")
    await lan.says("/help")
    [button] = [one for one in old.buttons if "Hướng dẫn" in one["title"]]
    replaced = {"text": "Danh sách mới", "replaces": str(await bot.number("SELECT min(id) FROM outbox"))}
    [answer] = await _sends(bot, lan, replaced)
    assert answer.message["quote_message_id"] == old.id
    assert button
    zalo.state.sent.remove(old)  # Zalo knows it no more: −201
    await lan.says("/help")
    [answer] = await _sends(bot, lan, replaced)
    assert "quote_message_id" not in answer.message
    await lan.says("/help")
    newest = {"text": "Sửa tại chỗ", "replaces": str(await bot.number("SELECT max(id) FROM outbox"))}
    assert "quote_message_id" not in (await _sends(bot, lan, newest))[0].message


async def test_a_link_that_zalo_does_not_take_costs_its_button_and_not_the_message(
    bot: Whole, lan: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [[{"label": "Xem", "action": "tasks"}], [{"label": "Mở", "url": "ftp://nơi.nào"}]]
    [sent] = await _sends(bot, lan, {"text": "Đây", "rows": rows})
    assert sent.titles == ["Xem"]


async def test_of_a_message_that_zalo_took_in_part_only_the_rest_is_sent_again(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    zalo.fails(code=-200, after=1)
    text = "\n".join(f"Dòng {number} của một báo cáo dài." for number in range(180))
    sent = await _sends(bot, lan, {"text": text})
    assert len(sent) == 3
    assert "\n".join(call.text for call in sent) == text


async def test_when_zalo_says_that_nothing_is_left_of_this_minute_the_next_one_is_waited_for(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    zalo.state.a_minute, zalo.state.minute = 2, 1.0
    sent = await _sends(bot, lan, *({"text": f"Tin {number}"} for number in range(3)))
    assert [call.text for call in sent] == ["Tin 0", "Tin 1", "Tin 2"]
    assert zalo.state.refused == []


async def test_pictures_and_documents_are_uploaded_once_and_again_when_zalo_has_forgotten_them(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    picture = await _file(bot, "biểu đồ.png", "image/png", _picture("PNG", (60, 40)))
    report = await _file(bot, "báo cáo.docx", "application/vnd.x", b"PK docx")
    for _ in range(2):
        [shown, sent] = await _sends(bot, lan, {"text": "Biểu đồ", "file_id": picture}, {"text": "", "file_id": report})
        assert shown.text == "Biểu đồ"
        assert shown.payload["template_type"] == "media"
        assert set(sent.payload) == {"token"}
    assert sorted(upload.name for upload in zalo.state.uploads.values()) == ["biểu đồ.png", "báo cáo.docx"]
    for upload in zalo.state.uploads.values():
        upload.expired = True
    sent_again = await _sends(bot, lan, {"text": "Biểu đồ", "file_id": picture}, {"text": "Tệp", "file_id": report})
    assert [call.text for call in sent_again] == ["Biểu đồ", "", "Tệp"]
    assert len(zalo.state.uploads) == 4


async def test_a_picture_too_heavy_for_zalo_goes_as_a_smaller_copy(zalo: ZaloServer, bot: Whole, lan: Follower) -> None:
    heavy = await _file(bot, "ảnh", "image/jpeg", _picture("JPEG", (1700, 1300), noise=True))
    [sent] = await _sends(bot, lan, {"text": "PA-1 (1)", "file_id": heavy})
    [upload] = zalo.state.uploads.values()
    assert sent.payload["template_type"] == "media"
    assert max(Image.open(io.BytesIO(upload.content)).size) == 1280
    assert upload.name == "ảnh.jpg"


async def test_every_other_file_is_a_link_that_opens_it_for_some_days_and_for_nobody_who_guesses(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    content = b"PK xlsx" * 300_000
    sheet = await _file(bot, "phụ lục.xlsx", "application/vnd.y", content)
    small = await _file(bot, "nhỏ.xlsx", "application/vnd.y", b"PK small")
    [linked, words] = await _sends(bot, lan, {"text": "Phụ lục", "file_id": sheet, "rows": _buttons("Xem")})
    [second] = await _sends(bot, lan, {"text": "", "file_id": small})
    assert words.titles == ["Xem"]
    url, other = (call.buttons[0]["payload"]["url"] for call in (linked, second))
    assert url.startswith(bot.url)
    async with ClientSession() as session:
        async with session.get(url) as response:
            assert (response.status, await response.read()) == (200, content)
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["Content-Disposition"].startswith("attachment")
        async with session.get(other) as response:
            assert await response.read() == b"PK small"
        begin, _, mac = url.rpartition("-")
        over = f"{begin.rpartition('-')[0]}-1000000000-{mac}"
        for wrong in (f"{begin}-{'0' * 32}", over, f"{url}0", url.replace(str(sheet), str(small)), f"{begin}-é"):
            async with session.get(wrong) as response:
                assert response.status == 404, wrong


async def test_whoever_may_be_asked_for_their_phone_is_asked_with_zalo_s_own_form(bot: Whole, lan: Follower) -> None:
    await lan.says("/hoso")
    asked = [call for call in [await lan.taps("Chia sẻ số điện thoại"), *lan.inbox] if call.payload.get("elements")]
    [element] = asked[0].payload["elements"]
    assert element["title"]
    assert "số điện thoại" in element["subtitle"]
    async with ClientSession() as session, session.get(element["image_url"]) as response:
        assert response.headers["Content-Type"] == "image/png"
