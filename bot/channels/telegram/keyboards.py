"""Buttons under a message, and what is left of them where a server does not know something of it."""

from collections.abc import Sequence
from typing import Any

from storage.messages.payloads import StoredButton, Style

_STYLES = {Style.FIRST: "primary", Style.DANGER: "danger"}
Rows = Sequence[Sequence[StoredButton]]


def keyboard(rows: Rows, *, plain: bool) -> dict[str, Any]:
    """`reply_markup`. `plain`: for a server that knows no styles, and nothing to copy."""
    return {"inline_keyboard": [[_button(button, plain) for button in row] for row in rows]}


def _button(button: StoredButton, plain: bool) -> dict[str, Any]:
    drawn: dict[str, Any] = {"text": button.label}
    if button.url:
        drawn["url"] = button.url
    elif button.copies:
        drawn["copy_text"] = {"text": button.copies}
    else:
        drawn["callback_data"] = button.action
    if button.style and not plain:
        drawn["style"] = _STYLES[button.style]
    return drawn


def is_plain(rows: Rows) -> bool:
    return not any(button.style or button.copies for row in rows for button in row)


def without_links(rows: Rows) -> Rows:
    return _those([[button for button in row if not button.url] for row in rows])


def without_copies(rows: Rows) -> Rows:
    return _those([[button for button in row if not button.copies] for row in rows])


def _those(rows: Rows) -> Rows:
    return [row for row in rows if row]


def phone_keyboard(label: str) -> dict[str, Any]:
    """`reply_markup` that offers to share the phone's own number; without a label, the one that takes it away."""
    if not label:
        return {"remove_keyboard": True}
    button = {"text": label, "request_contact": True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
