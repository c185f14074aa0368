"""Of the report's part I what stands in the registers: indicators, kiosks, and what is broken."""

from collections.abc import Iterator

from handlers.making.documents.model import Block, Bullet, Heading, Paragraph
from handlers.report.content import Report
from handlers.report.counting import count_sentence
from handlers.report.wording import stands_words
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, moment, padded
from handlers.words.registers import figure_name, figure_words, letter_words
from storage.ground.days.calendars import BY_MONTHS
from storage.registers.incidents import IncidentRow

_INCIDENT = Keys("report_text.{}", ("incident", "incident_today", "incident_fixed"))


def indicators(say: Words, report: Report) -> Iterator[Block]:
    """Only those of which there is a figure; what is missing the check of the report tells."""
    if not report.indicators and report.missing:
        return
    yield Heading(say("report_text.indicators"), 2)
    if not report.indicators:
        yield Paragraph(say("report_text.no_indicators"))
    for figure in report.indicators:
        last = "" if report.period.kind in BY_MONTHS else say("report_text.last_ended")
        yield Bullet(say("report_text.indicator", name=figure_name(figure) + last, value=figure_words(say, figure)))


def devices(say: Words, report: Report) -> Iterator[Block]:
    """Kiosks that were silent, and whatever else is broken and written about."""
    yield Heading(say("report_text.devices"), 2)
    # Where something was broken nobody can say that all went well: a kiosk may be among it.
    if report.outages or (report.kiosks and not report.incidents and not report.fixed):
        yield Paragraph(count_sentence(say, "outages", len(report.outages)))
    for outage in report.outages:
        end = say("report_text.until", at=moment(outage.ended_at)) if outage.ended_at else say("report_text.still_out")
        yield Bullet(say("report_text.outage", name=outage.name, since=moment(outage.began_at), end=end))
    yield Paragraph(count_sentence(say, "incidents", len(report.incidents), stands=stands_words(say, report)))
    for incident in report.incidents:
        yield Bullet(_incident(say, incident, "incident" if incident.age else "incident_today"))
    if report.fixed:
        yield Paragraph(say("report_text.incidents_fixed", count=padded(len(report.fixed))))
    for incident in report.fixed:
        yield Bullet(_incident(say, incident, "incident_fixed"))


def _incident(say: Words, incident: IncidentRow, form: str) -> str:
    letters = "; ".join(letter_words(say, letter) for letter in incident.letters)
    written = say("report_text.written", letters=letters) if letters else say("report_text.not_written")
    values = {"text": incident.text, "since": day(incident.began_on), "age": padded(incident.age)}
    values["fixed"] = day(incident.fixed_on) if incident.fixed_on else ""
    return say(_INCIDENT[form], **values, written=written)
