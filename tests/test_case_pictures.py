import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from pydantic import SecretStr

from bot.application import Application
from bot.settings.settings import Settings
from handlers.cases.media import refuse_other_files
from handlers.cases.picture_copy import bare_copy
from handlers.incoming import Incoming, IncomingFile
from storage.database import Database
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.units import add_unit
from tests.cases import DESK, writes
from tests.chat import SECRET, Town


def a_picture(kind: str, size: tuple[int, int] = (30, 20), **more: Any) -> bytes:
    Image.new("RGB", size, "green").save(content := io.BytesIO(), kind, **more)
    return content.getvalue()


PNG, JPEG = a_picture("PNG"), a_picture("JPEG")


async def test_pictures_sent_while_writing_go_with_the_case(any_town: Town) -> None:
    director, citizen = await any_town.member(Role.DIRECTOR), any_town.person()
    code = await writes(citizen)
    await citizen.sends_file("Nha ong Ba.png", PNG)
    assert f"Đã kèm ảnh vào phản ánh {code} (1/5)" in citizen.hears
    await citizen.sends_file("photo.jpg", JPEG)
    await director.says(code)
    await director.taps("Ảnh (2)")
    assert director.last.payload["file_id"]
    assert (await director.newest_file()).media_type == "image/jpeg"
    assert "Nha ong Ba" not in str(director.inbox)


