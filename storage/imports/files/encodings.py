"""In which encoding a text was written: told from how Vietnamese it reads, not only from what can be decoded."""

import codecs
from dataclasses import dataclass

from storage.imports.files.old_encodings import old_share, share

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SAMPLE = 64 * 1024
_FEW = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """`broken`: bytes that are none of the encoding, read as �."""

    encoding: str
    broken: int = 0


def encoding_of(data: bytes) -> Decoded | None:
    """None for what is no text."""
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _checked(data, encoding)
    start = data[:2000]
    if start[1::2].count(0) > len(start) // 5:
        return _checked(data, "utf-16-le")
    if start[::2].count(0) > len(start) // 5:
        return _checked(data, "utf-16-be")
    if b"\x00" in data:
        return None
    broken, letters = _broken(data, "utf-8")
    if broken <= letters * _FEW:
        return Decoded("utf-8", broken)
    return _single_bytes(data)


def _checked(data: bytes, encoding: str) -> Decoded | None:
    broken, letters = _broken(data, encoding)
    return Decoded(encoding, broken) if broken <= max(1, letters * _FEW) else None


def _broken(data: bytes, encoding: str) -> tuple[int, int]:
    """How many bytes cannot be read, and how many letters beyond ASCII can."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    broken = letters = 0
    for start in range(0, len(data), _SAMPLE):
        text = decoder.decode(data[start : start + _SAMPLE], start + _SAMPLE >= len(data))
        marks = text.count("\ufffd")
        broken += marks
        letters += 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore")) - marks
    return broken, letters


def _single_bytes(data: bytes) -> Decoded | None:
    """Windows-1258 keeps most tone marks apart; TCVN3 and VNI were written as if they were Windows-1252."""
    control = sum(data[:_SAMPLE].count(code) for code in range(32) if code not in (9, 10, 12, 13))
    if control > len(data[:_SAMPLE]) // 50:
        return None
    sample = data[:_SAMPLE]
    today, old = share(sample.decode("cp1258", "replace")), old_share(sample.decode("cp1252", "replace"))
    best = "cp1252" if old > today else "cp1258"
    return Decoded(best, _broken(data, best)[0])
