"""How a report calls its period and its regime."""

from handlers.report.content import Report
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day
from handlers.words.periods import period_inside
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import PeriodKind

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
