import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.application import Application
from bot.settings import Settings
from handlers.cases.pictures import picture_type
from storage.database import Database
from storage.models import Role
from storage.people.units import add_unit
from storage.refusals import Refusal
from tests.cases import DESK, writes
from tests.chat import SECRET, Town

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 50


async def test_pictures_sent_while_writing_go_with_the_case(any_town: Town) -> None:
    director, citizen = await any_town.member(Role.DIRECTOR), any_town.person()
    code = await writes(citizen)
    await citizen.sends_file("Nha ong Ba.png", PNG)
    assert f"Đã kèm ảnh vào phản ánh {code} (1/5)" in citizen.hears
    await citizen.sends_file("photo.jpg", JPEG)
    await director.says(code)
    await director.taps("Ảnh (2)")
    assert director.last.payload["file_id"]
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


async def test_a_picture_before_the_words_is_asked_for_again_and_the_question_stays(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.sends_file("photo.jpg", JPEG)
    assert "viết nội dung phản ánh trước" in citizen.hears
    await citizen.says(DESK)
    assert "✅ Đã nhận" in citizen.hears


async def test_files_are_taken_from_citizens_only_with_a_case_and_only_few_small_pictures(any_town: Town) -> None:
    citizen = any_town.person()
    await citizen.sends_file("photo.jpg", JPEG)
    assert "viết phản ánh trước" in citizen.hears
    await writes(citizen)
    await citizen.sends_file("virus.jpg", b"MZ" + b"\0" * 50)
    assert "không phải ảnh" in citizen.hears
    await citizen.sends_file("large.jpg", JPEG, size=6 * 1024 * 1024)
    assert "lớn quá 5 MB" in citizen.hears
    await citizen.sends_file("says-it-is-small.jpg", JPEG + b"\0" * (5 * 1024 * 1024), size=10)
    assert "lớn quá 5 MB" in citizen.hears
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


@given(st.binary(max_size=64))
def test_bytes_are_a_picture_by_their_beginning_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert picture_type(content).startswith("image/")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
    ],
)
def test_pictures_are_known_whatever_they_are_called(content: bytes, kind: str) -> None:
    assert picture_type(content) == kind


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
        assert (await client.get("/api/chat")).json()["attachments"] is True
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
