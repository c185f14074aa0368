"""What a template may name. Each has its meaning in the catalogue (`template_field.…`) and its line in
docs/report-template.md."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from handlers.making.charts.figures import Chart
from handlers.words.catalogue import Keys, Words


class Kind(Enum):
    TEXT = "text"
    NUMBER = "number"
    PICTURE = "picture"


TEXT, NUMBER, PICTURE = Kind.TEXT, Kind.NUMBER, Kind.PICTURE
Shape = Kind | Mapping[str, "Shape"] | Sequence["Shape"]
"""A group of named things, or a list: a sequence of one, the shape of its items."""
Value = str | int | Chart | Mapping[str, "Value"] | Sequence["Value"]
"""What stands there for a shape."""

_COUNTED = ("tasks", "done", "done_late", "doing", "not_started", "nothing", "paused", "dropped",
            "unreported", "overdue", "received", "returned", "late",
            "late_earlier", "letters", "satisfied", "rated", "persons", "covered", "cases", "cases_answered",
            "cases_in_time",
            "cases_overdue", "incidents", "procedures", "procedures_own", "procedures_online",
            "procedures_by_post", "submitted_direct", "submitted_online", "submitted_post",
            "submitted_other", "documents")  # fmt: skip
_SHARES = ("overdue", "late", "letters", "satisfied", "rated", "persons", "covered", "cases_answered",
           "cases_in_time", "cases_overdue", "procedures_online",
           "submitted_direct", "submitted_online", "submitted_post", "submitted_other")  # fmt: skip
_TASK = {
    "plan": TEXT, "area": TEXT, "number": NUMBER, "title": TEXT, "product": TEXT, "deadline": TEXT, "deadline_on": TEXT,
    "unit": TEXT, "state": TEXT, "percent": TEXT, "reported_on": TEXT, "note": TEXT,
}  # fmt: skip
SENTENCES = (
    "opening", "tasks", "documents", "procedures", "dossiers", "satisfaction", "cases", "indicators", "devices",
    "done_well", "remaining", "proposals",
)  # fmt: skip

FIELDS: Mapping[str, Shape] = {
    "agency": TEXT,
    "parent_agency": TEXT,
    "unit": TEXT,
    "place": TEXT,
    "symbol": TEXT,
    "signer": TEXT,
    "signer_name": TEXT,
    "addressees": [TEXT],
    "recipients": [TEXT],
    "title": TEXT,
    "regime": TEXT,
    "period": TEXT,
    "days": TEXT,
    "first_day": TEXT,
    "last_day": TEXT,
    "stands_at": TEXT,
    "made_on": TEXT,
    "year": NUMBER,
    "plan_numbers": TEXT,
    "number": TEXT,
    "issued_day": TEXT,
    "days_cchc": TEXT,
    "days_kstthc": TEXT,
    "figures": dict.fromkeys((*_COUNTED, *(f"{name}_share" for name in _SHARES)), TEXT),
    "counts": dict.fromkeys(_COUNTED, NUMBER),
    "channels": [{"name": TEXT, "satisfied": TEXT, "rated": TEXT, "share": TEXT}],
    "not_counted": [{"channel": TEXT, "first_day": TEXT, "last_day": TEXT, "satisfied": TEXT, "rated": TEXT}],
    "areas": [
        {"name": TEXT, "count": NUMBER, "done": NUMBER, "done_late": NUMBER, "doing": NUMBER, "not_started": NUMBER,
         "nothing": NUMBER, "paused": NUMBER, "dropped": NUMBER, "unreported": NUMBER, "overdue": NUMBER,
         "tasks": [_TASK]}
    ],
    "tasks": [_TASK],
    "documents": [{"kind": TEXT, "number": TEXT, "day": TEXT, "subject": TEXT}],
    "late_dossiers": [
        {"code": TEXT, "procedure": TEXT, "due_on": TEXT, "finished_on": TEXT, "returned_on": TEXT, "state": TEXT,
         "letter": TEXT}
    ],
    "bases": [{"kind": TEXT, "number": TEXT, "day": TEXT, "issuer": TEXT, "subject": TEXT}],
    "indicators": [{"name": TEXT, "value": TEXT}],
    "open_cases": [{"code": TEXT, "due_on": TEXT}],
    "incidents": [{"text": TEXT, "since": TEXT, "letters": TEXT}],
    "results": [{"text": TEXT}],
    "difficulties": [{"agency": TEXT, "text": TEXT}],
    "proposals": [{"agency": TEXT, "text": TEXT}],
    "outages": [{"name": TEXT, "since": TEXT, "until": TEXT}],
    "sentences": {name: [TEXT] for name in SENTENCES},
    "charts": [{"title": TEXT, "picture": PICTURE}],
}  # fmt: skip


_SAMPLE_CHART = Chart(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="),
    "…",
    "…",
)


def sample_values() -> dict[str, Value]:
    """A value for each name; two items in each list, so that every loop is run."""
    return {name: _sample(shape) for name, shape in FIELDS.items()}


def _sample(shape: Shape) -> Value:
    match shape:
        case Kind.TEXT:
            return "…"
        case Kind.NUMBER:
            return 1
        case Kind.PICTURE:
            return _SAMPLE_CHART
        case Mapping():
            return {name: _sample(inner) for name, inner in shape.items()}
    return [_sample(shape[0]), _sample(shape[0])]


def described(say: Words) -> list[tuple[str, str]]:
    """(how it is written in a template, what it means), each once."""
    return [(written, say(_MEANS[path])) for path, written in _paths(FIELDS, "", "")]


def _paths(shape: Mapping[str, Shape], path: str, written: str) -> Iterator[tuple[str, str]]:
    for name, inner in shape.items():
        full, shown = path + name, written + name
        match inner:
            case Kind():
                yield full, f"{{{{ {shown} }}}}"
            case Mapping():
                yield from _paths(inner, f"{full}.", f"{shown}.")
            case _:
                item = _item_of(name) if isinstance(inner[0], Mapping) else "item"
                yield full, f"{{% for {item} in {shown} %}}"
                if isinstance(inner[0], Mapping) and full != "areas.tasks":
                    yield from _paths(inner[0], f"{full}.", f"{item}.")


def _item_of(name: str) -> str:
    return f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")


_MEANS = Keys("template_field.{}", (path for path, _ in _paths(FIELDS, "", "")))


def means(say: Words, name: str) -> str:
    """Of a figure, in words; `unit`, `year` and the like by their own."""
    path = f"figures.{name}"
    return say(_MEANS[path if path in _MEANS else name])
