"""Who signs a report, as it is typed behind its number."""

import re
from dataclasses import dataclass

from storage.ground.text import fold

LONGEST = 80
MOST_LINES = 4
_PARTS = re.compile(r"\s*[;\n]\s*|,?\s*\b(?:ng(?:ười|uoi)\s+)?k(?:ý|y)\s*:\s*", re.IGNORECASE)
# What a line names that says by which authority somebody signs (Nghị định 30/2020/NĐ-CP, Điều 13).
_TITLES = (
    r"(?:tong )?giam doc|chu tich|chanh (?:van phong|thanh tra)|(?:tong cuc|chi cuc|cuc|vu|bo|thu|vien|hieu) truong"
    r"|truong (?:phong|ban|doan)"
)
_AUTHORITY = re.compile(rf"(?:kt|tl|tm|tuq|q)\b\.?|(?:pho |quyen )*(?:{_TITLES})\b")


@dataclass(frozen=True, slots=True)
class Signer:
    """`lines`: the authority (`KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`), empty where only a name was typed; `name`: who signs."""

    lines: tuple[str, ...] = ()
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.name)


NOBODY = Signer()


def split_signer(text: str) -> tuple[str, Signer | None]:
    """`12/BC-ST ngày 15/06/2026; KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC; Nguyễn Văn A` → what stands before the signer, and who
    that is; None where it cannot be told."""
    first, *parts = [part for part in _PARTS.split(text) if part.strip()] or [""]
    lines = [part.strip() for part in parts]
    authority = [line for line in lines if _AUTHORITY.match(fold(line))]
    names = [line for line in lines if line not in authority]
    is_clear = len(names) <= 1 and len(lines) <= MOST_LINES and lines == [*authority, *names]
    is_clear = is_clear and not any(len(line) > LONGEST or re.search(r"\d", line) for line in lines)
    return first, Signer(tuple(line.upper() for line in authority), "".join(names)) if is_clear else None
