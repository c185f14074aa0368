"""Folders of the test processes beside pytest's own: each named after its process, or after the run that several
processes share, and removed when that has ended."""

import contextlib
import getpass
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

_ROOT = Path(tempfile.gettempdir())
_NAME = f"cchc-{{kind}}-{getpass.getuser()}-{{pid}}"
_KINDS = ("postgres", "sqlite")
_STOP_SECONDS = 10


def own_folder(kind: str) -> Path:
    """Not made yet."""
    return _ROOT / _NAME.format(kind=kind, pid=os.getpid())


def shared_folder(kind: str) -> Path:
    """One for all processes of a run; the process that started them removes it."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    return _ROOT / _NAME.format(kind=kind, pid=os.getppid() if is_worker else os.getpid())


def remove(*, own: bool) -> None:
    """What ended test processes left, a server of theirs included; and this one's, if `own`."""
    for kind in _KINDS:
        for folder in _ROOT.glob(_NAME.format(kind=kind, pid="*")):
            pid = int(folder.name.rpartition("-")[2])
            if own if pid == os.getpid() else not _runs(pid):
                _stop_server(folder)
                shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    with contextlib.suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True


def _stop_server(folder: Path) -> None:
    """The first lines of its file are its process and its folder."""
    with contextlib.suppress(OSError, ValueError):
        pid, of = (folder / "postmaster.pid").read_text("utf-8").splitlines()[:2]
        if Path(of) != folder or not _runs(int(pid)):
            return
        os.kill(int(pid), signal.SIGQUIT)
        ends = time.monotonic() + _STOP_SECONDS
        while _runs(int(pid)) and time.monotonic() < ends:
            time.sleep(0.05)
