"""What is said back, the same for every channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.kit.actions import Action


@dataclass(frozen=True, slots=True, init=False)
class Button:
    """Either an action or a link. `action`: as it stands on the wire, `name:argument`; at most 64 bytes."""

    label: str
    action: str
    url: str

    def __init__(self, label: str, action: Action | None = None, url: str = "") -> None:
        if (action is None) == (not url):
            raise ValueError(f"a button has an action or a link: {label}")
        self._set(label, action.wire if action else "", url)

    @classmethod
    def stored(cls, payload: Mapping[str, str]) -> "Button":
        """One that was in an earlier message."""
        button = object.__new__(cls)
        button._set(payload["label"], payload.get("action", ""), payload.get("url", ""))
        return button

    def _set(self, label: str, wire: str, url: str) -> None:
        for name, value in (("label", label), ("action", wire), ("url", url)):
            object.__setattr__(self, name, value)


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """`replaces`: the message whose button was tapped changes into this one, where the channel can do that.
    `file_id`: a stored file that goes with it. `commands`: the person's command menu from now on,
    (name, help line). `alerts`: those it tells of; `alone`: meant for this person and nobody in their place."""

    text: str
    rows: Rows = ()
    replaces: bool = False
    file_id: int | None = None
    commands: tuple[tuple[str, str], ...] = ()
    alerts: tuple[int, ...] = ()
    alone: bool = False

    def payload(self, message_id: str | None) -> dict[str, Any]:
        """As stored in the outbox."""
        payload: dict[str, Any] = {"text": self.text}
        if self.rows:
            payload["rows"] = [
                [{"label": b.label, "url": b.url} if b.url else {"label": b.label, "action": b.action} for b in row]
                for row in self.rows
            ]
        if self.replaces and message_id is not None:
            payload["replaces"] = message_id
        if self.file_id is not None:
            payload["file_id"] = self.file_id
        if self.commands:
            payload["commands"] = [list(command) for command in self.commands]
        return payload

    def notice(self) -> dict[str, Any]:
        """As stored where nobody asked for it: whoever stands in for the person is to get it where they cannot."""
        payload = self.payload(None)
        return payload if self.alone else {**payload, "duty": {"alerts": list(self.alerts)}}


def reply_of(payload: dict[str, Any]) -> Reply:
    """What was stored, as it can be said to somebody else."""
    rows = tuple(tuple(map(Button.stored, row)) for row in payload.get("rows", []))
    return Reply(payload["text"], rows, file_id=payload.get("file_id"))
