"""The demo's conversation as a messenger would show it: what is said, drawn by what that messenger's own channel draws
with."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request

from bot.channels.drawing import Drawn, drawn
from bot.channels.pieces import pieces
from bot.channels.zalo.menus import Menus
from bot.channels.zalo.taps import More, Taps
from handlers.words.catalogue import Words
from storage.ground.channels import TELEGRAM, ZALO, ZALO_BOT, declared
from storage.messages.payloads import Said, StoredButton, write_button

LOOKS = (TELEGRAM, ZALO, ZALO_BOT)
_NOBODY = "demo"
Shown = list[dict[str, Any]]


def look_of(request: Request) -> str:
    """The one that was asked for, where it differs from the page's own."""
    look = request.query_params.get("look", "")
    return look if look in LOOKS[1:] else ""


def shown_as(look: str, said: Said, say: Words) -> Shown | None:
    """Messages with their buttons; `choices`: what numbers choose. None where it looks as the page shows it anyway."""
    if look == ZALO:
        return _account(said.text, [button for row in said.rows for button in row], say)
    if look == ZALO_BOT:
        return [_message(one) for one in drawn(said, declared(ZALO_BOT), say("menu.choose"))]
    return None


def _message(one: Drawn) -> dict[str, Any]:
    choices = [write_button(button) for button in one.choices]
    return {"text": one.text, "buttons": [], **({"choices": choices} if choices else {})}


def _account(text: str, buttons: Sequence[StoredButton], say: Words) -> Shown:
    """A button that carries further ones shows them in a message of its own."""
    taps = Taps(b"the demo signs nothing")
    texts = pieces(text, declared(ZALO).text or len(text))
    return [
        {"text": words, "buttons": [[_button(one, taps, say)] for one in menu]}
        for words, menu in Menus(taps, _NOBODY, "0", say).under(texts, buttons)
    ]


def _button(given: dict[str, Any], taps: Taps, say: Words) -> dict[str, Any]:
    if given["type"] == "oa.open.url":
        return {"label": given["title"], "url": given["payload"]["url"]}
    read = taps.read(_NOBODY, given["payload"])
    if isinstance(read, More):
        return {"label": given["title"], "more": _account(say("more_choices.text"), read.buttons, say)}
    return {"label": given["title"], "action": read.action if read else ""}
