"""A report as PDF: what makes it knows no secret and leaves nothing running."""

import asyncio
import os
from pathlib import Path

import pytest

from handlers.report.signed.pdf import as_pdf
from storage.ground.refusals import Refusal


def _office_suite(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Stands for LibreOffice, which starts a process of its own below it."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def _said(path: Path) -> str:
    """Empty until all of it is written."""
    text = path.read_text() if path.exists() else ""
    return text if text.endswith("\n") else ""


def _runs(number: int) -> bool:
    status = Path(f"/proc/{number}/status")
    return status.exists() and "zombie" not in status.read_text()


async def _comes(path: Path) -> str:
    async with asyncio.timeout(30):
        while not _said(path):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)
    return _said(path)


async def test_whoever_stops_waiting_leaves_nothing_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child"
    _office_suite(tmp_path, monkeypatch, f"sleep 1000 & echo $! > {child}; wait")
    making = asyncio.create_task(as_pdf(b"document"))
    number = int(await _comes(child))
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    async with asyncio.timeout(30):  # what was killed is gone when its turn comes
        while _runs(number):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def test_it_is_told_no_secret_and_a_document_that_is_not_made_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", "1:a-secret")
    told = tmp_path / "told"
    _office_suite(tmp_path, monkeypatch, f"env > {told}")
    with pytest.raises(Refusal, match=r"pdf\.failed"):
        await as_pdf(b"document")
    assert "PATH=" in _said(told)
    assert "a-secret" not in _said(told)
