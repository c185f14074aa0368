"""Processes of the operating system that start at once, and one that starts beside another."""

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from pathlib import Path

from storage.database import Database
from storage.people.units import all_units
from tests.chat import SECRET
from tests.command_line import CCHC
from tests.databases import empty_url

HANGS_AFTER = 600  # seconds; far beyond what the most loaded machine needs
IN_USE = "Đã có một bot khác đang chạy trên cơ sở dữ liệu"


async def _start(url: str, *words: str, public_url: str = "https://so-thu.example") -> Process:
    settings = {
        "CCHC_DATABASE_URL": url,
        "CCHC_SECRET_KEY": SECRET,
        "CCHC_AGENCY": "Sở Thử",
        "CCHC_WEB_PORT": "0",
        "CCHC_PUBLIC_URL": public_url,
        "COLUMNS": "400",
    }
    environment = {**os.environ, **settings}
    return await asyncio.create_subprocess_exec(CCHC, *(words or ["run"]), env=environment, stdout=PIPE, stderr=STDOUT)


async def _first_line(process: Process) -> str:
    assert process.stdout
    return (await asyncio.wait_for(process.stdout.readline(), HANGS_AFTER)).decode()


async def _serves(process: Process) -> bool:
    return "http://" in await _first_line(process)


async def _output(process: Process) -> str:
    output, _ = await asyncio.wait_for(process.communicate(), HANGS_AFTER)
    return output.decode()


async def _end(processes: list[Process]) -> list[int | None]:
    for process in processes:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
    await asyncio.gather(*(_output(process) for process in processes))
    return [process.returncode for process in processes]


async def test_three_processes_start_at_once_on_one_empty_postgresql(tmp_path: Path) -> None:
    """The schema is made once, and the samples of the demo, too."""
    url = empty_url("postgresql", tmp_path)
    processes = [await _start(url, public_url="") for _ in range(3)]
    try:
        assert await asyncio.gather(*(_serves(process) for process in processes)) == [True] * 3
    finally:
        codes = await _end(processes)
    assert codes == [0, 0, 0]
    database = Database(url)
    async with database.read() as db:
        assert [unit.name for unit in await all_units(db) if unit.parent_id is None] == ["Sở Thử"]
    await database.close()


async def test_a_second_bot_on_one_file_is_refused_and_commands_are_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cchc.db'}"
    first = await _start(url)
    try:
        assert await _serves(first)
        second, invited = await _start(url), await _start(url, "invite", "--role", "officer", "--unit", "Sở Thử")
        said = await _first_line(second)
        if "http://" in said:
            second.kill()
        said += await _output(second)
        await _output(invited)
        assert (second.returncode, IN_USE in said, "Traceback" in said) == (1, True, False)
        beside = [await _start(url, "summary"), await _start(url, "backup", str(tmp_path / "copies"))]
        outputs = [await _output(command) for command in beside]
        assert [invited.returncode, *(command.returncode for command in beside)] == [0, 0, 0], outputs
    finally:
        first.kill()
        await first.wait()
    # It had no time to tidy up: what is left of its lock locks nothing.
    assert (tmp_path / "cchc.db-lock").exists()
    after = await _start(url)
    try:
        assert await _serves(after)
    finally:
        assert await _end([after]) == [0]
