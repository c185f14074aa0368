"""Files over the web chat: sent, kept, and read by their own conversation only."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote

import pytest

from tests.page import Page, browser, client_id
from tests.samples import DOSSIERS
from tests.whole import Whole

MEGABYTE = 1024 * 1024
JPEG = b"\xff\xd8\xff\xe0jpeg"


@pytest.fixture
def page(demo_page: Page) -> Page:
    """Staff keep files, and only the demo lets anybody be staff."""
    return demo_page


async def _said(page: Page, words: str) -> str:
    """The newest line once it holds these words: what a job says comes later."""
    after = 0
    while True:
        lines = await page.messages(after, wait=25)
        assert lines, f"nobody says {words!r}"
        for line in lines:
            if words in line["text"]:
                return str(line["text"])
        after = lines[-1]["id"]


async def test_an_officer_uploads_a_file_and_confirms(demo: Whole, page: Page) -> None:
    officer = page.as_("officer")
    assert await officer.uploads("hồ sơ.csv", DOSSIERS.encode(), "text/csv") == (200, {"ok": True})
    assert "5 mới" in await _said(officer, "Chưa ghi gì")
    assert (await officer.messages())[0]["text"] == "📎 hồ sơ.csv"
    await officer.taps("✅ Nhập")
    await _said(officer, "Đã nhập xong")


async def test_a_file_kept_comes_back_with_its_name_and_size_to_its_own_conversation(demo: Whole, page: Page) -> None:
    officer = page.as_("officer")
    await officer.says("2 60% Đã kiểm tra")
    await officer.uploads("biên bản.docx", b"PK\x03\x04 bytes")
    await _said(officer, "biên bản.docx")
    await officer.says("2 70% Đã kiểm tra thêm")
    await officer.uploads("ảnh.jpg", JPEG, "image/jpeg")
    await _said(officer, "ảnh.jpg")
    await officer.says("/tiendo 2")
    await officer.taps("Tệp kèm theo")
    picture, file = (await officer.messages())[-2:]
    assert (picture["picture"]["alt"], picture["file"]) == ("ảnh.jpg", None)
    assert (file["file"]["name"], file["file"]["size"], file["picture"]) == ("biên bản.docx", 10, None)
    async with page.session.get(page.url + file["file"]["url"]) as response:
        assert await response.read() == b"PK\x03\x04 bytes"
        assert response.headers["Content-Type"] == "application/octet-stream"
        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert unquote(disposition.partition("''")[2]) == "biên bản.docx"
    async with page.session.get(page.url + picture["picture"]["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/jpeg", JPEG)
    await _nobody_else_reads(demo, page, file["file"]["url"])


async def _nobody_else_reads(demo: Whole, page: Page, url: str) -> None:
    path, _, _ = url.partition("?")
    head, _, key = path.rpartition("/")
    for persona in ("staff", "director", "citizen"):
        assert await page.status(f"{path}?as={persona}") == 404
    for wrong in ("x", key[:-1], key.upper(), "%C3%A9", "1"):
        assert await page.status(f"{head}/{wrong}?as=officer") == 404
    assert await page.status(f"/api/chat/files/999/{key}?as=officer") == 404
    assert await page.status(f"/api/chat/files/x/{key}?as=officer") == 400
    async with browser(demo.url) as other:
        assert await other.status(url) == 404


async def test_a_file_above_20_megabytes_is_refused_with_a_sentence(demo: Whole, page: Page) -> None:
    staff = page.as_("staff")
    for size in (20 * MEGABYTE + 1, 25 * MEGABYTE):
        status, answer = await staff.uploads("to.bin", bytes(size))
        assert (status, answer["ok"]) == (413, False)
        assert "20 MB" in answer["error"]
    assert await staff.messages() == []
    assert await demo.number("SELECT count(*) FROM file") == 0


async def test_a_file_of_unknown_length_is_not_taken(page: Page) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"--x\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with page.session.post(page.as_("staff").at("/files"), data=chunks(), headers=headers) as response:
        assert (response.status, (await response.json())["ok"]) == (411, False)


async def test_a_file_sent_again_under_the_same_client_id_is_kept_once(demo: Whole, page: Page) -> None:
    staff = page.as_("staff")
    own = client_id()
    for _ in range(2):
        assert await staff.uploads("ảnh.jpg", JPEG, "image/jpeg", client_id=own) == (200, {"ok": True})
    assert [line["from"] for line in await staff.messages()] == ["me", "bot"]


async def _uploads_left(demo: Whole) -> Any:
    return await demo.number("SELECT count(*) FROM file WHERE purpose = 'upload'")


@pytest.mark.parametrize("content", [DOSSIERS, "Tên,Số\nAn,0912345678\n"])
async def test_the_file_as_it_was_sent_goes_once_it_was_read(demo: Whole, page: Page, content: str) -> None:
    officer = page.as_("officer")
    await officer.uploads("hồ sơ.csv", content.encode(), "text/csv")
    await _said(officer, "Chưa ghi gì" if content == DOSSIERS else "Không nhận ra đây là")
    assert await _uploads_left(demo) == 0


async def test_nothing_is_left_of_an_import_but_what_it_says(demo: Whole, page: Page) -> None:
    officer = page.as_("officer")
    await officer.uploads("hồ sơ.csv", DOSSIERS.encode(), "text/csv")
    await _said(officer, "Chưa ghi gì")
    await officer.taps("✅ Nhập")
    await _said(officer, "Đã nhập xong")
    assert await demo.number("SELECT count(*) FROM file") == 0


async def test_a_caption_is_said_with_the_file(page: Page) -> None:
    staff = page.as_("staff")
    await staff.uploads("ảnh.jpg", JPEG, "image/jpeg", text="2 90% Đã treo")
    assert (await staff.messages())[0]["text"] == "📎 ảnh.jpg\n2 90% Đã treo"


@pytest.mark.parametrize("own", ["", "a b", "x" * 65])
async def test_a_file_without_a_client_id_is_refused(demo: Whole, page: Page, own: str) -> None:
    status, answer = await page.as_("staff").uploads("ảnh.jpg", JPEG, client_id=own)
    assert (status, answer["ok"]) == (400, False)
    assert await demo.number("SELECT count(*) FROM file") == 0


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nwords\r\n--x--"]
)
async def test_a_form_without_a_file_is_refused(page: Page, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with page.session.post(page.as_("staff").at("/files"), data=body, headers=headers) as response:
        assert (response.status, (await response.json())["ok"]) == (400, False)


async def test_a_citizen_s_file_is_refused_with_a_sentence_where_no_case_is_written(page: Page) -> None:
    status, answer = await page.uploads("ảnh.jpg", JPEG)
    assert (status, answer["ok"]) == (403, False)
    assert "viết phản ánh trước" in answer["error"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 500, "\u202egpj.exe", "   ", "x\ty.csv"])
async def test_any_file_name_is_only_a_name(page: Page, name: str) -> None:
    staff = page.as_("staff")
    assert (await staff.uploads(name, JPEG))[0] == 200
    assert "/" not in (await staff.messages())[0]["text"]


def _parts(size: int) -> dict[str, tuple[int, int, int]]:
    """What is asked for: status, from, until."""
    return {
        "bytes=0-1": (206, 0, 2),
        "bytes=10-": (206, 10, size),
        "bytes=-5": (206, size - 5, size),
        f"bytes={size - 3}-{size + 9}": (206, size - 3, size),
        "bytes=5-2": (200, 0, size),
        "bytes=0-1,4-5": (200, 0, size),
        "lines=1-2": (200, 0, size),
    }


@pytest.mark.parametrize("size", [1024, 2 * MEGABYTE])
async def test_a_film_comes_in_parts_as_safari_asks_for_it(demo: Whole, page: Page, size: int) -> None:
    officer, film = page.as_("officer"), (b"\0\0\0\x18ftypmp42" + bytes(range(256)) * (size // 256))[:size]
    await officer.says("2 60% Đã kiểm tra")
    await officer.uploads("buổi họp.mp4", film, "video/mp4")
    await _said(officer, "buổi họp.mp4")
    await officer.says("/tiendo 2")
    await officer.taps("Tệp kèm theo")
    url = page.url + (await officer.messages())[-1]["file"]["url"]
    for asked, (status, first, end) in _parts(size).items():
        async with page.session.get(url, headers={"Range": asked}) as response:
            assert (response.status, await response.read()) == (status, film[first:end]), asked
            assert response.headers["Accept-Ranges"] == "bytes"
            held = f"bytes {first}-{end - 1}/{size}" if status == 206 else None
            assert response.headers.get("Content-Range") == held
    async with page.session.get(url, headers={"Range": f"bytes={size}-"}) as response:
        assert (response.status, response.headers["Content-Range"]) == (416, f"bytes */{size}")
