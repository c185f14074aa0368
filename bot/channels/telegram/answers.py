"""Checks what the Bot API answered before it is used. Proxies, firewalls and login pages stand between it and us. What
they send instead counts as an outage and is tried again: never as a refusal, which would lose a reply, and never as
success."""

import json
from collections.abc import Callable
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from storage.ground.text import shorten, storable

LONGEST_REASON = 200
LONGEST_PAUSE = 24 * 3600
# Python refuses to read a number of more than 4,300 digits; the Bot API's own have 16 at most.
_DIGITS = 20
_REFUSALS: dict[int, type[TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,
    409: Conflict,
}


class Unreadable(NetworkError):
    """No JSON, or JSON that cannot be read here. `payload`: what came."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("an answer that is no JSON")
        self.payload = payload


def read_json(payload: bytes) -> Any:
    """Raises ValueError or RecursionError. A number with too many digits becomes None, so that the rest can still be
    read."""
    text = payload.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS else None)


def read_answer(payload: bytes) -> dict[str, Any]:
    """Reads a successful answer. Raises NetworkError where it does not come from the Bot API."""
    try:
        answer = read_json(payload)
    except (ValueError, RecursionError):
        raise Unreadable(payload) from None
    if not (isinstance(answer, dict) and answer.get("ok") is True and "result" in answer):
        raise NetworkError("an answer without a result")
    return answer


def refusal(status: int, payload: bytes) -> TelegramError:
    """What any other status means."""
    try:
        answer = read_json(payload)
    except (ValueError, RecursionError):
        answer = None
    words = answer.get("description") if isinstance(answer, dict) and answer.get("ok") is False else None
    if not isinstance(words, str):
        return NetworkError(f"an answer that is not the Bot API's (HTTP {status})")
    parameters = answer.get("parameters") if isinstance(answer, dict) else None
    known = parameters if isinstance(parameters, dict) else {}
    if is_number(known.get("migrate_to_chat_id"), lowest=-(2**63)):
        return ChatMigrated(known["migrate_to_chat_id"])
    if is_number(known.get("retry_after")):
        return RetryAfter(min(known["retry_after"], LONGEST_PAUSE))
    return _REFUSALS.get(status, NetworkError)(shorten(storable(words), LONGEST_REASON))


def seconds_of(error: TelegramError) -> float | None:
    """How long Telegram asks to wait; None where it does not."""
    if not isinstance(error, RetryAfter):
        return None
    asked: Any = error.retry_after
    return float(asked.total_seconds() if hasattr(asked, "total_seconds") else asked)


def is_number(value: Any, *, lowest: int = 1) -> bool:
    """A whole number that a database can hold. `True` is an int in Python and is not one here."""
    return type(value) is int and lowest <= value < 2**63


def _is_message(result: Any) -> bool:
    return isinstance(result, dict) and is_number(result.get("message_id"))


_KINDS: dict[str, Callable[[Any], bool]] = {
    "getUpdates": lambda result: isinstance(result, list),
    "getMe": lambda result: isinstance(result, dict) and isinstance(result.get("username"), str),
    "getFile": lambda result: isinstance(result, dict) and isinstance(result.get("file_path"), str),
    "sendMessage": _is_message,
    "sendPhoto": _is_message,
    "sendDocument": _is_message,
    "sendVoice": _is_message,
    "sendVideo": _is_message,
    "editMessageText": lambda result: result is True or _is_message(result),
}


def fits(method: str, result: Any) -> bool:
    """Whether the answer has the shape this method gives. Methods that are not listed here always fit."""
    kind = _KINDS.get(method)
    return result is True if kind is None else kind(result)
