"""Files to people: pictures and documents as themselves, everything else as a link."""

import io
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession
from PIL import Image

from bot.channels.file_links import FileLinks
from bot.channels.zalo.door import FILES
from storage.messages.files import store_file
from tests.whole import Whole
from tests.zalo_chat.talking import buttons, sends
from tests.zalo_oa.people import Follower
from tests.zalo_oa.server import ZaloServer


async def _file(bot: Whole, name: str, media_type: str, content: bytes) -> int:
    async with bot.application.database.write() as db:
        return await store_file(db, name, media_type, content, None, bot.application.clock())


def _picture(kind: str, size: tuple[int, int], *, noise: bool = False) -> bytes:
    image = Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)) if noise else None
    (image or Image.new("RGB", size, "green")).save(content := io.BytesIO(), kind)
    return content.getvalue()


async def test_pictures_and_documents_are_uploaded_once_and_again_when_zalo_has_forgotten_them(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    picture = await _file(bot, "biểu đồ.png", "image/png", _picture("PNG", (60, 40)))
    report = await _file(bot, "báo cáo.docx", "application/vnd.x", b"PK docx")
    for _ in range(2):
        [shown, sent] = await sends(bot, lan, {"text": "Biểu đồ", "file_id": picture}, {"text": "", "file_id": report})
        assert shown.text == "Biểu đồ"
        assert shown.payload["template_type"] == "media"
        assert set(sent.payload) == {"token"}
    assert sorted(upload.name for upload in zalo.state.uploads.values()) == ["biểu đồ.png", "báo cáo.docx"]
    for upload in zalo.state.uploads.values():
        upload.expired = True
    sent_again = await sends(bot, lan, {"text": "Biểu đồ", "file_id": picture}, {"text": "Tệp", "file_id": report})
    assert [call.text for call in sent_again] == ["Biểu đồ", "", "Tệp"]
    assert len(zalo.state.uploads) == 4


async def test_a_picture_too_heavy_for_zalo_goes_as_a_smaller_copy(zalo: ZaloServer, bot: Whole, lan: Follower) -> None:
    heavy = await _file(bot, "ảnh", "image/jpeg", _picture("JPEG", (1700, 1300), noise=True))
    [sent] = await sends(bot, lan, {"text": "PA-1 (1)", "file_id": heavy})
    [upload] = zalo.state.uploads.values()
    assert sent.payload["template_type"] == "media"
    assert max(Image.open(io.BytesIO(upload.content)).size) == 1280
    assert upload.name == "ảnh.jpg"


def _link_of(bot: Whole, file_id: int, folder: Path, *, days: int) -> str:
    """As it was made so many days ago."""
    office, then = bot.application.office, datetime.now(UTC) - timedelta(days=days)
    return FileLinks(bot.application.database, office.secret, bot.url, FILES, 7, folder, lambda: then).make(file_id)


async def _status(session: ClientSession, url: str) -> int:
    async with session.get(url) as response:
        return response.status


async def test_every_other_file_is_a_link_that_opens_it_for_some_days_and_for_nobody_who_guesses(
    bot: Whole, lan: Follower, tmp_path: Path
) -> None:
    content = b"PK xlsx" * 300_000
    sheet = await _file(bot, "phụ lục.xlsx", "application/vnd.y", content)
    small = await _file(bot, "nhỏ.xlsx", "application/vnd.y", b"PK small")
    [linked, words] = await sends(bot, lan, {"text": "Phụ lục", "file_id": sheet, "rows": buttons("Xem")})
    [second] = await sends(bot, lan, {"text": "", "file_id": small})
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
        later = f"{begin.rpartition('-')[0]}-99999999999-{mac}"
        wrong = [f"{begin}-{'0' * 32}", later, f"{url}0", url.replace(str(sheet), str(small)), f"{begin}-é"]
        made = [_link_of(bot, small, tmp_path, days=days) for days in (6, 8)]
        answers = [await _status(session, link) for link in (*wrong, *made)]
        assert answers == [404] * len(wrong) + [200, 404]
