"""What a file that was read apart gives back is taken by a bot that has only started, and has loaded nothing for it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from bot.demo.files import sample_files

ROOT = Path(__file__).parents[1]
_READ = """
import asyncio, sys
from pathlib import Path
import bot.commands.running
from handlers.office.sent_files import parse_apart

async def read() -> None:
    for path in map(Path, sys.argv[1:]):
        parsed = await parse_apart(path.read_bytes(), path.name)
        print(parsed.kind)

asyncio.run(read())
"""


def test_a_bot_that_has_just_started_reads_each_kind_of_file(tmp_path: Path) -> None:
    paths = {kind: tmp_path / f"{kind}.csv" for kind in sample_files(date(2026, 6, 1))}
    for kind, content in sample_files(date(2026, 6, 1)).items():
        paths[kind].write_bytes(content)
    order = [sys.executable, "-c", _READ, *map(str, paths.values())]
    said = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.stdout.split() == [str(kind) for kind in paths], said.stderr
