"""What an import did, or would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.imports.files.tables import Problem
from storage.imports.names import LineName, SectionName


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview; `key` names a sentence of the catalogue (`import.line_…`), `values` fill its gaps."""

    key: LineName
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class Section:
    """What the preview shows under one title (`import.section_…`): changed, moved, gone, deadlines, not read, …
    `is_whole`: all its lines, which are few, stand on the first screen."""

    name: SectionName
    lines: list[Line] = field(default_factory=list)
    is_whole: bool = False


@dataclass(slots=True)
class Outcome:
    """Counts of rows; `examples`: the first good ones, as the person would recognise them; `areas`: a plan's areas
    with their number of tasks; `channels`: the first totals, each channel with its days, satisfied and rated;
    `new_units`: lead units that the import adds; `sections`: line by line what would be written, and what was not read;
    `renamed`: beside the rows, what they belong to gets another name."""

    kind: str
    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    year: int | None = None
    examples: Sequence[str] = ()
    areas: Sequence[tuple[str, int]] = ()
    channels: Sequence[tuple[str, int, int]] = ()
    new_units: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    renamed: bool = False

    @property
    def good(self) -> int:
        return self.new + self.changed + self.same

    def count(self, old: object, new: object) -> bool:
        """Counts a row as new (there is no old one), changed or the same; True where it has to be written."""
        if old is None:
            self.new += 1
        elif old == new:
            self.same += 1
            return False
        else:
            self.changed += 1
        return True

    @property
    def changes_nothing(self) -> bool:
        """All that could be read is stored already, and just so."""
        changed = self.new or self.changed or self.removed or self.new_units or self.renamed
        return bool(self.same) and not changed
