"""`cchc link` and `cchc qr`: what is printed for citizens leads where they can go."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.application import office_of
from bot.demo.department import load_samples
from bot.settings.settings import Settings
from storage.database import Database
from tests.chat import NOON
from tests.command_line import cchc

pytestmark = pytest.mark.usefixtures("command_line")


@pytest.mark.usefixtures("furnished")
def test_links_are_signed_and_one_unknown_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example/")
    result = cchc("link", "h-1", "H-2")
    assert [line.split("  ")[0] for line in result.output.splitlines()] == ["H-1", "H-2"]
    assert "https://so-thu.example/r/" in result.output
    assert cchc("link", "H-1", "H-9").exit_code == 1


@pytest.mark.usefixtures("furnished")
def test_citizens_are_given_no_address_of_this_machine(tmp_path: Path) -> None:
    for command in ("link", "qr"):
        result = cchc(command, "H-1")
        assert result.exit_code == 1
        assert "127.0.0.1" not in result.output
        assert "CCHC_PUBLIC_URL" in result.output
    assert not list(tmp_path.glob("*.png"))


async def test_in_the_demo_links_lead_to_this_machine(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/cchc.db")
    await load_samples(database, office_of(Settings(agency="Sở Mẫu")), NOON)
    async with database.read() as db:
        [code] = (await db.execute(text("SELECT code FROM dossier LIMIT 1"))).one()
    await database.close()
    result = await asyncio.to_thread(cchc, "link", code)
    assert "http://127.0.0.1:8080/r/" in result.output
    assert "số liệu thật" not in (await asyncio.to_thread(cchc, "doctor")).output


@pytest.mark.usefixtures("furnished")
def test_the_name_of_a_qr_file_says_what_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example")
    assert "chỉ chứa được một mã QR" in cchc("qr", "H-1", "H-2", "--out", "x.png").output
    assert "phải có đuôi .png" in cchc("qr", "H-1", "--out", "x.jpg").output
    assert not list(tmp_path.glob("x.*"))
    assert cchc("qr", "H-1", "--out", "x.docx").exit_code == 0
    assert (tmp_path / "x.docx").read_bytes().startswith(b"PK")
