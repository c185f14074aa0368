"""What the bot has written is none to import: it is known again when it is sent back, and edited and saved before."""

import asyncio
import io
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest

from storage.models import Role
from tests.chat import SECRET, Town
from tests.command_line import cchc
from tests.issued_reports import bytes_of, makes
from tests.samples import furnish


def _edited(name: str, content: bytes) -> bytes:
    """Opened, a word changed, and saved."""
    file = io.BytesIO()
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(content))
        document.paragraphs[0].text = "Báo cáo đã sửa"
        document.save(file)
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.active["A1"] = "Đã sửa"
        book.save(file)
    return file.getvalue()


@pytest.fixture
async def written(town: Town) -> dict[str, bytes]:
    """A report with its sheets, as handed over."""
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    return {(await town.file(message)).name: await bytes_of(town, message) for message in await makes(officer)}


async def test_in_the_chat(town: Town, written: dict[str, bytes]) -> None:
    officer = await town.member(Role.OFFICER)
    assert {Path(name).suffix for name in written} == {".docx", ".xlsx"}
    for name, content in written.items():
        for sent in (content, _edited(name, content)):
            await officer.says("/nhap")
            await officer.sends_file(name, sent)
            assert "văn bản do hệ thống lập" in officer.hears, name


async def test_on_the_command_line(written: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DATABASE_URL", f"sqlite:///{tmp_path / 'another.db'}")
    monkeypatch.setenv("CCHC_SECRET_KEY", SECRET)
    for name, content in written.items():
        path = tmp_path / name
        path.write_bytes(_edited(name, content))
        refused = await asyncio.to_thread(cchc, "import", "plan", str(path))
        assert refused.exit_code == 1
        assert "văn bản do hệ thống lập" in refused.output
