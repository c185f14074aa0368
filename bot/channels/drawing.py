"""What is said, as a channel that declares its limits shows it: messages, the buttons under the last, or numbered lines
for them where there are no buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels.pieces import pieces, units
from storage.ground.channels import Declaration
from storage.ground.text import shorten
from storage.messages.payloads import Said, StoredButton


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message. `buttons`: under it, within the channel's limits. `choices`: what its numbered lines choose, the
    first of them 1; only the last message has any."""

    text: str
    buttons: tuple[StoredButton, ...] = ()
    choices: tuple[StoredButton, ...] = ()


# The text of a message that has only buttons.
MORE = "⋯"


def drawn(said: Said, channel: Declaration, choose: str = "") -> list[Drawn]:
    """At least one; links are lines of their own where there are no buttons. More buttons than fit under one message
    stand under further ones. `choose`: says above numbered lines what to do with them."""
    buttons = [button for row in said.rows for button in row if not button.copies]
    if channel.is_numbered:
        return _numbered(said.text, buttons, channel, choose)
    titled = tuple(_titled(button, channel.title) for button in buttons)
    texts = _pieces(said.text, channel)
    most = channel.buttons or max(len(titled), 1)
    groups = [titled[at : at + most] for at in range(0, len(titled), most)] or [()]
    messages = [Drawn(text) for text in texts]
    messages[-1] = replace(messages[-1], buttons=groups[0])
    return [*messages, *(Drawn(MORE, group) for group in groups[1:])]


def _pieces(text: str, channel: Declaration) -> list[str]:
    return [text.strip()] if channel.text is None else pieces(text, channel.text)


def _titled(button: StoredButton, most: int | None) -> StoredButton:
    return button if most is None or len(button.label) <= most else replace(button, label=shorten(button.label, most))


def _numbered(text: str, buttons: Sequence[StoredButton], channel: Declaration, choose: str) -> list[Drawn]:
    """The menu stands under the last piece if it fits there, and begins a message of its own if not."""
    choices = tuple(button for button in buttons if not button.url)
    lines = [f"{number}. {one_line(button.label)}" for number, button in enumerate(choices, 1)]
    links = [f"{one_line(button.label)}: {button.url}" for button in buttons if button.url]
    menu = "\n".join([*([choose] if lines and choose else []), *lines, *links])
    texts = _pieces(text, channel)
    if menu and channel.text is not None and units(texts[-1]) + units(menu) + 2 > channel.text:
        texts += pieces(menu, channel.text)
    elif menu:
        texts[-1] = f"{texts[-1]}\n\n{menu}".strip()
    *first, last = [Drawn(one) for one in texts]
    return [*first, replace(last, choices=choices)]


def one_line(label: str) -> str:
    return " ".join(label.split())
