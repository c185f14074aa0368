"""Hostile pictures and files, measured: what they take of the bot's memory and of the process that opens them."""

import asyncio
import io
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handlers.cases.media import COPYING
from handlers.office.sent_files import BOUNDS

QUICKLY: dict[str, Any] = {"lossless": True, "method": 0, "quality": 0}
ATTRIBUTES = b"<w:p %s/>" % b" ".join(b'w:a%d=""' % number for number in range(20))
KEPT_MB = 40  # what the bot may grow by
# Alone in a process, as small as the bot's share of it: the peak of a child counts from that of its parent.
_MEASURED = """
import asyncio, json, resource, sys
from dataclasses import replace
from pathlib import Path
from handlers.apart.fork import end_server
from handlers.apart.process import work_apart
from handlers.cases.picture_copy import bare_copy
from handlers.cases.media import COPYING
from handlers.office.sent_files import parse_apart
from storage.ground.refusals import Refusal

bounds = replace(COPYING, seconds=300.0)  # of a loaded machine

def peak(who):
    return resource.getrusage(who).ru_maxrss // 1024

async def sent(path):
    content = path.read_bytes()
    try:
        if path.suffix == ".docx":
            await parse_apart(content, path.name)
        else:
            await work_apart(bare_copy, bounds, content)
    except Refusal as refusal:
        return refusal.key
    return "taken"

async def main(paths):
    before = peak(resource.RUSAGE_SELF)
    told = {path.name: await sent(path) for path in paths}
    grown = peak(resource.RUSAGE_SELF) - before
    end_server()
    print(json.dumps({"told": told, "grown": grown, "child": peak(resource.RUSAGE_CHILDREN)}))

asyncio.run(main([Path(name) for name in sys.argv[1:]]))
"""


async def measured(folder: Path, files: dict[str, bytes]) -> Any:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _MEASURED, *(str(folder / name) for name in files), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await asyncio.wait_for(process.communicate(), 300)
    return json.loads(out)


def word_of(body: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(content := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr(
            "word/document.xml", b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)
        )
    return content.getvalue()


def picture(kind: str, side: int = 40, mode: str = "RGB", **more: Any) -> bytes:
    Image.new(mode, (side, side), "green").save(content := io.BytesIO(), kind, **more)
    return content.getvalue()


def progressive(side: int, length: int) -> bytes:
    """A small one whose header says more: its decoder takes the memory for what the header says."""
    content = picture("JPEG", progressive=True)
    at = content.index(b"\xff\xc2") + 5
    return (content[:at] + struct.pack(">HH", side, side) + content[at + 4 :]).ljust(length, b"\0")


def frames(kind: str, count: int) -> bytes:
    made = [Image.new("RGB", (300, 300), (index % 256, 0, 0)) for index in range(count)]
    made[0].save(content := io.BytesIO(), kind, save_all=True, append_images=made[1:])
    return content.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of a peak differs")
async def test_no_picture_takes_more_than_its_bounds(tmp_path: Path) -> None:
    webp = picture("WEBP", 5000, **QUICKLY)
    seen = await measured(tmp_path, {
        "progressive.jpg": progressive(13_300, 2_000_000),
        "square.webp": picture("WEBP", 7_000, **QUICKLY),
        "largest.webp": webp,
        "bomb.png": picture("PNG", 20_000, mode="1", compress_level=1),
        "frames.gif": frames("GIF", 50),
        "frames.png": frames("PNG", 50),
        "cut.webp": webp[: len(webp) // 2],
        "cut.png": picture("PNG", 300)[:200],
        "cut.jpg": picture("JPEG", 300)[:800],
        "malformed.png": b"\x89PNG\r\n\x1a\n" + b"\xff" * 1000,
    })  # fmt: skip
    assert seen["told"] == {
        "progressive.jpg": "case.picture_too_large",
        "square.webp": "case.picture_too_large",
        "largest.webp": "taken",
        "bomb.png": "case.picture_too_large",
        "frames.gif": "case.no_picture",
        "frames.png": "taken",
        "cut.webp": "case.no_picture",
        "cut.png": "case.picture_broken",
        "cut.jpg": "case.picture_broken",
        "malformed.png": "case.no_picture",
    }
    assert seen["grown"] < KEPT_MB
    assert 300 < seen["child"] < COPYING.memory_mb  # at all measured


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of a peak differs")
async def test_no_sent_file_is_opened_by_the_bot_itself(tmp_path: Path) -> None:
    """34 kilobytes of attributes that say nothing take 250 megabytes."""
    seen = await measured(tmp_path, {"empty.docx": word_of(ATTRIBUTES * 50_000)})
    assert seen["told"] == {"empty.docx": "file.no_table"}
    assert seen["grown"] < KEPT_MB
    assert 200 < seen["child"] < BOUNDS.memory_mb
