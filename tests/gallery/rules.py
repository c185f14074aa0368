"""What every screen has to keep, and who breaks it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from handlers.kit.actions import ACTION_BYTES
from handlers.routes import ROUTES
from tests.gallery.walking import Screen

PHONE_SCREEN = 1_200  # characters that a phone shows at once
_PLACEHOLDER = re.compile(r"\{[a-z_]+(?:[.:!][^{}\s]*)?\}")
_STEPS_IN_A_LIST = ("◀ Trang trước", "◀ Kỳ trước")
_HOME = ("main", "help")  # a first screen itself has the second
# What leads out of where one is without an arrow on it: an import is left by declining it, a finding by its list.
_BACK = ("import_stop", "lint")
# Texts that may be longer than a phone's screen, by the last step that leads there, and why.
LONG = {
    "/help": "every command is looked for in one list; the buttons under it are those of the first screen",
    "📄 Toàn văn": "what somebody wrote, asked for as it is",
}
_TASKS = "asks which task or day is meant, which the reports of the walk leave no doubt about"
_LATER = "stands on a screen that the walk meets first in another state, and walks once"
# Routes that no button of the walk leads to, and why.
NOT_REACHED = {
    "start": "the samples of demo mode alone; otherwise a link or a QR code",
    "sign_out": "on the web alone, and people of the walk are on Telegram",
    **dict.fromkeys(
        ("link_join", "link_refuse", "link_more", "link_part", "link_part_ask"),
        "a second channel of the same person: each of the walk has one",
    ),
    "stop": "under the notice of a returned dossier, which nobody waits for here",
    "report_without": "under a report that would say something false: in the demo none does",
    "nudge": "under the monthly list, which is sent on a day that the walk does not wait for",
    "nudge_overdue": "under a summary with overdue tasks: in the demo none is",
    "word": "told to staff of the unit that an alert is about: here that is the department itself",
    "case_extend_which": "several overdue cases that may have more time: in the demo it is one",
    "case_object": "what is typed about a case that was answered",
    "case_place_keep": "what is typed as a place and may be none",
    "case_words_keep": "what is typed as a place and may be none",
    "case_pictures": "a picture sent with a case: the walk sends none",
    "case_dossier_not": "a case that was said to be about a dossier: " + _LATER,
    "case_proofs": "an answer with files: the walk sends none",
    "case_proofs_drop": "an answer with files: the walk sends none",
    "form06_units": "a form of several units: the walk's have one",
    "case_part": "a case that was joined to another: " + _LATER,
    "case_withdraw_do": _LATER,
    **dict.fromkeys(
        ("group_is", "group_units", "group_not", "group_end"),
        "where the bot was added to a unit's group: the walk is in none",
    ),
    **dict.fromkeys(
        ("enter_for", "enter_whose", "enter_own", "enter_not"),
        "a report that somebody passed on: the walk writes itself",
    ),
    "edited_take": "a message that was edited within the hour after a report",
    "file_evidence": "a table sent within the hour after a report",
    "file_import": "a table sent within the hour after a report",
    "import_choices": "a question with more choices than a message has buttons: an office of many units",
    "import_list": "a file with hundreds of wrong rows",
    "leave_deputies": "more colleagues than a screen shows",
    "letter_day": "a late dossier that is still in work: " + _LATER,
    "lint_waived": _LATER,
    "signed_get": "a signed file that came back: the walk sends none",
    "report_as_made": "figures that changed since the report was made",
    "report_on": _TASKS,
    "report_plan": "two plans of one year",
    "report_tasks": _TASKS,
    "search_tasks": "a search with a second page",
}


class Fault(NamedTuple):
    rule: str
    what: str


def name_of(button: dict[str, str]) -> str:
    return button.get("action", "").partition(":")[0]


def _leads_back(button: dict[str, str]) -> bool:
    arrow = button["label"].startswith("◀") and button["label"] not in _STEPS_IN_A_LIST
    return arrow or name_of(button) in (*_HOME, *_BACK)


def faults_of(screen: Screen) -> Iterable[Fault]:
    where = f"{screen.role}: {screen.way}"
    for button in screen.buttons:
        action = button.get("action", "")
        if action and ROUTES.action(action) is None:
            yield Fault("a button without a route", f"{where}: {button['label']} ({action})")
        if len(action.encode()) > ACTION_BYTES:
            yield Fault("an action that does not fit", f"{where}: {button['label']} ({action})")
    for text in (screen.text, *(button["label"] for button in screen.buttons)):
        if leaked := _PLACEHOLDER.search(_without_fields_of_templates(text)):
            yield Fault("a leaked placeholder", f"{where}: {leaked[0]}")
    if len(screen.text) > PHONE_SCREEN and screen.way.split(" › ")[-1] not in LONG:
        yield Fault("a text over one phone screen", f"{where}: {len(screen.text)} characters")
    if not _has_a_way(screen):
        yield Fault("no way back", f"{where}: {screen.text[:80]!r}")


def _without_fields_of_templates(text: str) -> str:
    """A report template is written with `{{ unit }}` and `{%p for … %}`, and screens speak of those."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text)


def _has_a_way(screen: Screen) -> bool:
    """What was not asked for is left as it came, and has to lead on; a file or a word before others leads nowhere."""
    if not screen.last or screen.file:
        return True
    return bool(screen.buttons) if screen.notice else any(map(_leads_back, screen.buttons))


def faults(screens: Iterable[Screen]) -> list[Fault]:
    return [fault for screen in screens for fault in faults_of(screen)]


def not_reached(screens: Iterable[Screen]) -> list[str]:
    """Routes of the table that no button leads to."""
    return sorted(ROUTES.actions.keys() - {name_of(button) for screen in screens for button in screen.buttons})
