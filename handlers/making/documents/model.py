"""A state document before it is a file: what it says, and nothing of how Word writes that.

Every text is plain: control characters are dropped, HTML and formulas are letters like others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain, pairwise
from typing import Literal


class Alignment(StrEnum):
    """The values are WordprocessingML's."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFIED = "both"


@dataclass(frozen=True, slots=True)
class Layout:
    """Margins in millimetres, the size of the text in points. The decree allows 20–25, 20–25, 30–35, 15–20; 13–14."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    size: Literal[13, 14] = 14


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text. Without a `kind` it is an official letter (công văn): its subject follows the symbol.

    The symbol is what follows the number: `BC-STT`, with or without the stroke before it.
    """

    agency: str
    symbol: str
    place: str
    kind: str = ""
    subject: str = ""
    parent: str = ""
    number: str = ""
    """Empty: room for the records office to write it in."""
    day: date | None = None
    """None: room for the day and the month, and for the year unless `year` is given."""
    year: int | None = None
    addressees: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The number belongs to the text: level 1 `I. …`, 2 `1. …`, 3 `a) …`."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Each line of the text is a paragraph of its own."""

    text: str
    bold: bool = False
    italic: bool = False
    alignment: Alignment = Alignment.JUSTIFIED


@dataclass(frozen=True, slots=True)
class Bullet:
    """`- …`, and on level 2 `+ …`."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    width_cm: float
    description: str = ""
    """Read aloud to those who do not see the picture."""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Cell = str | Picture


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share: the columns together always fill the width of the page."""

    title: str
    width: float
    alignment: Alignment = Alignment.LEFT
    merged: bool = False
    """A cell that repeats the one above it is merged with it."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One cell across the whole table, for the name of the area whose rows follow."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Without any column title there is no heading row. `whole_rows`: a row stays on one page where it is not too
    long for that."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell] | AreaRow]
    bordered: bool = True
    whole_rows: bool = True


Block = Heading | Paragraph | Bullet | Picture | PageBreak | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """`lines`: the authority as it is to stand there, such as `KT. GIÁM ĐỐC` and `PHÓ GIÁM ĐỐC`."""

    lines: Sequence[str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    title: str
    blocks: Sequence[Block]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class StateDocument:
    """A file without a head (a sheet of QR codes) has `title` and `author` for its properties."""

    head: Head | None
    blocks: Sequence[Block]
    signature: Signature | None = None
    recipients: Sequence[str] = ()
    """`Như trên`, `Lưu: VT, VP`; the dashes and the marks at the ends are put there."""
    appendices: Sequence[Appendix] = ()
    layout: Layout = field(default_factory=Layout)
    title: str = ""
    author: str = ""


# A full stop behind letters and before others; behind the number of an area (`III.`) it ends no sentence.
_SENTENCES = re.compile(r"[^\W\d_]{2}[^\W\d_IVXLC][.!?] [^\W\d_]")
_WITHOUT_MARK = ("…", "...", "./.", "?", "!")


def ended(blocks: Iterable[Block]) -> Iterator[Block]:
    """The items of a list end with semicolons, the last one with a full stop; what others belong to, with a colon."""
    for block, following in pairwise(chain(blocks, (None,))):
        if isinstance(block, Bullet):
            yield replace(block, text=_ended(block, following))
        elif block is not None:
            yield block


def _ended(block: Bullet, following: Block | None) -> str:
    text = block.text.rstrip()
    if not text or text.endswith(_WITHOUT_MARK):
        return text
    bare = text.rstrip(" ;.,:")
    if isinstance(following, Bullet) and following.level > block.level:
        return f"{bare}:"
    # An item of several sentences ends as sentences do.
    goes_on = isinstance(following, Bullet) and _SENTENCES.search(bare) is None
    return f"{bare};" if goes_on else f"{bare}."
