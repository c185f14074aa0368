"""What a leader's sentence asks for: about what, of which period, beside which other, and of whom."""

import enum
from dataclasses import dataclass, replace
from datetime import date

from handlers.figures.versus import read_comparison
from handlers.language.spelling import from_telex, is_syllable
from handlers.language.vocabulary import vocabulary
from storage.ground.days.calendars import Calendars, Regime
from storage.ground.days.period_finding import LONGEST, find_period
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period


class Topic(enum.StrEnum):
    """Meanings of `handlers/language/words/directors.toml`; `ALL`: the whole of it."""

    ALL = "all"
    LEAGUE = "league"
    FIELDS = "fields"
    PROCEDURES = "procedures"
    LATE = "late"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREPORTED = "unreported"
    OPEN_TASKS = "open_tasks"
    AREAS = "areas"
    CASES = "cases"
    CASES_NEW = "cases_new"
    CASES_LATE = "cases_late"
    UNHAPPY = "unhappy"
    FLAGS = "flags"
    LETTERS = "letters"
    CHARTS = "charts"
    SATISFIED = "satisfied"


@dataclass(frozen=True, slots=True)
class Wish:
    """`other`: what it is to be compared with. `name`: words that name nothing known here, folded: a unit, a field, a
    procedure, or something else altogether."""

    topic: Topic | None
    period: Period | None
    other: Period | None
    name: str
    rest: str = ""
    """All but the periods, folded: where a name stands in it as it is, its words mean nothing else."""

    @property
    def asks_for_figures(self) -> bool:
        return bool(self.topic or self.period or self.other)


def read_wish(text: str, today: date, calendars: Calendars) -> Wish | None:
    """None for what asks for no figures. `quý 1 kstthc`: the quarter as that regime reports it."""
    if not text or len(text) > LONGEST:
        return None
    text = _without_telex(text)
    regime = next((span for span in vocabulary("regimes").read(text).spans), None)
    if regime is None:
        return _read(text, today)
    line = vocabulary("regimes").read(text).line
    wish = _read(f"{line.between(0, regime.first)} {line.between(regime.end)}".strip(), today)
    if regime.meaning != Regime.KSTTHC:
        return wish
    days = [one and calendars.days_of(one, Regime.KSTTHC) for one in (wish.period, wish.other)]
    return replace(wish, period=days[0], other=days[1])


def _without_telex(text: str) -> str:
    """`quys 3 so vowis quys 2`: what is no word as it stands is read as telex would have written it."""
    return " ".join(_plain(word) for word in text.split())


def _plain(word: str) -> str:
    if not word.isascii() or is_syllable(word.lower()):
        return word
    plain = from_telex(word.lower())
    return plain if is_syllable(plain) else word


def _read(text: str, today: date) -> Wish:
    period = parse_period(text, today)
    if period is not None:
        return Wish(None, period, None, "")
    compared = read_comparison(text, today)
    if compared is None:
        found = find_period(text, today)
        return _wish(found.period, None, found.rest)
    wish = _wish(compared.period, compared.other, compared.rest)
    if compared.period is None and wish.topic is None:  # units beside each other
        return replace(wish, topic=Topic.LEAGUE, name="")
    return wish


def _wish(period: Period | None, other: Period | None, rest: str) -> Wish:
    topic, name = about(rest)
    return Wish(topic, period, other, name, rest)


def about(rest: str) -> tuple[Topic | None, str]:
    """The topic, and the words that are neither it nor courtesy."""
    reading = vocabulary("directors", "courtesy").read(rest)
    topic = next((Topic(span.meaning) for span in reading.spans if span.meaning in set(Topic)), None)
    known = {place for span in reading.spans for place in range(span.first, span.end)}
    words = [token.bare for place, token in enumerate(reading.tokens) if place not in known]
    return topic, " ".join(word for word in words if word.isalnum())
