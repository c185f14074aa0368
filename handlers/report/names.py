"""How a report calls its period and its regime."""

from handlers.catalogue import Words
from handlers.figures.period_words import period_inside
from handlers.numbers import day
from handlers.report.content import Report
from storage.days.periods import PeriodKind


def period_words(say: Words, report: Report) -> str:
    """`quý III/2019`, or for any two dates `từ ngày … đến ngày …`"""
    if report.period.kind in (PeriodKind.CUSTOM, PeriodKind.WEEK):
        return days_words(say, report)
    return period_inside(report.period)


def days_words(say: Words, report: Report) -> str:
    return say("report_text.days", first=day(report.days.first), last=day(report.days.last))


def title(say: Words, report: Report) -> str:
    return say(f"report_text.title_{report.regime}", period=period_words(say, report))
