"""How issued reports are named: the same for the chat and the command line."""

from datetime import datetime

from handlers.kit.naming import called
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer, moment
from handlers.words.keys import REGIME
from handlers.words.periods import period_inside
from storage.ground.text import shorten
from storage.report.files import ReportFileRow
from storage.report.reports import ReportRow
from storage.report.signed import Difference, SignedRow

_SIGNED = Keys("signed.state_{}", ("intact", "broken"))
_CERTIFICATE = Keys("signed.{}", ("trusted", "unknown", "not_trusted"))
SHOWN_DIFFERENCES = 6


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


def signed_lines(say: Words, signed: SignedRow) -> list[str]:
    """What came back signed: its digest, by whom it is signed, and what it has otherwise than the draft."""
    found = signed.found
    lines = [say("signed.file", name=signed.name, sha256=signed.sha256, at=moment(signed.attached_at))]
    for one in found.signatures:
        state = "intact" if one.intact else "broken"
        at = moment(datetime.fromisoformat(one.at)) if one.at else say("signed.no_time")
        lines.append(say("signed.by", who=one.signer, at=at, state=say(_SIGNED[state])))
        if one.intact:
            lines.append(say(_CERTIFICATE["trusted" if one.trusted else "unknown" if one.checked else "not_trusted"]))
    if not found.signatures:
        lines.append(say("signed.no_signature"))
    if not found.has_text:
        return [*lines, say("signed.no_text")]
    if not found.differences:
        return [*lines, say("signed.same")]
    lines.append(say("signed.differs", count=integer(len(found.differences))))
    lines += [_difference(say, one) for one in found.differences[:SHOWN_DIFFERENCES]]
    if len(found.differences) > SHOWN_DIFFERENCES:
        lines.append(say("signed.more", count=integer(len(found.differences) - SHOWN_DIFFERENCES)))
    return lines


def _difference(say: Words, one: Difference) -> str:
    was, now = (value or say("signed.nothing") for value in (one.was, one.now))
    return say("signed.difference", about=shorten(one.about, 40), was=was, now=now)


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
