"""The text of a paragraph as a reader sees it: without what is struck out, hidden, deleted or moved away."""

from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from storage.ground.text import clean
from storage.imports.files.word_numbers import WordNumbers
from storage.imports.names import LineName

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\xad"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_GONE = frozenset((qn("w:del"), qn("w:moveFrom")))
_STRUCK = (qn("w:strike"), qn("w:dstrike"))
_HIDDEN = (qn("w:vanish"), qn("w:webHidden"))
_APART = frozenset((qn("w:tbl"), qn("w:p")))


class WordText:
    """`left_away`: how many pieces of text were struck out, hidden or deleted."""

    def __init__(self, numbers: WordNumbers) -> None:
        self.left_away: Counter[LineName] = Counter()
        self._numbers = numbers

    def of(self, paragraph: "etree._Element") -> str:
        """With the number that Word writes before it; paragraphs inside it (of a text box) on lines of their own."""
        label = self._numbers.label(paragraph)
        text = "".join(self._pieces(paragraph))
        # An old font has a letter in the soft hyphen's place.
        text = text.strip() if "\xad" in text else clean(text)
        return f"{label} {text}".strip() if label else text

    def _pieces(self, parent: "etree._Element") -> Iterator[str]:
        for child in shown_children(parent):
            if child.tag in _GONE:
                self.left_away["deleted_text"] += _has_text(child)
            elif child.tag == qn("w:r"):
                yield from self._run(child)
            elif child.tag in _APART:
                yield "\n"
                yield from (self.of(child) if child.tag == qn("w:p") else "")
            else:
                yield from self._pieces(child)

    def _run(self, run: "etree._Element") -> Iterator[str]:
        why = _left_away(run.find(qn("w:rPr")))
        if why and _has_text(run):
            self.left_away[why] += 1
            return
        for child in shown_children(run):
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag != qn("w:rPr"):
                yield from self._pieces(child)


def shown_children(parent: "etree._Element") -> Iterator["etree._Element"]:
    """Of contents written twice, for newer and for older programs, the newer ones."""
    for child in parent:
        if child.tag == _ALTERNATIVES:
            choice = child.find(_CHOICE)
            yield from child[0] if choice is None and len(child) else () if choice is None else choice
        elif isinstance(child.tag, str):
            yield child


def _left_away(properties: "etree._Element | None") -> LineName | None:
    if properties is None:
        return None
    if any(_is_on(properties.find(name)) for name in _STRUCK):
        return "struck_text"
    return "hidden_text" if any(_is_on(properties.find(name)) for name in _HIDDEN) else None


def _is_on(element: "etree._Element | None") -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def _has_text(element: "etree._Element") -> bool:
    return any((text.text or "").strip() for text in element.iter(qn("w:t"), qn("w:delText")))
