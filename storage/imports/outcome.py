"""What an import did, or would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.imports.files.tables import Problem


@dataclass(slots=True)
class Outcome:
    """Counts of rows; `examples`: the first good ones, as the person would recognise them; `areas`: a plan's areas
    with their number of tasks; `channels`: the first totals, each name, satisfied and rated; `new_units`: lead units
    that the import adds."""

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

    @property
    def good(self) -> int:
        return self.new + self.changed + self.same

    @property
    def changes_nothing(self) -> bool:
        """All that could be read is stored already, and just so."""
        return bool(self.same) and not (self.new or self.changed or self.removed or self.new_units)
