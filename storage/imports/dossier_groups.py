"""Rows across a list of dossiers that name what follows: "I. Phòng Di sản", "Lĩnh vực: Quảng cáo (12 hồ sơ)"."""

import re
from dataclasses import dataclass, field

from storage.ground.text import fold_letters
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Unread, numbered
from storage.imports.plan.areas import is_numeral, split_numeral
from storage.imports.reading import RowReader

_FEW = 3  # different cells of such a row: a numeral, the name, and the empty ones
_FIELD = re.compile(r"(?:nhom )?linh vuc\b[\s:.\-–]*(?=\S)")
# Fewer than a plan's: "Tô Thị …" is a person.
_IS_UNIT = re.compile(r"(?:phong|van phong|trung tam|chi cuc|thanh tra|bo phan|ubnd|uy ban|ban quan ly)\b")
_UNIT = re.compile(
    r"(?:don vi|co quan|phong|bo phan)(?: (?:thu ly|giai quyet|tiep nhan|xu ly|chuyen mon))?\s*:\s*(?=\S)"
)
_COUNT = re.compile(
    r"\s*(?:\(\s*\d{1,6}\s*(?:hs|hồ sơ|bộ)?\s*\)|[:\-–]\s*\d{1,6}\s*(?:hs|hồ sơ|bộ)?)\s*$", re.IGNORECASE
)


@dataclass(slots=True)
class Groups:
    """`unit`, `field`: what the last of them named, for the rows below that name none."""

    rows: list[int] = field(default_factory=list)
    unit: str = ""
    field: str = ""

    def takes(self, reader: RowReader) -> bool:
        """Whether the row is one of them. A row with a day, or a name that is neither field nor unit and has no
        numeral, is none: it may be a dossier that has lost its code."""
        if len(set(reader.cells)) > _FEW:
            return False
        texts = list(dict.fromkeys(text for cell in reader.cells if (text := read_text(cell))))
        numeral, name = _named(texts)
        folded = fold_letters(name)
        if found := _FIELD.match(folded):
            self.field = _plain(name[found.end() :])
        elif (found := _UNIT.match(folded)) or _IS_UNIT.match(folded):
            self.unit, self.field = _plain(name[found.end() :] if found else name), ""
        elif not (name and numeral):
            return False
        self.rows.append(reader.row)
        return True

    def unread(self) -> list[Unread]:
        return [numbered("groups_of_dossiers", self.rows, "")] if self.rows else []


def _named(texts: list[str]) -> tuple[str, str]:
    """The numeral, where there is one, and the only text beside it; both empty where there are more."""
    if len(texts) == 2 and is_numeral(texts[0]):
        return texts[0], _COUNT.sub("", texts[1])
    numeral, name = split_numeral(texts[0]) if len(texts) == 1 else ("", "")
    return numeral, _COUNT.sub("", name)


def _plain(name: str) -> str:
    name = name.strip(" .:;-–")
    return name.capitalize() if name.isupper() else name
