"""Two processes of the operating system over one PostgreSQL, as a department behind a webhook may run them."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

from sqlalchemy import select

from storage.imports.parsed import FileKind
from storage.models import Outbox, Role
from tests.chat import SECRET, Town
from tests.databases import postgres_url
from tests.readme import README

PLAN = """Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn
I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,Văn phòng,26/6/2026
I. Điều hành,2,Họp giao ban,Thông báo,Văn phòng,12/6/2026
"""
FRIDAY_MORNING = "2026-06-19T01:05:00+00:00"  # a week before the first deadline, a week after the second
MONTH_S_QUESTION = "2026-06-25T01:05:00+00:00"
MOMENTS = (FRIDAY_MORNING, MONTH_S_QUESTION)


async def _process(url: str) -> Process:
    command = [sys.executable, "-m", "tests.ticking", url, SECRET, *MOMENTS]
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=README.parent)


async def _line(process: Process) -> bytes:
    assert process.stdout
    return await process.stdout.readline()


async def _sent(processes: list[Process]) -> int:
    """All begin at the same moment; what they send together."""
    assert [await _line(process) for process in processes] == [b"ready\n"] * len(processes)
    for process in processes:
        assert process.stdin
        process.stdin.write(b"go\n")
    return sum(int(line) for line in await asyncio.gather(*(_line(process) for process in processes)))


async def _outgoing(town: Town) -> list[tuple[str, str]]:
    """(address, text) of everything that is or was to be sent, oldest first."""
    async with town.database.read() as db:
        rows = (await db.execute(select(Outbox.address, Outbox.payload).order_by(Outbox.id))).all()
    return [(row.address, row.payload["text"]) for row in rows]


async def test_each_reminder_is_sent_once_however_many_processes_look_at_the_clock() -> None:
    url = postgres_url()
    async with Town.over(url) as town:
        await town.imports(FileKind.PLAN, "plan.csv", PLAN.encode(), year=2026)
        office = await town.named("Văn phòng")
        members = [await town.member(Role.STAFF, office, f"Cán bộ {number}") for number in range(12)]
        staff = {member.address for member in members}
        processes = [await _process(url) for _ in range(2)]
        for _ in MOMENTS:
            before = len(await _outgoing(town))
            sent = await _sent(processes)
            outgoing = (await _outgoing(town))[before:]
            assert len(outgoing) == sent
            assert len(set(outgoing)) == sent, "nothing twice, by either process"
            assert {address for address, _ in outgoing} == staff
        assert [await process.wait() for process in processes] == [0, 0]
