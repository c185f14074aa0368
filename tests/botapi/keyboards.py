"""reply_markup: what the real server refuses in keyboards."""

from typing import Any
from urllib.parse import urlsplit

from tests.botapi.wire import Json, bad_request

BUTTONS = 100
CALLBACK_DATA_BYTES = 64
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
STYLES = ("", "default", "primary", "danger", "success")
ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
TEXT_ACTIONS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat")


def check_reply_markup(markup: Json) -> None:
    if "inline_keyboard" in markup:
        _check_rows(markup["inline_keyboard"], "inline_keyboard", _check_inline_button)
    elif "keyboard" in markup:
        _check_rows(markup["keyboard"], "keyboard", _check_reply_button)
    elif markup and not any(kind in markup for kind in KINDS):
        # The real server takes it for no keyboard at all, and the person sees no buttons.
        raise bad_request("reply_markup is none of inline_keyboard, keyboard, remove_keyboard, force_reply")


def _check_rows(rows: Any, name: str, check: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        whole = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'field "{name}"{whole} must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            check(button)


def _check_inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = _text(button)
    kinds = ACTIONS.intersection(button)
    if not kinds or (kinds == {"callback_data"} and button["callback_data"] == ""):
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad_request(f"exactly one of {', '.join(sorted(kinds))} may be used in an inline keyboard button")
    if str(button.get("style", "")).lower() not in STYLES:
        raise _unreadable("invalid button style specified")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    _check_action(next(iter(kinds)), button)


def _check_action(kind: str, button: Json) -> None:
    value = button[kind]
    if kind in TEXT_ACTIONS and not isinstance(value, str):
        raise _unreadable(f'Field "{kind}" must be of type String')
    if kind == "callback_data" and len(value.encode()) > CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url":
        _check_url(value)
    if kind == "web_app" and not str(value.get("url", "")).startswith("https://"):
        url = value.get("url", "")
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme in ("tg", "ton", "tonsite") and parts.netloc:
        return
    reason = ""
    if parts.scheme not in ("http", "https"):
        reason = "Unsupported URL protocol"
    elif "." not in (parts.hostname or "").strip(".") or " " in url:
        reason = "Wrong HTTP URL"
    if reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")


def _check_reply_button(button: Any) -> None:
    if isinstance(button, str):
        text = button
    elif isinstance(button, dict):
        text = _text(button, "keyboard button")
    else:
        raise _unreadable("KeyboardButton must be a String or an Object", "keyboard button")
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")


def _text(button: Json, what: str = "inline keyboard button") -> str:
    if "text" not in button:
        raise _unreadable('Can\'t find field "text"', what)
    if not isinstance(button["text"], str):
        raise _unreadable('Field "text" must be of type String', what)
    text: str = button["text"]
    return text


def _unreadable(reason: str, what: str = "inline keyboard button") -> Exception:
    return bad_request(f"can't parse {what}: {reason}")
