"""Whatever a file does to its reader, it ends with the process that reads it; the bot says a sentence and goes on."""

import asyncio
import contextlib
import io
import os
import pickle
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from handlers.apart import fork, fork_server
from handlers.apart.bounds import Bounds
from handlers.apart.messages import Done, Refused, StumbledError, value_of
from handlers.apart.process import work_apart
from storage.ground.refusals import Refusal
from storage.imports.parsed import FileKind
from tests import apart_works as works

BOUNDS = Bounds(seconds=20, memory_mb=256, answer_mb=16, too_slow="file.too_slow", too_much="file.too_heavy")


async def refusal_of(work: Callable[[bytes], Any], content: bytes = b"x", bounds: Bounds = BOUNDS) -> str:
    with pytest.raises(Refusal) as refused:
        await work_apart(work, bounds, content)
    return refused.value.key


async def test_the_answer_comes_back_whole_and_with_its_type() -> None:
    content = os.urandom(3_000_000)
    assert await work_apart(works.echo, BOUNDS, content) == content
    assert await work_apart(works.typed, BOUNDS, b"k", date(2026, 5, 4)) == Refused("k", {"year": 2026})


async def test_a_refusal_over_there_is_one_here() -> None:
    with pytest.raises(Refusal) as refused:
        await work_apart(works.refuses, BOUNDS, b"PDF")
    assert (refused.value.key, refused.value.values) == ("file.wrong_kind", {"kind": "PDF"})


@pytest.mark.parametrize("work", [works.eats_memory, works.is_killed, works.crashes, works.leaves,
                                  works.answers_at_length, works.foreign])  # fmt: skip
async def test_what_takes_too_much_or_dies_is_refused(work: Callable[[bytes], Any]) -> None:
    assert await refusal_of(work) == "file.too_heavy"


@pytest.mark.parametrize("work", [works.works_without_end, works.sleeps_without_end])
async def test_what_does_not_end_is_ended(work: Callable[[bytes], Any]) -> None:
    began = time.monotonic()
    assert await refusal_of(work, bounds=replace(BOUNDS, seconds=1)) == "file.too_slow"
    assert time.monotonic() - began < 10


async def test_what_a_library_prints_is_no_answer() -> None:
    assert await work_apart(works.prints, BOUNDS, b"answer") == b"answer"


async def test_it_writes_no_file_and_knows_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_SECRET_KEY", "secret")
    path = tmp_path / "file"
    assert await refusal_of(works.writes_a_file, str(path).encode()) == "file.broken"
    assert "secret" not in str(await work_apart(works.environment, BOUNDS, b""))
    fork.end_server()  # whatever the bot's own settings are when it is started
    if sys.platform == "linux":
        assert b"secret" not in await work_apart(works.server_s_environment, BOUNDS, b"")


async def test_an_error_nobody_foresaw_tells_its_place_and_not_what_people_wrote() -> None:
    with pytest.raises(StumbledError) as stumbled:
        await work_apart(works.stumbles, BOUNDS, b"Nguyen Van A")
    assert "ValueError" in str(stumbled.value)
    assert "in stumbles" in str(stumbled.value)
    assert "Nguyen Van A" not in str(stumbled.value)


async def test_an_answer_that_would_run_something_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "ran"
    assert await refusal_of(works.hostile, str(path).encode()) == "file.too_heavy"
    assert not path.exists()


@pytest.mark.parametrize("answer", [b"", b"\x80\x05.", b"cos\nsystem\n(S'true'\ntR.", b"cpathlib\nPath\n(tR.", b"\x8c"])
def test_any_bytes_are_an_answer_or_refused(answer: bytes) -> None:
    with pytest.raises(Refusal):
        value_of(io.BytesIO(answer), BOUNDS)


class _Earlier(pickle.Pickler):
    """As Python 3.11.2 writes enumerations, which is Debian 12's own."""

    def reducer_override(self, given: Any) -> Any:
        return (getattr, (type(given), given.name)) if isinstance(given, Enum) else NotImplemented


def test_members_of_enumerations_are_read_as_each_python_writes_them_and_nothing_else_is_got() -> None:
    answer = io.BytesIO()
    _Earlier(answer).dump(Done([FileKind.PLAN, Refused("k", {})]))
    assert value_of(io.BytesIO(answer.getvalue()), BOUNDS) == [FileKind.PLAN, Refused("k", {})]
    for reached in (b"(chandlers.apart.messages\nDone\nS'__init__'\ntR.", b"(S'x'\nS'upper'\ntR."):
        with pytest.raises(Refusal):
            value_of(io.BytesIO(b"cbuiltins\ngetattr\n" + reached), BOUNDS)


async def test_one_works_at_a_time_and_the_others_wait() -> None:
    spans = sorted(await asyncio.gather(*(work_apart(works.when, BOUNDS, b"") for _ in range(4))))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


async def test_whoever_waits_no_longer_leaves_no_process_behind(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    waiting = asyncio.create_task(work_apart(works.process_number, replace(BOUNDS, seconds=60), str(pipe).encode()))
    number = int(await asyncio.to_thread(pipe.read_text))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(number, signal.SIG_DFL)
    assert await work_apart(works.echo, BOUNDS, b"next") == b"next"


async def test_each_file_has_a_process_that_has_seen_no_other() -> None:
    for content in (b"one", b"two"):
        assert await work_apart(works.remembers, BOUNDS, content) == [content]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems list no open files")
async def test_it_has_nothing_open_but_its_own_way_to_the_bot() -> None:
    standard, ways = [0, 1, 2], [3, 4]
    assert await work_apart(works.open_numbers, BOUNDS, b"") == standard + ways


async def test_the_next_file_finds_a_server_again_whatever_became_of_the_last() -> None:
    assert await refusal_of(works.ends_the_server) == "file.too_heavy"
    assert await work_apart(works.echo, BOUNDS, b"next") == b"next"
    started = fork._servers[0]
    started._control.shutdown(socket.SHUT_RDWR)  # as if it had ended for want of work, this very moment
    assert await work_apart(works.echo, BOUNDS, b"again") == b"again"
    assert fork._servers[0] is not started


_WAITS = """
import asyncio, sys
from handlers.apart.process import work_apart
from tests.apart_works import process_number
from tests.test_apart import BOUNDS
asyncio.run(work_apart(process_number, BOUNDS, sys.argv[1].encode()))
"""


async def test_a_bot_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    command = [sys.executable, "-c", _WAITS, str(pipe)]
    bot = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[1])
    number = int(await asyncio.to_thread(pipe.read_text))
    bot.kill()
    await bot.wait()
    await _until_gone(number)


async def test_a_server_without_work_ends(tmp_path: Path) -> None:
    script = "import sys; from handlers.apart import fork_server as it; it.IDLE_SECONDS = 0.05; it.main()"
    ours, theirs = socket.socketpair()
    with ours, theirs:
        command = [sys.executable, "-c", script, works.__name__]
        process = await asyncio.create_subprocess_exec(*command, stdin=theirs.fileno(), cwd=Path(__file__).parents[1])
        assert await asyncio.wait_for(process.wait(), 20) == 0
    assert fork_server.IDLE_SECONDS >= 10  # an album of pictures comes within


async def _until_gone(number: int) -> None:
    async with asyncio.timeout(10):
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(number, signal.SIG_DFL)
                await asyncio.sleep(0.02)
