"""A Word file as PDF, by LibreOffice where this machine has it."""

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path

from storage.ground.refusals import Refusal

SECONDS = 90.0


def office_suite() -> str | None:
    """The path of LibreOffice."""
    return shutil.which("soffice") or shutil.which("libreoffice")


async def as_pdf(document: bytes) -> bytes:
    """Refuses with `pdf.none` where there is no LibreOffice, with `pdf.failed` where it does not write one."""
    program = office_suite()
    if program is None:
        raise Refusal("pdf.none")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await asyncio.to_thread((folder / "report.docx").write_bytes, document)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = (profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", name, f"{name}/report.docx")
        await _run(program, *words, folder=name)
        made = folder / "report.pdf"
        if not made.exists():
            raise Refusal("pdf.failed")
        return await asyncio.to_thread(made.read_bytes)


async def _run(program: str, *words: str, folder: str) -> None:
    """Until it ends, or its time is over. It knows none of our secrets, and leaves nothing running: LibreOffice works
    in a process of its own below the one that is started."""
    silent = asyncio.subprocess.DEVNULL
    known = {"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    starting = asyncio.create_task(
        asyncio.create_subprocess_exec(
            program, *words, stdin=silent, stdout=silent, stderr=silent, start_new_session=True, env=known
        )
    )
    try:
        # Whoever is cancelled here may have started it already: it is waited for, to be ended.
        await asyncio.shield(starting)
        process = starting.result()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS)
    finally:
        process = await starting
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
