"""Numbers that Word writes by itself (numbering.xml): "1.", "a)", "1.2", "II." of each numbered paragraph, as shown."""

import re
import zipfile
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from storage.ground.numerals import roman
from storage.imports.files.word_parts import part

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_HIGHEST = 30_000


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _Count:
    """`reached`: the number last given on each level; 0 where none was yet."""

    levels: list[_Level]
    reached: list[int] = field(default_factory=lambda: [0] * _LEVELS)

    def next(self, level: int) -> str:
        start = self.levels[level].start
        self.reached[level] = self.reached[level] + 1 if self.reached[level] else start
        self.reached[level + 1 :] = [0] * (_LEVELS - level - 1)
        return _PLACE.sub(lambda match: self._shown(int(match.group(1)) - 1), self.levels[level].text)

    def _shown(self, level: int) -> str:
        number = self.reached[level] or self.levels[level].start
        return _written(number, self.levels[level].form)


class WordNumbers:
    """Asked for each paragraph in the order of the document."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._counts = _counts(part(package, "word/numbering.xml"))
        self._of_style = dict(_style_numbers(part(package, "word/styles.xml")))

    def label(self, paragraph: "etree._Element") -> str:
        """Empty for a paragraph without a number."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        number, level = _reference(own)
        from_style = self._of_style.get("" if style is None else style.get(qn("w:val")) or "", (None, 0))
        number = from_style[0] if number is None else number
        level = from_style[1] if level is None else level
        count = self._counts.get(number or "")
        if count is None or not 0 <= level < _LEVELS:
            return ""
        is_bullet = count.levels[level].form in ("bullet", "none")
        return "" if is_bullet else count.next(level)


def _reference(element: "etree._Element | None") -> tuple[str | None, int | None]:
    if element is None:
        return None, None
    number, level = element.find(qn("w:numId")), element.find(qn("w:ilvl"))
    return (None if number is None else number.get(qn("w:val"))), (None if level is None else _int(level, 0))


def _style_numbers(root: "etree._Element | None") -> list[tuple[str, tuple[str | None, int]]]:
    found: list[tuple[str, tuple[str | None, int]]] = []
    for style in () if root is None else root.iterfind(qn("w:style")):
        number, level = _reference(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
        if number is not None:
            found.append((style.get(qn("w:styleId")) or "", (number, level or 0)))
    return found


def _counts(root: "etree._Element | None") -> dict[str, _Count]:
    """By the number's id. Lists made of one abstract list count on together, unless they say where they start."""
    if root is None:
        return {}
    abstract = {
        element.get(qn("w:abstractNumId")): _Count(_levels(element)) for element in root.iterfind(qn("w:abstractNum"))
    }
    counts: dict[str, _Count] = {}
    for number in root.iterfind(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        shared = abstract.get(None if reference is None else reference.get(qn("w:val")))
        if shared is not None:
            counts[number.get(qn("w:numId")) or ""] = _overridden(number, shared)
    return counts


def _overridden(number: "etree._Element", shared: _Count) -> _Count:
    levels = list(shared.levels)
    for override in number.iterfind(qn("w:lvlOverride")):
        index = _int(override, 0, "w:ilvl")
        start, own = override.find(qn("w:startOverride")), override.find(qn("w:lvl"))
        if 0 <= index < _LEVELS:
            level = levels[index] if own is None else _level(own)
            levels[index] = _Level(level.form, level.text, level.start if start is None else _int(start, 1))
    return shared if levels == shared.levels else _Count(levels)


def _levels(abstract: "etree._Element") -> list[_Level]:
    levels = [_Level() for _ in range(_LEVELS)]
    for element in abstract.iterfind(qn("w:lvl")):
        index = _int(element, 0, "w:ilvl")
        if 0 <= index < _LEVELS:
            levels[index] = _level(element)
    return levels


def _level(element: "etree._Element") -> _Level:
    form, text, start = (element.find(qn(name)) for name in ("w:numFmt", "w:lvlText", "w:start"))
    return _Level(
        "decimal" if form is None else form.get(qn("w:val")) or "decimal",
        "" if text is None else text.get(qn("w:val")) or "",
        1 if start is None else _int(start, 1),
    )


def _int(element: "etree._Element", default: int, name: str = "w:val") -> int:
    text = element.get(qn(name)) or ""
    return min(int(text), _HIGHEST) if text.isascii() and text.isdigit() else default


def _written(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        letters = roman(min(number, 399))
        return letters if form == "upperRoman" else letters.lower()
    if form in ("upperLetter", "lowerLetter") and number:
        # Word goes on with aa, bb.
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{number:02}" if form == "decimalZero" else str(number)
