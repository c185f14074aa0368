"""Of the report's workbook what people said of the service."""

from handlers.making.workbooks.sheets import ColumnKind, Sheet, Value, columns
from handlers.report.content import Report
from handlers.words.catalogue import Words
from handlers.words.keys import ASPECT
from handlers.words.lines import channel_name

TEXT, INTEGER, PERCENT = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.PERCENT


def share_of(part: int | None, whole: int | None) -> Value:
    return part / whole if whole and part is not None else None


def channels_sheet(say: Words, report: Report) -> Sheet:
    rows = [
        (
            channel_name(say, channel),
            channel.satisfied,
            channel.rated,
            share_of(channel.satisfied, channel.rated),
        )
        for channel in report.figures.ratings.channels
    ]
    found = columns(
        say,
        ("report_sheet.channel", TEXT),
        ("report_sheet.satisfied", INTEGER),
        ("report_sheet.rated", INTEGER),
        ("report_sheet.share", PERCENT),
    )
    return Sheet(say("report_sheet.channels"), found, rows)


def aspects_sheet(say: Words, report: Report) -> Sheet:
    rows = [
        (say(ASPECT[one.aspect]), one.satisfied, one.answered, share_of(one.satisfied, one.answered))
        for one in report.aspects
    ]
    found = columns(
        say,
        ("report_sheet.aspect", TEXT),
        ("report_sheet.satisfied", INTEGER),
        ("report_sheet.answered", INTEGER),
        ("report_sheet.share", PERCENT),
    )
    return Sheet(say("report_sheet.aspects"), found, rows)
