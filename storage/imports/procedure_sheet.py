"""The sheet that the procedures' portal prints of one procedure: labels with what stands beside or below them, a table
of the ways to file it, and tables of the papers it needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.imports.files.cells import read_text
from storage.imports.files.tables import FileTables, Table
from storage.imports.meanings import heading_words

_LABELS = {
    "code": ("ma thu tuc", "ma so thu tuc", "ma tthc", "ma thu tuc hanh chinh", "ma so tthc"),
    "name": ("ten thu tuc", "ten thu tuc hanh chinh", "ten tthc"),
    "field": ("linh vuc",),
    "time_text": ("thoi han giai quyet", "thoi gian giai quyet"),
    "fee": ("phi le phi", "le phi", "phi", "muc phi"),
    "documents": ("thanh phan ho so", "thanh phan so luong ho so", "ho so gom"),
    "form": ("mau don to khai", "ten mau don to khai", "mau don mau to khai"),
    "link": ("duong dan", "lien ket", "link", "dia chi nop truc tuyen"),
}
_MEANING = {label: name for name, labels in _LABELS.items() for label in labels}
# What else the sheet has: the text of the label before ends there.
_OTHERS = frozenset(
    (
        *("so quyet dinh", "cap thuc hien", "loai thu tuc", "trinh tu thuc hien", "cach thuc thuc hien"),
        *("doi tuong thuc hien", "co quan thuc hien", "co quan co tham quyen", "dia chi tiep nhan hs"),
        *("dia chi tiep nhan ho so", "co quan duoc uy quyen", "co quan phoi hop", "ket qua thuc hien"),
        *("can cu phap ly", "yeu cau dieu kien thuc hien", "yeu cau dieu kien", "tu khoa", "mo ta", "so luong ho so"),
        *("so bo ho so", "thu tuc lien quan", "quyet dinh cong bo", "chi tiet thu tuc hanh chinh"),
    )
)
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-z]\)|[-–•+*])\s+")
_LABEL_AND_TEXT = re.compile(r"([^:\n]{2,60}):\s*(.*)", re.DOTALL)
_LONGEST = 4000


@dataclass(slots=True)
class Sheet:
    """`told`: by the names of the procedure's columns."""

    code: str = ""
    name: str = ""
    told: dict[str, str] = field(default_factory=dict)
    is_sheet: bool = False  # it has a label that only such a sheet has

    def put(self, name: str, text: str) -> None:
        if name in ("code", "name"):
            setattr(self, name, getattr(self, name) or _one_line(text))
        elif text:
            self.told[name] = f"{self.told.get(name, '')}\n{text}".strip()[:_LONGEST]


def sheets_of(tables: FileTables) -> list[Sheet]:
    """Empty where the file is none of this kind."""
    made = _Reader()
    for table in tables:
        made.read(table)
    return [sheet for sheet in made.sheets if sheet.code and sheet.name and sheet.is_sheet]


@dataclass(slots=True)
class _Reader:
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    _open: str = ""  # the label whose text goes on

    def read(self, table: Table) -> None:
        for line in table.lines_before:
            self._line(line)
        rows = [[read_text(cell) for cell in row.cells] for row in table.head]
        heading = [heading_words(text) for text in rows[0]] if rows else []
        if "thoi han giai quyet" in heading and len(rows) > 1:
            self._ways(heading, rows[1:])
        elif any("giay to" in text for text in heading) and len(rows) > 1:
            self._papers(heading, rows[1:])
        else:
            for cells in rows:
                self._row(cells)

    def _row(self, cells: Sequence[str]) -> None:
        texts = list(dict.fromkeys(text for text in cells if text))
        label = _label(texts[0]) if len(texts) > 1 else None
        if label is None:
            for text in texts:
                self._line(text)
        else:
            self._begin(label)
            if label in _LABELS:
                self._put("\n".join(texts[1:]))

    def _line(self, line: str) -> None:
        match = _LABEL_AND_TEXT.fullmatch(line)
        label = _label(match.group(1) if match else line)
        if label is not None:
            self._begin(label)
            line = match.group(2) if match else ""
        if self._open in _LABELS:
            self._put(line)

    def _begin(self, label: str) -> None:
        sheet = self.sheets[-1]
        if label in ("code", "name") and getattr(sheet, label):
            sheet = Sheet()
            self.sheets.append(sheet)
        sheet.is_sheet |= label in _OTHERS or label == "documents"
        self._open = label

    def _put(self, text: str) -> None:
        if text.strip():
            self.sheets[-1].put(self._open, text.strip())
            if self._open in ("code", "name"):
                self._open = ""

    def _ways(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """`Trực tuyến: 7 ngày làm việc`; without the way where all are alike."""
        self.sheets[-1].is_sheet, self._open = True, ""
        for name in ("time_text", "fee"):
            column = next((index for index, text in enumerate(heading) if _MEANING.get(text) == name), None)
            if column is None:
                continue
            said = [(cells[0], _one_line(cells[column])) for cells in rows if len(cells) > column and cells[column]]
            texts = dict.fromkeys(text for _, text in said)
            lines = texts if len(texts) < 2 else [f"{way}: {text}" if column else text for way, text in said]
            self.sheets[-1].told[name] = "\n".join(lines)[:_LONGEST]

    def _papers(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.sheets[-1].is_sheet, self._open = True, ""
        papers = next(index for index, text in enumerate(heading) if "giay to" in text)
        forms = next((index for index, text in enumerate(heading) if _MEANING.get(text) == "form"), None)
        self._list("documents", papers, rows)
        if forms is not None:
            self._list("form", forms, rows)

    def _list(self, name: str, column: int, rows: Sequence[Sequence[str]]) -> None:
        texts = (_one_line(cells[column]) for cells in rows if len(cells) > column)
        for text in dict.fromkeys(_NUMBERING.sub("", text) for text in texts if text.strip("- ")):
            self.sheets[-1].put(name, f"- {text}")


def _label(text: str) -> str | None:
    words = heading_words(_NUMBERING.sub("", text.strip()).rstrip(":"))
    return _MEANING.get(words) or (words if words in _OTHERS else None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
