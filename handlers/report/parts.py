"""The parts of a report: as they are computed, and as an officer has made them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from handlers.making.documents.model import Block, Bullet, Paragraph
from handlers.report import kstthc, sections
from handlers.report.arranging import Sentence, as_computed, fixed, ordered, without_empty_opening, without_nothing
from handlers.report.assessment import done_well, proposals, remaining
from handlers.report.content import Report
from handlers.report.figure_texts import counted_of, figure_texts
from handlers.report.indicator_fields import indicator_texts
from handlers.report.register_sections import devices, indicators
from handlers.report.sections import Section
from handlers.report.wording import opening
from handlers.words.catalogue import Words
from storage.ground.days.calendars import Regime
from storage.ground.text import fold

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*%?")
_KEY = 8


class Part(StrEnum):
    """Of either regime (`parts_in`)."""

    OPENING = "opening"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    PROCEDURES = "procedures"
    DOSSIERS = "dossiers"
    SATISFACTION = "satisfaction"
    CASES = "cases"
    INDICATORS = "indicators"
    DEVICES = "devices"
    RESULTS = "results"
    DELAYS = "delays"
    NET = "net"
    DONE_WELL = "done_well"
    REMAINING = "remaining"
    PROPOSALS = "proposals"


def _opening(say: Words, report: Report) -> Iterator[Block]:
    yield Paragraph(opening(say, report))


_SECTIONS: Mapping[Part, Section] = {
    Part.OPENING: _opening,
    Part.TASKS: sections.tasks,
    Part.DOCUMENTS: sections.documents,
    Part.PROCEDURES: sections.procedures,
    Part.DOSSIERS: sections.dossiers,
    Part.SATISFACTION: sections.satisfaction,
    Part.CASES: sections.cases,
    Part.INDICATORS: indicators,
    Part.DEVICES: devices,
    Part.RESULTS: kstthc.results,
    Part.DELAYS: kstthc.delays,
    Part.NET: kstthc.on_the_net,
    Part.DONE_WELL: done_well,
    Part.REMAINING: remaining,
    Part.PROPOSALS: proposals,
}
_RESULTS: Mapping[Regime, Sequence[Part]] = {
    Regime.CCHC: (
        *(Part.TASKS, Part.DOCUMENTS, Part.PROCEDURES, Part.DOSSIERS),
        *(Part.SATISFACTION, Part.CASES, Part.INDICATORS, Part.DEVICES),
    ),
    Regime.KSTTHC: (Part.PROCEDURES, Part.RESULTS, Part.DELAYS, Part.NET, Part.CASES, Part.SATISFACTION),
}


_OF_POINTS = (Part.DONE_WELL, Part.REMAINING, Part.PROPOSALS)


def result_parts(regime: Regime) -> Sequence[Part]:
    """Those between the opening and the assessment."""
    return _RESULTS[regime]


def parts_in(regime: Regime) -> Sequence[Part]:
    """All, in their order."""
    return (Part.OPENING, *result_parts(regime), Part.DONE_WELL, Part.REMAINING, Part.PROPOSALS)


def field_values(say: Words, report: Report) -> Mapping[str, str]:
    """What the fields of edited sentences are filled with."""
    own = {"unit": report.unit, "year": str(report.figures.year)}
    return {**indicator_texts(say, report), **figure_texts(say, counted_of(report)), **own}


def part_blocks(say: Words, report: Report, part: Part) -> list[Block]:
    """As they stand in the report."""
    blocks = [item.block if isinstance(item, Sentence) else item for item in part_items(say, report, part)]
    return without_empty_opening(blocks) if part is Part.PROPOSALS else blocks


def part_items(say: Words, report: Report, part: Part) -> list[Sentence | Block]:
    """Its sentences, and the headings between them."""
    computed = list(_keyed(_SECTIONS[part](say, report)))
    edit = report.edits.get(part)
    if edit is None:
        return [as_computed(key, block) for key, block in computed]
    values = field_values(say, report)
    if part in _OF_POINTS:
        computed = list(without_nothing(computed, edit))
    return fixed(computed, edit, values) if part is Part.PROPOSALS else ordered(computed, edit, values)


def _keyed(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """A sentence has the same key whatever its figures are."""
    seen: set[str] = set()
    for block in blocks:
        key = ""
        if isinstance(block, Paragraph | Bullet):
            shape = _FIGURES.sub("#", fold(block.text))
            key = _digest(shape)
            while key in seen:
                shape += "+"
                key = _digest(shape)
            seen.add(key)
        yield key, block


def _digest(text: str) -> str:
    """Digits, of which the first is not 0."""
    return str(10**_KEY + int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10**_KEY)


def lost_points(say: Words, report: Report, part: Part) -> int:
    """How many sentences that somebody wrote have no place any more, since the data says otherwise."""
    edit = report.edits.get(part)
    if edit is None:
        return 0
    keys = {key for key, _ in _keyed(_SECTIONS[part](say, report))}
    return sum(point.text is not None and not point.is_added and point.key not in keys for point in edit.points)
