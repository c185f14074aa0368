"""What the proof of a report found, in words: the same for the chat and the command line."""

from collections.abc import Sequence

from handlers.making.proofreading.faults import Fault, Kind
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.ground.text import shorten

SHOWN = 6
_IN_A_LINE = 160
_KIND = Keys("report_proof.found_{}", Kind)


def fault_lines(say: Words, faults: Sequence[Fault], limit: int = SHOWN) -> list[str]:
    """Each with the sentence, its place, and what would be right."""
    lines = [_line(say, fault) for fault in faults[:limit]]
    if len(faults) > limit:
        lines.append(say("report_proof.more", count=integer(len(faults) - limit)))
    return lines


def _line(say: Words, fault: Fault) -> str:
    under = say("report_proof.under", heading=shorten(fault.under, 60)) if fault.under else ""
    values = {"sentence": _short(fault.sentence), "found": _short(fault.found), "expected": _short(fault.expected)}
    return say(_KIND[fault.kind], under=under, **values)


def left_out_lines(say: Words, faults: Sequence[Fault], limit: int = SHOWN) -> list[str]:
    texts = [fault.found if fault.kind is Kind.ROW else fault.sentence for fault in faults]
    lines = [say("report_proof.left_out", count=integer(len(texts)))] if texts else []
    lines += [say("report_proof.left_out_line", sentence=_short(text)) for text in texts[:limit]]
    if len(texts) > limit:
        lines.append(say("report_proof.more", count=integer(len(texts) - limit)))
    return lines


def _short(text: str) -> str:
    return shorten(" ".join(text.removeprefix("- ").split()), _IN_A_LINE)
