"""What the sentences of the report of KSTTHC have to say, summed up a second time from the fields of the form."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.forms.tables import cause_name, field_name
from handlers.report.content import Report
from handlers.report.kstthc import parts_words
from handlers.report.proof.gaps import Derived, Gaps, rate
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, padded
from storage.figures.results import Results


def _rows(report: Report) -> Sequence[Results]:
    return [] if report.form is None else list(report.form.found.values())


def _sum(report: Report, *names: str) -> int:
    return sum(getattr(row, name) for row in _rows(report) for name in names)


_ENDED = ("before", "ended_in_time", "waiting", "late")


def _received(say: Words, report: Report) -> Iterator[Gaps]:
    names = ("online", "other", "earlier")
    parts = parts_words(say, {name: _sum(report, name) for name in names})
    yield {"received": padded(_sum(report, *names)), "parts": parts}


def _resolved(say: Words, report: Report) -> Iterator[Gaps]:
    ended, late = _sum(report, *_ENDED), _sum(report, "late")
    counts = {"before": _sum(report, "before"), "on_time": _sum(report, "ended_in_time", "waiting"), "late": late}
    if ended:
        yield {
            "resolved": padded(ended),
            "parts": parts_words(say, counts),
            "share": rate(say, ended - late, ended),
        }


def _resolved_none(say: Words, report: Report) -> Iterator[Gaps]:
    if not _sum(report, *_ENDED):
        yield {}


def _in_hand(say: Words, report: Report) -> Iterator[Gaps]:
    left, overdue = _left(report), _sum(report, "overdue")
    if left:
        yield {
            "in_hand": padded(left),
            "parts": parts_words(say, {"still_in_time": left - overdue, "overdue": overdue}),
        }


def _in_hand_none(say: Words, report: Report) -> Iterator[Gaps]:
    if not _left(report):
        yield {}


def _left(report: Report) -> int:
    return _sum(report, "online", "other", "earlier") - _sum(report, *_ENDED)


def _fields(say: Words, report: Report) -> Iterator[Gaps]:
    names = {field for (_, field) in report.form.found} if report.form else set()
    for field in names:
        rows = [one for (_, name), one in report.form.found.items() if name == field] if report.form else []
        late, overdue = sum(one.late for one in rows), sum(one.overdue for one in rows)
        parts = [say("kstthc.field_late", late=padded(late))] if late else []
        parts += [say("kstthc.field_overdue", overdue=padded(overdue))] if overdue else []
        if parts:
            yield {"field": field_name(say, field), "counts": ", ".join(parts)}


def _causes(say: Words, report: Report) -> Iterator[Gaps]:
    for cause in report.form.causes if report.form else ():
        yield {"reason": cause_name(say, cause), "count": padded(cause.dossiers)}


def _letters(say: Words, report: Report) -> Iterator[Gaps]:
    found = report.figures.dossiers
    if found.late:
        counts = {"letters": padded(found.letters), "late": padded(found.late)}
        yield {**counts, "share": rate(say, found.letters, found.late)}


def _online(say: Words, report: Report) -> Iterator[Gaps]:
    online, came = _sum(report, "online"), _sum(report, "online", "other")
    yield {"online": padded(online), "received": padded(came), "share": rate(say, online, came)}


def _online_of(say: Words, report: Report) -> Iterator[Gaps]:
    form = report.form
    for service, name in ((form.whole, "whole"), (form.part, "part")) if form else ():
        online, came = _sum(report, f"{name}_online"), _sum(report, name)
        yield {"service": service, "online": padded(online), "count": padded(came), "share": rate(say, online, came)}


FORMS: Mapping[str, Derived] = {
    "received": _received,
    "resolved": _resolved,
    "resolved_none": _resolved_none,
    "in_hand": _in_hand,
    "in_hand_none": _in_hand_none,
    "field_is_late": _fields,
    "cause": _causes,
    "letters": _letters,
    "online": _online,
    "online_of": _online_of,
}
_KEYS = Keys("kstthc.{}", FORMS)


def sentences_of_forms(say: Words, report: Report) -> Iterator[str]:
    if report.form is None:
        return
    yield from (say("form06.form", form=form) for form in (report.form.results_form, report.form.procedures_form))
    yield say("form06.measured", first=day(report.days.first), last=day(report.days.last))
    yield from (say("form06.notes"), say("form07.notes"))  # numbers of columns
    for name, gaps_of in FORMS.items():
        for gaps in gaps_of(say, report):
            yield say(_KEYS[name], **gaps)
