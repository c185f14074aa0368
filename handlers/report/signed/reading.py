"""A signed file held against its draft."""

import asyncio
import re
from collections.abc import Iterator, Sequence

from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from handlers.report.signed.apart import read_file
from handlers.report.signed.roots import read_roots
from storage.report.signed import Difference, Found, Signature

BOUNDS = Bounds(seconds=60.0, memory_mb=768, answer_mb=8, too_slow="signed.too_slow", too_much="signed.too_heavy")
MOST_DIFFERENCES = 200
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|(?<![\w.,])\d+(?:,\d+)?%?")
_BEFORE = 40


async def read_signed(content: bytes, name: str, draft: bytes, roots: str = "") -> Found:
    """`roots`: the place of the certificates that signatures are checked against. Refuses with `signed.unreadable`, and
    what takes too much."""
    known = await asyncio.to_thread(read_roots, roots)
    text, signatures = await work_apart(read_file, BOUNDS, content, name, known)
    own, _ = await work_apart(read_file, BOUNDS, draft, "draft.docx")
    has_text = len(_numbers(text)) > 2
    found = list(compared(own, text))[:MOST_DIFFERENCES] if has_text else []
    return Found(has_text, [Signature(*one, checked=bool(known)) for one in signatures], found)


def _numbers(text: str) -> list[tuple[str, str]]:
    """(number, the words before it)."""
    flat = " ".join(text.split())
    return [(found[0], flat[max(0, found.start() - _BEFORE) : found.start()]) for found in _NUMBER.finditer(flat)]


def compared(draft: str, signed: str) -> Iterator[Difference]:
    """Numbers that the signed text has otherwise, each with the words before it. What is put in at the signing
    (number and day) stands in the head and is passed over."""
    from difflib import SequenceMatcher  # few reports come back signed

    was, now = _numbers(draft), _numbers(signed)
    matcher = SequenceMatcher(None, [one[0] for one in was], [one[0] for one in now], autojunk=False)
    for what, from_was, to_was, from_now, to_now in matcher.get_opcodes():
        if what != "equal":
            yield from _differences(was[from_was:to_was], now[from_now:to_now])


def _differences(was: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> Iterator[Difference]:
    for place in range(max(len(was), len(now))):
        before, after = (one[place] if place < len(one) else ("", "") for one in (was, now))
        about = (before[1] or after[1]).strip()
        if not before[0] and about.endswith(("Số:", "ngày", "tháng", "Báo cáo số")):
            continue
        yield Difference(about, before[0], after[0])
