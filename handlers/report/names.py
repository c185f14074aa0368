"""How a report calls its period and its regime."""

from handlers.catalogue import Words
from handlers.figures.period_words import period_label
from handlers.numbers import day
from handlers.report.content import Report


def period_words(report: Report) -> str:
    """`quý III/2019`"""
    label = period_label(report.period)
    return label[0].lower() + label[1:]


def days_words(say: Words, report: Report) -> str:
    return say("report_text.days", first=day(report.days.first), last=day(report.days.last))


def title(say: Words, report: Report) -> str:
    return say(f"report_text.title_{report.regime}", period=period_words(report))
