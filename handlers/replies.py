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
    (name, help line)."""

    text: str
    rows: Rows = ()
    replaces: bool = False
    file_id: int | None = None
    commands: tuple[tuple[str, str], ...] = ()

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
