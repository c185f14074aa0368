"""What is said back, the same for every channel."""

from dataclasses import dataclass
from typing import Any

from handlers.kit.actions import ACTION_BYTES, Action


@dataclass(frozen=True, slots=True, init=False)
class Button:
    """Either an action or a link. `action`: as it stands on the wire, `name:argument`."""

    label: str
    action: str
    url: str

    def __init__(self, label: str, action: Action | str = "", url: str = "") -> None:
        wire = action if isinstance(action, str) else action.wire
        if bool(wire) == bool(url):
            raise ValueError(f"a button has an action or a link: {label}")
        if len(wire.encode()) > ACTION_BYTES:
            raise ValueError(f"the action is longer than {ACTION_BYTES} bytes: {wire}")
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
    rows = tuple(
        tuple(Button(button["label"], button.get("action", ""), button.get("url", "")) for button in row)
        for row in payload.get("rows", [])
    )
    return Reply(payload["text"], rows, file_id=payload.get("file_id"))
