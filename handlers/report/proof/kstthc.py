"""What the sentences of a KSTTHC report have to say: see `sentences.py`. Sums are made of the form's fields anew."""

from collections.abc import Iterator, Mapping

from handlers.forms.gathering import Form
from handlers.forms.tables import cause_name, field_name
from handlers.report.content import Report
from handlers.report.proof.gaps import Derived, Gaps, rate
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.figures.results import Results


def _form(report: Report) -> Iterator[Form]:
    if report.form is not None:
        yield report.form


def _sum(form: Form, *names: str) -> int:
    return sum(getattr(one, name) for one in form.found.values() for name in names)


def _received(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        counts = {name: integer(_sum(form, name)) for name in ("online", "other", "earlier")}
        yield {"received": integer(_sum(form, "online", "other", "earlier")), **counts}


def _resolved(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        before, on_time, late = (_sum(form, *names) for names in (("before",), ("ended_in_time", "waiting"), ("late",)))
        counts = {"before": integer(before), "on_time": integer(on_time), "late": integer(late)}
        resolved = before + on_time + late
        yield {"resolved": integer(resolved), **counts, "share": rate(say, before + on_time, resolved)}


def _in_hand(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        received = _sum(form, "online", "other", "earlier")
        in_hand = received - _sum(form, "before", "ended_in_time", "waiting", "late")
        overdue = _sum(form, "overdue")
        counts = {"still_in_time": integer(in_hand - overdue), "overdue": integer(overdue)}
        yield {"in_hand": integer(in_hand), **counts}


def _field_late(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        fields: dict[str, list[Results]] = {}
        for (_, field), results in form.found.items():
            fields.setdefault(field, []).append(results)
        for field, found in fields.items():
            late, overdue = sum(one.late for one in found), sum(one.overdue for one in found)
            yield {"field": field_name(say, field), "late": integer(late), "overdue": integer(overdue)}


def _online(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        online, received = _sum(form, "online"), _sum(form, "online", "other")
        yield {"online": integer(online), "received": integer(received), "share": rate(say, online, received)}


def _online_of(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        for service, name in ((form.whole, "whole"), (form.part, "part")):
            online, count = _sum(form, f"{name}_online"), _sum(form, name)
            counts = {"online": integer(online), "count": integer(count), "share": rate(say, online, count)}
            yield {"service": service, **counts}


def _cause(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        for cause in form.causes:
            yield {"reason": cause_name(say, cause), "count": integer(cause.dossiers)}


def _no_delays(say: Words, report: Report) -> Iterator[Gaps]:
    for form in _form(report):
        if not form.causes and not _sum(form, "late", "overdue"):
            yield {}


def _letters(say: Words, report: Report) -> Iterator[Gaps]:
    dossiers = report.figures.dossiers
    if dossiers.late:
        share = rate(say, dossiers.letters, dossiers.late)
        yield {"letters": integer(dossiers.letters), "late": integer(dossiers.late), "share": share}


DERIVED: Mapping[str, Derived] = {
    "received": _received,
    "resolved": _resolved,
    "in_hand": _in_hand,
    "field_late": _field_late,
    "online": _online,
    "online_of": _online_of,
    "cause": _cause,
    "no_delays": _no_delays,
    "letters": _letters,
}
_KEYS = Keys("kstthc.{}", DERIVED)


def kstthc_sentences(say: Words, report: Report) -> Iterator[str]:
    """None in a report that has no forms."""
    if report.form is None:
        return
    yield from (say("form06.notes"), say("form07.notes"))
    for name, gaps_of in DERIVED.items():
        for gaps in gaps_of(say, report):
            yield say(_KEYS[name], **gaps)
