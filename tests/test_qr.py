"""What is printed on receipts: the picture, the sheet, the link and what it opens."""

import asyncio
import io
import re
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from typer.testing import CliRunner

from bot.channels.telegram.texts import chat_link
from bot.commands.cli import app
from handlers.kit.links import dossier_link
from storage.dossiers.dossiers import find_by_code
from storage.keys import dossier_token, read_dossier_token
from storage.models import Role
from tests.chat import SECRET, Person, Town
from tests.office_files import lines, opened
from tests.samples import furnish, link_of, receives

PHONE = "0912345678"


def _matrix(picture: bytes) -> list[list[bool]]:
    """Which modules are dark, without the quiet border: what a camera reads."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    scale, border = 8, 4
    size = image.width // scale - 2 * border
    dots = range(border, border + size)
    return [[image.getpixel((x * scale + 3, y * scale + 3)) < 128 for x in dots] for y in dots]  # type: ignore[operator]


def _says(picture: bytes, link: str) -> bool:
    return _matrix(picture) == [[bool(dot) for dot in row] for row in segno.make(link, error="m", micro=False).matrix]


async def _run(*arguments: str) -> str:
    result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
    assert result.exit_code == 0, result.output
    return result.output


async def _staff(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.STAFF)


async def test_a_picture_is_printed_whose_link_opens_the_dossier(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("/qr h-1")
    link = staff.hears.splitlines()[1]
    picture = await staff.newest_file()
    assert (picture.name, picture.media_type) == ("qr-H-1.png", "image/png")
    assert _says(picture.content, link)
    assert not _says(picture.content, link + "x")
    token = re.fullmatch(r"https://so-thu\.example/r/([A-Za-z0-9_-]+)", link)
    assert token is not None
    citizen = any_town.person()
    await citizen.says(f"/start d_{token[1]}")
    assert "📁 Hồ sơ H-1" in citizen.hears


async def test_the_picture_has_white_around_it(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("/qr H-1")
    image = Image.open(io.BytesIO((await staff.newest_file()).content)).convert("L")
    edge = [image.getpixel((x, y)) for x in range(image.width) for y in range(32)]
    assert set(edge) == {255}


async def test_many_fit_a_sheet(any_town: Town) -> None:
    staff = await _staff(any_town)
    for said in ("/qr H-1, H-2 H-5", "/qr 01/06/2026"):
        await staff.says(said)
        sheet = await staff.newest_file()
        assert sheet.name == "qr.docx"
        text = lines(opened(sheet.content))
        assert "H-1\nQuét để theo dõi và đánh giá" in text
        assert "Sở Thử" in text[0]
        assert any(line.startswith("H-2") for line in text)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/qr", "kèm mã hồ sơ"),
        ("/qr KHONG-CO", "Không có hồ sơ mã KHONG-CO trong phạm vi của anh/chị."),
        ("/qr 02/01/2026", "không tiếp nhận hồ sơ nào"),
        ("/qr " + "H-1 " * 301, "tối đa 300 mã"),
    ],
)
async def test_what_cannot_be_printed_is_said(town: Town, said: str, answer: str) -> None:
    staff = await _staff(town)
    await staff.says(said)
    assert answer in staff.hears


async def test_codes_are_printed_by_those_of_the_unit(town: Town) -> None:
    await furnish(town)
    elsewhere = await town.unit("Trung tâm khác")
    stranger = await town.member(Role.OFFICER, elsewhere)
    await stranger.says("/qr H-1")
    assert "Không có hồ sơ mã H-1 trong phạm vi của anh/chị." in stranger.hears
    await stranger.says("/qr 01/06/2026")
    assert "không tiếp nhận" in stranger.hears
    for person in (town.person(), await town.member(Role.DIRECTOR)):
        await person.says("/qr H-1")
        assert "vai trò khác" in person.hears


async def test_a_link_ends_ninety_days_after_return(any_town: Town) -> None:
    await receives(any_town, f"H-1,{PHONE},01/06/2026,08/06/2026,05/06/2026", f"H-2,{PHONE},01/06/2026,08/06/2026,")
    returned, open_one = await link_of(any_town, "H-1"), await link_of(any_town, "H-2")
    citizen = any_town.person()
    any_town.now = datetime(2026, 9, 3, 5, tzinfo=UTC)
    await citizen.says(returned)
    assert "📁 Hồ sơ H-1" in citizen.hears
    any_town.passes(days=1)
    await citizen.says(returned)
    assert "đã hết hạn (90 ngày" in citizen.hears
    any_town.passes(days=300)
    await citizen.says(open_one)
    assert "📁 Hồ sơ H-2" in citizen.hears


async def test_a_link_that_was_altered_or_made_elsewhere_opens_nothing(town: Town) -> None:
    await furnish(town)
    good = dossier_token(town.office.secret, 1)
    foreign = dossier_token(b"another-secret-of-at-least-32-bytes!", 1)
    beyond = dossier_token(town.office.secret, 10**15)
    tokens = [good[:-1], good + "A", good[::-1], good.swapcase(), foreign, beyond, "", "=" * 8, "x" * 300, "ạ"]
    for token in tokens:
        citizen = town.person()
        await citizen.says(f"/start d_{token}")
        assert "📁" not in citizen.hears
        assert "không đúng" in citizen.hears


@given(st.integers(1, 2**63 - 1), st.integers(0, 27), st.characters(codec="ascii", categories=("L", "N")))
def test_a_token_says_its_dossier_and_no_other(dossier_id: int, place: int, letter: str) -> None:
    secret = SECRET.encode()
    token = dossier_token(secret, dossier_id)
    assert read_dossier_token(secret, token) == dossier_id
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,28}", token)
    altered = token[:place] + letter + token[place + 1 :]
    assert altered == token or read_dossier_token(secret, altered) is None


async def test_a_receipt_may_open_the_telegram_chat(town: Town) -> None:
    await furnish(town)
    town.office.opens_chat = partial(chat_link, "so_thu_bot")
    async with town.db() as db:
        dossier = await find_by_code(db, "H-1")
    assert dossier is not None
    link = dossier_link(town.office, dossier.id, in_chat=True)
    payload = re.fullmatch(r"https://t\.me/so_thu_bot\?start=([A-Za-z0-9_-]{1,64})", link)
    assert payload is not None
    citizen = town.person()
    await citizen.says(f"/start {payload[1]}")
    assert "📁 Hồ sơ H-1" in citizen.hears
    assert len(dossier_link(town.office, 2**63 - 1, in_chat=True).partition("=")[2]) <= 64


async def test_the_command_line_prints_the_same(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await furnish(town)
    monkeypatch.setenv("CCHC_DATABASE_URL", town.database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("CCHC_SECRET_KEY", SECRET)
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example")
    link = (await _run("link", "H-1")).split()[1]
    assert "qr-H-1.png" in await _run("qr", "H-1")
    assert _says((tmp_path / "qr-H-1.png").read_bytes(), link)
    await _run("qr", "H-1", "H-2", "--out", "to.docx")
    assert any(line.startswith("H-2") for line in lines(opened((tmp_path / "to.docx").read_bytes())))
