"""The table of docs/adding-a-channel.md, made of the declarations: `make readme`."""

from collections.abc import Callable
from pathlib import Path

from storage.ground.channels import DECLARED, Carried, Declaration, Quota

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-channel.md"
BEGIN, END = "<!-- channels: written by `make readme` -->", "<!-- end of channels -->"


def _files(files: Carried, takes_replies: bool) -> str:
    if not files.endings:
        return "none: a link" if takes_replies else ""
    kinds = "any" if files.endings == ("*",) else ", ".join(files.endings)
    return f"{kinds}, up to {files.largest // 1024**2} MB"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _buttons(one: Declaration) -> str:
    return "none: numbered lines" if one.is_numbered else str(one.buttons or "any number")


def _quota(quota: Quota | None) -> str:
    return f"{quota.people} people, {quota.messages:,} messages a month" if quota else ""


ROWS: dict[str, Callable[[Declaration], str]] = {
    "Buttons under a message": _buttons,
    "Characters of a button": lambda one: str(one.title or ""),
    "Characters of a message": lambda one: f"{one.text:,}" if one.text else "any number",
    "A message changes in its place": lambda one: _yes(one.edits),
    "Files it carries; others go as a link": lambda one: _files(one.files, one.needs.takes_replies),
    "Messages a second": lambda one: f"{one.rate:.0f}" if one.rate else "",
    "Vouches for a phone number": lambda one: _yes(one.needs.gives_phone),
    "A place from the map": lambda one: _yes(one.place),
    "Voice messages and films from people": lambda one: _yes(one.sounds),
    "What a message answers to": lambda one: _yes(one.quotes),
    "Changed messages": lambda one: _yes(one.edited),
    "Groups": lambda one: _yes(one.groups),
    "Given for nothing": lambda one: _quota(one.quota),
    "What else it cannot do": lambda one: one.cannot,
}


def table() -> str:
    channels = DECLARED.values()
    lines = [["", *(one.service for one in channels)], ["---"] * (len(channels) + 1)]
    lines += [[head, *(cell(one) for one in channels)] for head, cell in ROWS.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
