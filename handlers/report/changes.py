"""What has changed between a report's figures and the figures of the same period now."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.making.workbooks.sheets import Sheet, SheetColumn
from handlers.report.frozen import FIELDS, PROCEDURES, SECTIONS, Frozen, FrozenValue
from handlers.report.register_sheets import WAYS
from handlers.report.sheets import FIGURE
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from handlers.words.keys import ASPECT, CHANNEL, DOSSIER_STATE, STATE
from storage.ground.text import shorten

_SECTION = Keys("report_changes.section_{}", SECTIONS)
_FIELD = Keys("report_changes.field_{}", FIELDS)
_WAY = Keys("report_changes.way_{}", WAYS)
_PROCEDURES = {f":{name}": f"report_changes.procedures_{name}" for name in PROCEDURES}
_COLUMNS = Keys("report_changes.column_{}", ("section", "thing", "field", "was", "now"))
_DAYS = frozenset(
    {
        *("first", "last", "stands_at", "deadline_on", "reported_on"),
        *("due_on", "finished_on", "returned_on", "received_on", "since"),
    }
)
_COUNTED = frozenset({"value", "cchc", "kstthc"})
# Their things are known by name: one that was not there then is a figure of a later release, not a change.
_FIXED = frozenset({"report", "figures", "submitted", "both_calendars"})
_IN_A_LINE = 70
SHOWN_CHANGES = 12  # in one message


@dataclass(frozen=True, slots=True)
class Change:
    """`thing` in words; without a `field` it came (`was` None) or went as a whole."""

    section: str
    thing: str
    field: str
    was: str
    now: str


def digest(figures: Frozen) -> str:
    """Two sets of figures are the same if these are."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()


def changes(say: Words, was: Frozen, now: Frozen) -> list[Change]:
    return [
        change for section, things in was.items() for change in _in_section(say, section, things, now.get(section, {}))
    ]


def _in_section(
    say: Words, section: str, was: dict[str, dict[str, FrozenValue]], now: dict[str, dict[str, FrozenValue]]
) -> Iterator[Change]:
    for key, fields in was.items():
        thing = _thing(say, section, key, fields)
        if key not in now:
            yield Change(section, thing, "", _whole(say, fields), say("report_changes.gone"))
            continue
        for field, value in fields.items():
            # A field that a later release no longer knows has not changed.
            current = now[key].get(field, value)
            if current != value:
                yield Change(section, thing, _field(say, field), _value(say, field, value), _value(say, field, current))
    for key in [key for key in now if key not in was and section not in _FIXED]:
        thing = _thing(say, section, key, now[key])
        yield Change(section, thing, "", say("report_changes.not_there"), _whole(say, now[key]))


def _thing(say: Words, section: str, key: str, fields: dict[str, FrozenValue]) -> str:
    match section:
        case "figures" | "both_calendars":
            return say(FIGURE[key])
        case "submitted":
            return say(_WAY[key])
        case "tasks":
            return say("report_changes.task", number=fields["number"])
        case "channels" if key.startswith(":"):
            return say(CHANNEL[key[1:]])
        case "aspects":
            return say(ASPECT[key[1:]])
        case "procedures" if key.startswith(":"):
            return say(_PROCEDURES[key])
        case "incidents" | "results" | "difficulties" | "proposals":
            return say("report_changes.entry", number=key)
        case "report":
            return say("report_changes.covers")
    return key


def _field(say: Words, field: str) -> str:
    return "" if field == "value" else say(_FIELD[field])


def _whole(say: Words, fields: dict[str, FrozenValue]) -> str:
    named = [(field, value) for field, value in fields.items() if value not in (None, "")]
    return ", ".join(f"{_field(say, field)} {_value(say, field, value)}".strip() for field, value in named)


def _value(say: Words, field: str, value: FrozenValue) -> str:
    match value:
        case None if field in _COUNTED:
            return say("no_figures")
        case None | "":
            return say("report_changes.nothing")
        case int():
            return integer(value)
    if field in _DAYS:
        return day(date.fromisoformat(value))
    match field:
        case "state":
            return say(STATE[value])
        case "dossier_state":
            return say(DOSSIER_STATE[value])
        case "letter":
            return say("report_sheet.yes" if value == "yes" else "report_sheet.no")
    return value


def change_lines(say: Words, found: list[Change], limit: int = SHOWN_CHANGES) -> list[str]:
    """The first `limit` changes as lines, each under the heading of its section."""
    lines, section = [], ""
    for change in found[:limit]:
        if change.section != section:
            section = change.section
            lines.append(say(_SECTION[section]))
        values = {"was": shorten(change.was, _IN_A_LINE), "now": shorten(change.now, _IN_A_LINE)}
        about = f"{change.thing}, {change.field}" if change.field else change.thing
        lines.append(say("report_changes.line", about=shorten(about, _IN_A_LINE), **values))
    if len(found) > limit:
        lines.append(say("report_changes.more", count=integer(len(found) - limit)))
    return lines


def changes_sheet(say: Words, found: list[Change]) -> Sheet:
    """Every change, in full."""
    rows = [(say(_SECTION[change.section]), change.thing, change.field, change.was, change.now) for change in found]
    columns = [SheetColumn(say(key)) for key in _COLUMNS.values()]
    return Sheet(say("report_changes.sheet"), columns, rows)
