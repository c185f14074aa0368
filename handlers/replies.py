"""What is said back, the same for every channel."""

from dataclasses import dataclass

from handlers.kit.actions import Action
from storage.messages.payloads import Duty, Said, StoredButton


@dataclass(frozen=True, slots=True, init=False)
class Button(StoredButton):
    """An action, which says how the button stands out, a link, or a text to be copied."""

    def __init__(self, label: str, action: Action | None = None, url: str = "", copies: str = "") -> None:
        if [action is not None, bool(url), bool(copies)].count(True) != 1:
            raise ValueError(f"a button has an action, a link, or a text to be copied: {label}")
        style = action.style if action else None
        StoredButton.__init__(self, label, action.wire if action else "", url, style, copies)

    @classmethod
    def stored(cls, button: StoredButton) -> "Button":
        """One that was in an earlier message."""
        found = object.__new__(cls)
        StoredButton.__init__(found, button.label, button.action, button.url, button.style, button.copies)
        return found


Rows = tuple[tuple[Button, ...], ...]


class Heading(str):
    """A line that stands out on its screen, where the channel can show that."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """`replaces`: the message whose button was tapped changes into this one, where the channel can do that.
    `file_id`: a stored file that goes with it. `commands`: the person's command menu from now on,
    (name, help line). `alerts`: those it tells of; `alone`: meant for this person and nobody in their place.
    `headings`: the numbers of the text's lines that stand out. `asks_phone`, `ends_keyboard`: as in `Said`; such a
    reply has no buttons of its own. `asks_to_rate`, `awaits`: as in `Said`, of a notice and of what a job is to end."""

    text: str
    rows: Rows = ()
    replaces: bool = False
    file_id: int | None = None
    commands: tuple[tuple[str, str], ...] = ()
    alerts: tuple[int, ...] = ()
    alone: bool = False
    headings: tuple[int, ...] = ()
    asks_phone: str = ""
    ends_keyboard: bool = False
    asks_to_rate: int | None = None
    awaits: bool = False

    def said(self, message_id: str | None, thread: str = "") -> Said:
        """As it is stored. `message_id`: the message whose button was tapped; `thread`: the topic it was in."""
        replaces = message_id if self.replaces else None
        return Said(
            self.text, self.rows, replaces, self.file_id, self.commands, headings=self.headings,
            asks_phone=self.asks_phone, ends_keyboard=self.ends_keyboard, thread=thread, awaits=self.awaits,
        )  # fmt: skip

    def notice(self) -> Said:
        """As it is stored where nobody asked for it: whoever stands in for the person is to get it where they
        cannot."""
        duty = None if self.alone else Duty(self.alerts)
        return Said(
            self.text, self.rows, file_id=self.file_id, commands=self.commands, duty=duty, headings=self.headings,
            asks_to_rate=self.asks_to_rate,
        )  # fmt: skip


def reply_of(said: Said) -> Reply:
    """What was stored, as it can be said to somebody else."""
    rows = tuple(tuple(map(Button.stored, row)) for row in said.rows)
    return Reply(said.text, rows, file_id=said.file_id)
