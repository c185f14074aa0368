"""A long file of dossiers: on the command line as its process sees it, and in the chat beside somebody who writes."""

import asyncio
import contextlib
import csv
import io
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl  # type: ignore[import-untyped]
from sqlalchemy import text

from storage.database import Database
from storage.migrate import migrate
from storage.models import Role
from tests.chat import SECRET, Town

HEADING = (
    *("STT", "Mã hồ sơ", "Mã thủ tục", "Nội dung", "Cơ quan thụ lý", "Chủ hồ sơ", "Số điện thoại", "Hình thức nộp"),
    *("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Trạng thái"),
)
# One in 500 was returned late, one in 50 is in hand; as in a year's export of a city's department.
_LATE, _OPEN = 500, 50


@dataclass(frozen=True, slots=True)
class Took:
    """`cpu`: of the process and those it started, in seconds like `wall`; `megabytes`: the most they held together."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class ChatTook:
    """Seconds until the preview, from the confirmation until the end, and the longest that another message waited for
    the writer; `cpu`: of both together."""

    preview: float
    write: float
    longest_wait: float
    cpu: float


def rows(count: int) -> Iterator[list[str]]:
    yield list(HEADING)
    for number in range(count):
        received = date(2026, 1, 5) + timedelta(days=number * 120 // count)
        returned = received + timedelta(days=9 if number % _LATE == 3 else 5)
        is_open = number % _OPEN == 7
        yield [
            *(str(number + 1), f"H29-{received:%y%m%d}-{number:06}", f"1.00{number % 79:04}", "Cấp giấy phép"),
            *("Văn phòng", f"Người nộp {number}", f"09{number:08}", "Trực tuyến" if number % 3 else "Trực tiếp"),
            *(f"{received:%d/%m/%Y}", f"{received + timedelta(days=7):%d/%m/%Y}"),
            *(("", "Đang xử lý") if is_open else (f"{returned:%d/%m/%Y}", "Đã trả kết quả")),
        ]


def file_of(count: int, ending: str) -> bytes:
    if ending == "csv":
        text_file = io.StringIO(newline="")
        csv.writer(text_file).writerows(rows(count))
        return text_file.getvalue().encode("utf-8-sig")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Hồ sơ")
    for row in rows(count):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def on_the_command_line(content: bytes, ending: str, times: int = 1) -> list[Took]:
    """`times`: the same file again, into the same database."""
    with TemporaryDirectory(prefix="cchc-bench-") as name:
        path = Path(name) / f"ho-so.{ending}"
        path.write_bytes(content)
        await _prepare(f"sqlite:///{path.parent / 'bench.db'}")
        environment = {
            **os.environ,
            "CCHC_DATABASE_URL": f"sqlite:///{path.parent / 'bench.db'}",
            "CCHC_SECRET_KEY": SECRET,
            "CCHC_AGENCY": "Sở Thử",
        }
        return [await asyncio.to_thread(_run, path, environment) for _ in range(times)]


def _run(path: Path, environment: dict[str, str]) -> Took:
    command = [str(Path(sys.executable).with_name("cchc")), "import", "dossiers", str(path)]
    with (path.parent / "log").open("w") as log:
        began = time.perf_counter()
        process = os.posix_spawn(
            command[0],
            command,
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, log.fileno(), 1), (os.POSIX_SPAWN_DUP2, log.fileno(), 2)],
        )
        megabytes = 0.0
        while True:
            ended, status, used = os.wait4(process, os.WNOHANG)
            if ended:
                break
            megabytes = max(megabytes, _held(process) + sum(map(_held, _descendants(process))))
            time.sleep(0.02)
        wall = time.perf_counter() - began
    if status:
        raise RuntimeError((path.parent / "log").read_text())
    return Took(wall, used.ru_utime + used.ru_stime, megabytes)


def _descendants(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        children = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
        return children + [one for child in children for one in _descendants(child)]
    return []


def _held(process: int) -> float:
    """What several processes share counts once, in parts. (What is counted when a process ends begins with what its
    parent held before.)"""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0.0


async def _prepare(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


async def in_the_chat(content: bytes, ending: str) -> ChatTook:
    with TemporaryDirectory(prefix="cchc-bench-") as name:
        url = f"sqlite:///{Path(name) / 'bench.db'}"
        await _prepare(url)
        async with Town.over(url) as town:
            officer = await town.member(Role.OFFICER)
            other = asyncio.create_task(_writes_meanwhile(town.database))
            cpu, began = time.process_time(), time.perf_counter()
            await officer.sends_file(f"ho-so.{ending}", content)
            previewed = time.perf_counter()
            await officer.taps("✅ Nhập")
            ended = time.perf_counter()
            cpu = time.process_time() - cpu
            other.cancel()
            return ChatTook(previewed - began, ended - previewed, await other, cpu)


async def _writes_meanwhile(database: Database) -> float:
    """Twenty times a second, as taps come in; the longest from asking for the writer until it was committed."""
    longest = 0.0
    try:
        while True:
            began = time.perf_counter()
            async with database.write() as db:
                await db.execute(text("UPDATE unit SET name = name WHERE id = 1"))
            longest = max(longest, time.perf_counter() - began)
            await asyncio.sleep(0.05)
    except asyncio.CancelledError:
        return longest
