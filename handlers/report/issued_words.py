"""How issued reports are named: the same for the chat and the command line."""

from handlers.kit.naming import called
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer, moment
from handlers.words.keys import REGIME
from handlers.words.periods import period_inside
from storage.report.reports import ReportFileRow, ReportRow


def title_of(say: Words, report: ReportRow) -> str:
    return say("issued.name", regime=say(REGIME[report.regime]), period=period_inside(report.period))


def values_of(say: Words, report: ReportRow) -> dict[str, str]:
    """Number, day and version of an issued report, and what it replaces."""
    return {
        "number": report.number or "",
        "day": day(report.issued_on) if report.issued_on else "",
        "version": integer(report.version or 0),
        "replaces": say("issued.replaces", number=report.replaces) if report.replaces else "",
        "replaced": say("issued.replaced", number=report.replaced_by) if report.replaced_by else "",
    }


def line_of(say: Words, report: ReportRow) -> str:
    return say("issued.line", title=title_of(say, report), unit=report.unit, **values_of(say, report))


def details(say: Words, report: ReportRow, files: list[ReportFileRow]) -> list[str]:
    return [
        say("issued.title", title=title_of(say, report), unit=report.unit),
        say("issued.number", **values_of(say, report)),
        say(
            "issued.made",
            made=moment(report.made_at),
            issued=moment(report.issued_at or report.made_at),
            who=called(say, report.issued_by),
        ),
        say("issued.files"),
        *(say("issued.file", name=file.name, sha256=file.sha256) for file in files),
    ]
