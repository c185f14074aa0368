"""What is said, as it is stored: in the outbox, and in the conversations that are kept here.

Rows of every earlier version are read: a part that is missing was not there, one that is unknown is passed over.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Style(enum.StrEnum):
    """How a button stands out, where the channel can show that."""

    FIRST = "first"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class StoredButton:
    """An action, as it stands on the wire (at most 64 bytes), a link, or a text to be copied (at most 256 characters),
    which stands in the message, too: a channel that cannot copy leaves the button out."""

    label: str
    action: str = ""
    url: str = ""
    style: Style | None = None
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody has to hear of it: where its recipient cannot, whoever stands in for them is told. `alerts`: the ids of
    those it tells of."""

    alerts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """By the bot. `replaces`: the channel's id of the message in whose place it stands. `file_id`: a stored file that
    goes with it. `commands`: the person's menu from now on, (name, help line). `headings`: the numbers of the text's
    lines that stand out, where the channel can show that. `withheld`: its recipient cannot be reached; it waits for
    them or goes to the next in line, and is not sent. `asks_phone`: the label of a button that shares the person's
    phone number, where the channel has one; `ends_keyboard`: it is needed no more. `went`: how many of its pieces the
    channel has taken already; `thread`: the channel's id of the topic into which it goes. `asks_to_rate`: the dossier
    whose rating it asks for: a service may have another way to ask where this message does not reach the person.
    `awaits`: it only says that something is being done; what comes of it takes its place where a message can change.
    `in_place_of`: the row of the outbox that such a one was."""

    text: str
    rows: tuple[tuple[StoredButton, ...], ...] = ()
    replaces: str | None = None
    file_id: int | None = None
    commands: tuple[tuple[str, str], ...] = ()
    duty: Duty | None = None
    headings: tuple[int, ...] = ()
    withheld: bool = False
    asks_phone: str = ""
    ends_keyboard: bool = False
    went: int = 0
    thread: str = ""
    asks_to_rate: int | None = None
    awaits: bool = False
    in_place_of: int | None = None

    @property
    def actions(self) -> tuple[str, ...]:
        """What its buttons do."""
        return tuple(button.action for row in self.rows for button in row if button.action)

    @property
    def stays_here(self) -> bool:
        """Whoever cannot be written to may still be asked to rate, where the channel has a way of its own."""
        return self.withheld and self.asks_to_rate is None


@dataclass(frozen=True, slots=True)
class Heard:
    """From a person. `tap`: the text is the label of the button they tapped."""

    text: str
    tap: bool = False


def write_said(said: Said) -> dict[str, Any]:
    """What is not there takes no room."""
    payload: dict[str, Any] = {"text": said.text}
    if said.rows:
        payload["rows"] = [[write_button(button) for button in row] for row in said.rows]
    if said.replaces is not None:
        payload["replaces"] = said.replaces
    if said.file_id is not None:
        payload["file_id"] = said.file_id
    if said.commands:
        payload["commands"] = [list(command) for command in said.commands]
    if said.duty is not None:
        payload["duty"] = {"alerts": list(said.duty.alerts)}
    if said.headings:
        payload["headings"] = list(said.headings)
    plain = {
        name: getattr(said, name)
        for name in (
            *("asks_phone", "ends_keyboard", "went", "withheld", "thread", "asks_to_rate"),
            *("awaits", "in_place_of"),
        )
    }
    return payload | {name: value for name, value in plain.items() if value}


def write_button(button: StoredButton) -> dict[str, str]:
    does = "url" if button.url else "copies" if button.copies else "action"
    written: dict[str, str] = {"label": button.label, does: getattr(button, does)}
    return {**written, "style": button.style} if button.style else written


def read_said(payload: Mapping[str, Any]) -> Said:
    duty = payload.get("duty")
    return Said(
        text=payload.get("text", ""),
        rows=tuple(tuple(read_button(button) for button in row) for row in payload.get("rows", ())),
        replaces=payload.get("replaces"),
        file_id=payload.get("file_id"),
        commands=tuple((name, text) for name, text in payload.get("commands", ())),
        duty=None if duty is None else Duty(tuple(duty["alerts"])),
        headings=tuple(payload.get("headings", ())),
        withheld=payload.get("withheld", False),
        asks_phone=payload.get("asks_phone", ""),
        ends_keyboard=payload.get("ends_keyboard", False),
        went=payload.get("went", 0),
        thread=payload.get("thread", ""),
        asks_to_rate=payload.get("asks_to_rate"),
        awaits=payload.get("awaits", False),
        in_place_of=payload.get("in_place_of"),
    )


def read_button(button: Mapping[str, str]) -> StoredButton:
    style = button.get("style")
    known = Style(style) if style in set(Style) else None
    return StoredButton(
        button["label"], button.get("action", ""), button.get("url", ""), known, button.get("copies", "")
    )


def write_heard(heard: Heard) -> dict[str, Any]:
    return {"text": heard.text, "tap": heard.tap}


def read_heard(payload: Mapping[str, Any]) -> Heard:
    return Heard(payload.get("text", ""), payload.get("tap", False))
