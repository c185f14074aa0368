"""Work that a process apart is made to do, by the tests: all the ways in which it can go wrong."""

import ctypes
import os
import signal
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handlers.apart.messages import Refused
from storage.ground.refusals import Refusal


def echo(content: bytes) -> bytes:
    return content


def typed(content: bytes, day: date) -> Refused:
    """A dataclass of ours, of which there are few that are loaded everywhere."""
    return Refused(content.decode(), {"year": day.year})


def refuses(content: bytes) -> bytes:
    raise Refusal("file.wrong_kind", kind=content.decode())


def stumbles(content: bytes) -> bytes:
    raise ValueError(f"somebody's words: {content.decode()}")


def eats_memory(content: bytes) -> int:
    return len(bytearray(4 * 1024**3))


def works_without_end(content: bytes) -> None:
    while True:
        pass


def sleeps_without_end(content: bytes) -> None:
    time.sleep(3600)


def is_killed(content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crashes(content: bytes) -> None:
    ctypes.string_at(0)


def leaves(content: bytes) -> None:
    os._exit(0)


def answers_at_length(content: bytes) -> bytes:
    return bytes(20 * 1024**2)


def prints(content: bytes) -> bytes:
    os.write(1, b"libfoo: warning\n")
    sys.stdout.write("warning")
    return content


def writes_a_file(content: bytes) -> None:
    try:
        Path(content.decode()).write_bytes(b"x")
    except OSError:
        raise Refusal("file.broken") from None


def environment(content: bytes) -> dict[str, str]:
    return dict(os.environ)


def when(content: bytes) -> tuple[float, float]:
    """When it began and ended, by the clock that all processes share."""
    began = time.monotonic()
    time.sleep(0.05)
    return began, time.monotonic()


def process_number(content: bytes) -> None:
    """Is told to a pipe, and then it waits for ever."""
    with Path(content.decode()).open("w") as pipe:
        pipe.write(str(os.getpid()))
    time.sleep(3600)


@dataclass
class Foreign:
    """Of a module whose values are not taken."""

    name: str


def foreign(content: bytes) -> Foreign:
    return Foreign("x")


class _Runs:
    def __init__(self, path: str) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path(self._path),)


def hostile(content: bytes) -> object:
    """What somebody would answer who has taken over the process: it runs where it is read."""
    return _Runs(content.decode())


def open_numbers(content: bytes) -> list[int]:
    """Of the files and sockets it has, but for the folder that is read to tell."""
    return sorted(int(entry.name) for entry in Path("/proc/self/fd").iterdir())[:-1]


def server_s_environment(content: bytes) -> bytes:
    return Path(f"/proc/{os.getppid()}/environ").read_bytes()


def ends_the_server(content: bytes) -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    os._exit(0)


remembered: list[bytes] = []


def remembers(content: bytes) -> list[bytes]:
    """What this process and those before it were given."""
    remembered.append(content)
    return remembered
