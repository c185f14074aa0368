"""What people of each role type, and what they mean: one file a role (`staff.toml` …), lines by kind.

```toml
["A question about a task"]
"16 bao giờ hết hạn" = "says Nhiệm vụ 16."
"tiến độ 40% → 12 nhé" = "12 40"
"14 xong, còn thiếu chữ ký" = "14 doing | ask"
```

Left, what is typed: ` → ` divides one message from the next, `[Xong]` is a tap on the button of the last reply whose
label holds this. Right, what is meant, of which `|` divides several that are as good:

- `says WORDS`: nothing is stored, and the reply holds these words;
- `ask`: nothing is stored, and there are choices;
- anything else: what is stored, in the words of the role's `facts`; several are divided by `; `.

What was meant may be the first thing that happens (understood), or happen at a tap on one button of the reply (asked).
Where it takes more than that, but nothing is stored and there are choices, the person was helped on. Anything else that
is stored is stored wrong, and so is a reply in the words of `shows` that are not those meant.
"""

import enum
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


class Outcome(enum.StrEnum):
    UNDERSTOOD = "understood"
    ASKED = "asked"
    HELPED = "helped on"
    LOST = "lost"  # no reply, or one that leads nowhere
    WRONG = "stored wrong"


@dataclass(frozen=True, slots=True)
class Said:
    """`steps`: messages and taps, one after the other. `meanings`: each as good as the others."""

    kind: str
    steps: tuple[str, ...]
    meanings: tuple[str, ...]

    @property
    def text(self) -> str:
        return " → ".join(self.steps)


def lines_of(role: str) -> list[Said]:
    return list(_lines(tomllib.loads((HERE / f"{role}.toml").read_text("utf-8"))))


def _lines(table: dict[str, dict[str, str]]) -> Iterator[Said]:
    for kind, lines in table.items():
        for typed, meant in lines.items():
            yield Said(kind, tuple(typed.split(" → ")), tuple(part.strip() for part in meant.split(" | ")))
