"""Numbers of documents follow their days: a higher number cannot have an earlier day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.making.lint_rules.documents import Cited
from handlers.making.lint_rules.findings import Finding, Severity, make_finding
from handlers.making.lint_rules.material import Material
from storage.ground.text import fold

# Many offices enter all their documents in one register; that has to show before it is taken for granted.
_FEWEST_OF_REGISTER = 6
_LARGEST_SHARE = 0.2
# "UBND" stands in the symbols of every level; only the names tell them apart.
_LOWER_LEVELS = frozenset({"quan", "huyen", "phuong", "xa", "thi"})


@dataclass(frozen=True, slots=True)
class _Entry:
    day: date
    number: int
    cited: Cited


def out_of_order(material: Material) -> Iterator[Finding]:
    """Within the same symbol; then within what looks like the common register of an office."""
    entries = _entries(material)
    told: set[str] = set()
    for series in _series(entries, lambda cited: (cited.citation.symbol, "/" in cited.citation.number)):
        in_order, out = _sort_out(series)
        for entry in out:
            told.add(entry.cited.label)
            yield _finding(Severity.ERROR, entry, in_order)
    for series in _series(entries, lambda cited: None if "/" in cited.citation.number else cited.office):
        in_order, out = _sort_out(series)
        for entry in out if _is_one_register(in_order, out) else ():
            if entry.cited.label not in told and any(entry.cited.letters == other.cited.letters for other in in_order):
                yield _finding(Severity.DOUBT, entry, in_order)


def _is_one_register(in_order: Sequence[_Entry], out: Sequence[_Entry]) -> bool:
    count = len(in_order) + len(out)
    kinds = {entry.cited.letters for entry in in_order}
    if len({entry.number for entry in (*in_order, *out)}) < count:
        return False
    return count >= _FEWEST_OF_REGISTER and len(out) <= _LARGEST_SHARE * count and len(kinds) > 1


def _entries(material: Material) -> list[_Entry]:
    """Each document once; none that is cited with two days."""
    days: defaultdict[tuple[str, int], dict[date, Cited]] = defaultdict(dict)
    for cited in material.cited:
        on = cited.citation.issued_on
        if on and cited.citation.symbol and not (cited.is_the_party_s or _is_of_lower_level(cited)):
            days[cited.label, on.year].setdefault(on, cited)
    found = (next(iter(group.items())) for group in days.values() if len(group) == 1)
    return [_Entry(on, int(cited.citation.number.partition("/")[0]), cited) for on, cited in found]


def _is_of_lower_level(cited: Cited) -> bool:
    return cited.office in ("ubnd", "hdnd") and not _LOWER_LEVELS.isdisjoint(fold(cited.citation.issuer).split()[:6])


def _series(entries: Sequence[_Entry], key: Callable[[Cited], Hashable]) -> Iterator[Sequence[_Entry]]:
    """By key and year, each in the order of its days."""
    groups: defaultdict[tuple[Hashable, int], list[_Entry]] = defaultdict(list)
    for entry in entries:
        if key(entry.cited):
            groups[key(entry.cited), entry.day.year].append(entry)
    for _, group in sorted(groups.items(), key=repr):
        yield sorted(group, key=lambda entry: (entry.day, entry.number))


def _sort_out(series: Sequence[_Entry]) -> tuple[list[_Entry], list[_Entry]]:
    """The longest run whose numbers rise, and the others."""
    lasts: list[int] = []  # the smallest last number of a run of each length
    lengths = []
    for entry in series:
        at = bisect_right(lasts, entry.number)
        lasts[at : at + 1] = [entry.number]
        lengths.append(at)
    in_order: list[_Entry] = []
    out: list[_Entry] = []
    wanted = len(lasts) - 1
    for entry, length in zip(reversed(series), reversed(lengths), strict=True):
        if length == wanted and (not in_order or entry.number <= in_order[-1].number):
            in_order.append(entry)
            wanted -= 1
        else:
            out.append(entry)
    return in_order[::-1], out[::-1]


def _finding(severity: Severity, entry: _Entry, in_order: Sequence[_Entry]) -> Finding:
    """Names the nearest document that contradicts it. Of only two documents it is not known which one is wrong."""
    other = min(
        (one for one in in_order if one.day != entry.day and (one.day > entry.day) != (one.number > entry.number)),
        key=lambda one: abs((one.day - entry.day).days),
    )
    concerned = [entry, other] if len(in_order) == 1 else [entry]
    return make_finding(
        "out_of_order",
        severity,
        (one.cited.passage.task for one in concerned),
        entry.cited.passage.place,
        [entry.cited.label, str(entry.day)],
        kind=entry.cited.citation.kind,
        document=entry.cited.label,
        day=entry.day,
        other_kind=other.cited.citation.kind,
        other=other.cited.label,
        other_day=other.day,
    )