async def test_a_picture_with_a_caption_is_a_case(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.sends_file("photo.jpg", JPEG, caption=DESK)
    assert "(1/5)" in citizen.hears
    await director.taps("Xem chi tiết")
    assert DESK in director.hears
    assert "📷 Ảnh (1)" in director.last.labels


async def test_a_picture_before_the_words_waits_for_them(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.sends_file("photo.jpg", JPEG)
    assert "sẽ được kèm vào phản ánh này" in citizen.hears
    await citizen.says(DESK)
    stored, kept = citizen.inbox[-2:]
    assert "✅ Đã nhận" in stored.text
    assert "Đã kèm 1 tệp" in kept.text
    assert "(1/5)" in kept.text


async def test_a_picture_before_the_words_is_asked_for_again_where_nothing_waits(town: Town) -> None:
    """What is sent over the page is kept until somebody takes it, and no longer."""
    citizen = town.person(channel="web")
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    town.files["7"] = JPEG
    await town.process(Incoming("web", f"{citizen.address}/9", citizen.address, file=IncomingFile("7", "p", "", 9)))
    assert "viết nội dung phản ánh trước" in citizen.hears


async def test_files_are_taken_from_citizens_only_with_a_case_and_only_few_small_pictures(any_town: Town) -> None:
    citizen = any_town.person()
    await citizen.sends_file("photo.jpg", JPEG)
    assert "viết phản ánh trước" in citizen.hears
    await writes(citizen)
    await citizen.sends_file("virus.jpg", b"MZ" + b"\0" * 50)
    assert "không phải ảnh" in citizen.hears
    await citizen.sends_file("large.jpg", JPEG, size=6 * 1024 * 1024)
    assert "nặng hơn 5 MB" in citizen.hears
    await citizen.sends_file("says-it-is-small.jpg", JPEG + b"\0" * (5 * 1024 * 1024), size=10)
    assert "nặng hơn 5 MB" in citizen.hears
    for _ in range(6):
        await citizen.sends_file("photo.jpg", JPEG)
    assert "tối đa 5 ảnh" in citizen.hears


async def test_a_person_sends_fifteen_pictures_a_day(town: Town) -> None:
    citizen = town.person()
    for _ in range(3):
        await writes(citizen)
        for _ in range(5):
            await citizen.sends_file("photo.jpg", JPEG)
    await writes(citizen)
    await citizen.sends_file("photo.jpg", JPEG)
    assert "15 ảnh trong 24 giờ qua" in citizen.hears


@given(st.binary(max_size=64) | st.binary(max_size=200).map(lambda rest: JPEG[:300] + rest))
def test_any_bytes_are_a_picture_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert bare_copy(content).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_upright_and_without_place_time_and_device(kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # held upright: the camera wrote it lying
    exif[ExifTags.Base.Model] = "MODEL-OF-THE-PHONE"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (21.0, 1.0, 42.0)
    sent = a_picture(kind, (60, 40), exif=exif, comment=b"MODEL-OF-THE-PHONE")
    assert b"MODEL-OF-THE-PHONE" in sent
    kept = bare_copy(sent)
    assert b"MODEL-OF-THE-PHONE" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()


def test_a_large_picture_becomes_small_enough_to_be_looked_at() -> None:
    with Image.open(io.BytesIO(bare_copy(a_picture("JPEG", (4000, 3000))))) as image:
        assert image.size == (2048, 1536)


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    image.save(sent := io.BytesIO(), "PNG")
    with Image.open(io.BytesIO(bare_copy(sent.getvalue()))) as kept:
        assert kept.getpixel((4, 4)) == (255, 255, 255)


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused() -> None:
    Image.new("1", (20_000, 20_000)).save(sent := io.BytesIO(), "PNG")
    assert len(sent.getvalue()) < 1_000_000
    with pytest.raises(Refusal, match="picture_too_large"):
        bare_copy(sent.getvalue())


@pytest.mark.parametrize("beginning", [b"MZ", b"GIF89a", b"\0\0\0\x18ftypheic", b"<svg xmlns=", b"%PDF-1.7", b""])
def test_nothing_but_pictures_is_stored(beginning: bytes) -> None:
    with pytest.raises(Refusal, match="no_picture"):
        refuse_other_files(beginning + b"\0" * 50)


@contextlib.asynccontextmanager
async def _web(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A citizen's browser on the running bot."""
    settings = Settings(database_url=url, secret_key=SecretStr(SECRET), public_url="https://so-thu.example")
    application = Application(settings)
    await application.prepare()
    tasks = [asyncio.create_task(part.run()) for part in (application.intake, application.worker)]
    try:
        transport = httpx.ASGITransport(app=application.web)
        async with httpx.AsyncClient(transport=transport, base_url="https://so-thu.example") as client:
            await client.get("/")
            yield client
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await application.close()


async def _hears(client: httpx.AsyncClient, words: str) -> None:
    for _ in range(100):
        messages = (await client.get("/api/chat/messages?after=0")).json()["messages"]
        if any(words in message["text"] for message in messages):
            return
        await asyncio.sleep(0.05)
    raise AssertionError([message["text"] for message in messages])


async def _says(client: httpx.AsyncClient, number: int, **what: str) -> None:
    answer = await client.post("/api/chat/messages", json={"client_id": f"said-{number}", **what})
    assert answer.status_code == 200


async def _sends(client: httpx.AsyncClient, number: int, content: bytes) -> httpx.Response:
    form = {"client_id": f"file-{number}"}
    return await client.post("/api/chat/files", data=form, files={"file": ("anh.jpg", content, "image/jpeg")})


async def test_the_web_page_takes_a_citizens_picture_while_a_case_is_written_and_nothing_else(
    database_url: str,
) -> None:
    async with _web(database_url) as client:
        about = (await client.get("/api/chat")).json()
        assert about["attachments"] is True
        assert "image/jpeg" in about["accept"]  # a phone then makes its own kind of picture one of these
        refused = await _sends(client, 1, JPEG)
        assert refused.status_code == 403
        assert "viết phản ánh trước" in refused.json()["error"]
        database = Database(database_url)
        async with database.write() as db:
            await add_unit(db, "Sở Thử", None)
        await database.close()
        await _says(client, 1, text="/phananh")
        await _says(client, 2, action="case_kind:rule", label="Thủ tục")
        await _says(client, 3, text=DESK)
        await _hears(client, "✅ Đã nhận")
        assert (await _sends(client, 2, b"MZ not a picture")).status_code == 403
        assert (await _sends(client, 3, JPEG + b"\0" * (6 * 1024 * 1024))).status_code == 413
        assert (await _sends(client, 4, JPEG)).status_code == 200
        await _hears(client, "(1/5)")
