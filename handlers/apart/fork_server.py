"""The server of the processes apart: `python -m handlers.apart.fork_server MODULE`, a control socket as its input.

It loads what the work of MODULE needs, once, and forks for each file. It has neither settings nor secrets and never
holds a file itself, so no file is seen by the next (docs/decisions/files-are-read-apart.md).
"""

import contextlib
import gc
import importlib
import os
import selectors
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import NoReturn

from handlers.apart.child import answer_order

CODE = struct.Struct("<i")  # how a process ended, as subprocess says it
IDLE_SECONDS = 30.0
_DATA = 3


def main() -> None:
    with contextlib.suppress(OSError):  # if the machine runs out of memory, it ends these processes and not the bot
        Path("/proc/self/oom_score_adj").write_text("1000")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # at a terminal it is meant for the bot, which ends this by itself
    module = importlib.import_module(sys.argv[1])
    for name in getattr(module, "LOADED_APART", ()):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # so that the forks go on sharing it
    _Server(socket.socket(fileno=0)).run()


class _Server:
    """Until the bot closes the control socket, or nothing came for `IDLE_SECONDS`."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, socket.socket] = {}  # by process number, where its end is told
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        woken, wakes = socket.socketpair()
        for end in (woken, wakes):
            end.setblocking(False)
        self._woken = woken
        self._selector.register(woken, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(wakes.detach())

    def run(self) -> None:
        serving = True
        while serving or self._children:
            ready = self._selector.select(None if self._children else IDLE_SECONDS)
            if not ready:
                return
            for key, _ in ready:
                if key.fileobj is self._control:
                    serving = self._take()
                elif key.fileobj is self._woken:
                    self._reap()
                else:
                    self._end(key.data)

    def _take(self) -> bool:
        """One file: the socket it comes by, and the one by which its end is told. False where the bot is gone."""
        _, numbers, _, _ = socket.recv_fds(self._control, 1, 2)
        if len(numbers) != 2:
            self._selector.unregister(self._control)
            for child in self._children:
                os.kill(child, signal.SIGKILL)
            return False
        data, told = numbers
        if (child := os.fork()) == 0:
            _work(data)
        os.close(data)
        self._children[child] = socket.socket(fileno=told)
        self._selector.register(self._children[child], selectors.EVENT_READ, data=child)
        return True

    def _end(self, child: int) -> None:
        """The bot said so, or is gone."""
        self._selector.unregister(self._children[child])
        os.kill(child, signal.SIGKILL)

    def _reap(self) -> None:
        self._woken.recv(4096)
        for child in list(self._children):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                told = self._children.pop(child)
                with contextlib.suppress(KeyError):
                    self._selector.unregister(told)
                with contextlib.suppress(OSError):
                    told.send(CODE.pack(os.waitstatus_to_exitcode(status)))
                told.close()


def _work(data: int) -> NoReturn:
    """In the fork, with nothing of the server's but what is loaded: no socket of it, and none of its signals."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(data, _DATA)
        os.closerange(_DATA + 1, os.sysconf("SC_OPEN_MAX"))
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        answer_order(os.fdopen(_DATA, "rb"), os.fdopen(os.dup(_DATA), "wb"))
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
