"""Files of figures and plans are read in a process of their own: a file of a few kilobytes may ask for gigabytes."""

from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from storage.imports.importing import FileKind, ParsedFile, parse_file

BOUNDS = Bounds(seconds=120.0, memory_mb=640, answer_mb=64, too_slow="file.too_slow", too_much="file.too_heavy")


async def parse_apart(content: bytes, name: str, kind: FileKind | None = None, year: int | None = None) -> ParsedFile:
    """`parse_file`, over there."""
    return await work_apart(parse_file, BOUNDS, content, name, kind, year)
