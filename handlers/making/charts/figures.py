"""What a chart is drawn of, and what becomes of it."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.words.catalogue import Words
from handlers.words.formats import integer, percent
from storage.plan.tasks import TaskState

# Two charts fit on a page, and their letters are as high as the text's.
PICTURE_CM, HIGHEST_CM = 15.5, 11.0


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; of nothing there is no share."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        return self.part / self.whole if self.whole else None

    def words(self, say: Words) -> str:
        rate = percent(self.part, self.whole)
        if rate is None:
            return say("no_figures")
        return say("drawn_chart.share", part=integer(self.part), whole=integer(self.whole), rate=rate)


def sum_of(shares: Sequence[Share]) -> Share:
    return Share(sum(share.part for share in shares), sum(share.whole for share in shares))


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier period had, as that is named: `quý I/2026`."""

    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class Channel:
    """`months` go with the months of the chart; `total` may hold more: an outside total of several months."""

    name: str
    months: tuple[Share, ...]
    total: Share

    @property
    def by_month(self) -> bool:
        return any(share.whole for share in self.months)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """`months`: any day of each month; `subtitle`: whose figures, and of which period; `target` in percent; `before`:
    of all channels together."""

    subtitle: str
    months: tuple[date, ...]
    channels: tuple[Channel, ...]
    target: int
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaTasks:
    name: str
    counts: Mapping[TaskState, int]

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Tasks:
    """`before`: those that were done then."""

    subtitle: str
    areas: tuple[AreaTasks, ...]
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class Lateness:
    """`late`: of the dossiers received in each month."""

    subtitle: str
    months: tuple[date, ...]
    late: tuple[Share, ...]
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """As drawn, with what it shows in words. `is_empty`: it says that there is nothing to draw."""

    png: bytes
    title: str
    description: str
    is_empty: bool = False

    @property
    def width_cm(self) -> float:
        """As wide as the text, unless it would be too high."""
        return min(PICTURE_CM, HIGHEST_CM / self.slope)

    @property
    def slope(self) -> float:
        """How high it is for its width. A PNG says its size in its first bytes."""
        width, height = (int(number) for number in struct.unpack(">II", self.png[16:24]))
        return height / width
