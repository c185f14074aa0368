"""How a report calls its period and its regime."""

from handlers.catalogue import Keys, Words
from handlers.figures.period_words import period_inside
from handlers.numbers import day
from handlers.report.content import Report
from storage.days.calendars import Regime
from storage.days.periods import PeriodKind

_TITLE = Keys("report_text.title_{}", Regime)


def period_words(say: Words, report: Report) -> str:
    """`quý III/2019`, or for any two dates `từ ngày … đến ngày …`"""
    if report.period.kind in (PeriodKind.CUSTOM, PeriodKind.WEEK):
        return days_words(say, report)
    return period_inside(report.period)


def days_words(say: Words, report: Report) -> str:
    return say("report_text.days", first=day(report.days.first), last=day(report.days.last))


def title(say: Words, report: Report) -> str:
    return say(_TITLE[report.regime], period=period_words(say, report))
