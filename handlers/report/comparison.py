"""The period beside the one before and the same a year ago, with the targets: the last section of part I."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from handlers.figures.comparing import CASES, DOSSIERS, RATINGS, TASKS, Earlier, Figure, Value, so_far
from handlers.making.documents.model import Alignment, Block, Column, Heading, Paragraph, Table
from handlers.report.content import Report
from handlers.words.catalogue import Keys, Words
from handlers.words.figures import share
from handlers.words.formats import day, decimal, integer, sentence_case
from storage.figures.compared import Share
from storage.ground.days.periods import Period

_FIGURES = (*TASKS, *DOSSIERS, *RATINGS, *CASES)
_NAME = Keys("report_compared.{}", [figure.name for figure in _FIGURES])
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    cells: Sequence[str]


def comparison(say: Words, report: Report) -> Iterator[Block]:
    """Nothing where no earlier period has data."""
    earlier = [one for one in report.compared if one.counts.has_data]
    lines = [line for figure in _figures(report) if (line := _line(say, report, figure, earlier)) is not None]
    if not earlier or not lines:
        return
    others = _others(say, report, earlier)
    yield Heading(say("report_compared.title", others=others), 2)
    yield Paragraph(say("report_compared.opening", others=others))
    yield Table(_columns(say, report, earlier), [(line.name, *line.cells) for line in lines])


def _figures(report: Report) -> Sequence[Figure]:
    return _FIGURES if report.form is None else (*DOSSIERS, *RATINGS, *CASES)


def _columns(say: Words, report: Report, earlier: Sequence[Earlier]) -> list[Column]:
    now = say("report_compared.now", days=_days(so_far(report.days, report.stands_at)))
    columns = [Column(say("report_compared.figure"), 26), Column(now, 16, Alignment.RIGHT)]
    for one in earlier:
        name = sentence_case(_name(say, report, one))
        other = say("report_compared.other", name=name, days=_days(one.period))
        columns.append(Column(other, 16, Alignment.RIGHT))
        columns.append(Column(say("report_compared.change"), 15, Alignment.RIGHT))
    return [*columns, Column(say("report_compared.target"), 12, Alignment.RIGHT)]


def _name(say: Words, report: Report, one: Earlier) -> str:
    """The period before, by its first day in the calendar of the regime; else the same a year ago."""
    before = report.office.calendars.days_of(report.period.previous(), report.regime)
    return say("report_compared.before" if one.period.first == before.first else "report_compared.a_year_before")


def _others(say: Words, report: Report, earlier: Sequence[Earlier]) -> str:
    names = [_name(say, report, one) for one in earlier]
    return names[0] if len(names) == 1 else say("report_compared.both", before=names[0], year=names[1])


def _days(period: Period) -> str:
    return day(period.first) if period.first == period.last else f"{day(period.first)} – {day(period.last)}"


def _line(say: Words, report: Report, figure: Figure, earlier: Sequence[Earlier]) -> _Line | None:
    now = figure.of(report.figures.counts)
    others = [figure.of(one.counts) for one in earlier]
    if now is None or all(other is None for other in others):
        return None
    cells = [_words(say, now)]
    for other in others:
        cells += [_words(say, other), _change(say, now, other)]
    return _Line(say(_NAME[figure.name]), [*cells, _target(say, report, figure.name)])


def _words(say: Words, value: Value) -> str:
    if isinstance(value, Share):
        return share(say, value.part, value.whole)
    return say("no_figures") if value is None else integer(value)


def _change(say: Words, now: Value, before: Value) -> str:
    """Of counts in per cent of what it was, of shares in points."""
    if isinstance(now, Share) and isinstance(before, Share):
        if not now.whole or not before.whole:
            return say("report_compared.unknown")
        points = Decimal(now.part * before.whole - before.part * now.whole) * 100 / (now.whole * before.whole)
        return say("report_compared.points", size=_signed(points.quantize(Decimal("0.01"), ROUND_HALF_UP)))
    if isinstance(now, int) and isinstance(before, int) and before:
        percent = Decimal(now - before) * 100 / before
        return say("report_compared.percent", size=_signed(percent.quantize(_TENTH, ROUND_HALF_UP)))
    return say("report_compared.unknown")


def _signed(number: Decimal) -> str:
    return decimal(number) if number <= 0 else f"+{decimal(number)}"


def _target(say: Words, report: Report, name: str) -> str:
    targets = report.figures.targets
    known = {"satisfied": targets.satisfaction, "participation": targets.participation}
    return say("report_compared.at_least", target=known[name]) if name in known else say("report_compared.unknown")
