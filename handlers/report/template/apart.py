"""Rendering a template in a process of its own, which is ended when its time is over. `python -m` runs the other side.

One line of JSON goes in, one comes out: the file, or what is wrong with the template.
"""

import asyncio
import base64
import contextlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handlers.report.template.rendering import fill_in
from storage.refusals import Refusal

SECONDS = 20.0
MAX_TEMPLATE_BYTES = 10 * 1024 * 1024
_MEMORY = 1024**3
_ROOT = Path(__file__).parents[3]  # where `handlers` lies
# It is given no settings and no secrets. (Python does not start on Windows without this one.)
_ENVIRONMENT = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


async def render_apart(template: bytes, values: Mapping[str, Any], seconds: float = SECONDS) -> bytes:
    if len(template) > MAX_TEMPLATE_BYTES:
        raise Refusal("file.too_large", limit_mb=MAX_TEMPLATE_BYTES // 1024**2)
    work = json.dumps({"template": base64.b64encode(template).decode(), "values": values}).encode()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT, env=_ENVIRONMENT,
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            out, _ = await process.communicate(work)
    except TimeoutError:
        raise Refusal("template.too_slow", seconds=int(seconds)) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return _result(out)


def _result(out: bytes) -> bytes:
    try:
        answer = json.loads(out)
    except ValueError:  # it was ended for the memory it took
        raise Refusal("template.cannot_render") from None
    if "refusal" in answer:
        raise Refusal(answer["refusal"], **answer["values"])
    return base64.b64decode(answer["file"])


def _limit_resources() -> None:
    """Not on Windows, where the time limit of the other side has to do."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _main() -> None:
    _limit_resources()
    work = json.load(sys.stdin.buffer)
    try:
        file = fill_in(base64.b64decode(work["template"]), work["values"])
        answer: dict[str, Any] = {"file": base64.b64encode(file).decode()}
    except Refusal as refusal:
        answer = {"refusal": refusal.key, "values": refusal.values}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
