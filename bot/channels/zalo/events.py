"""From Zalo's own JSON to what arrives on any channel. Plain dictionaries, of which nothing is believed: an event of
another shape holds up none of its neighbours."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.channels.zalo import kinds
from bot.channels.zalo.contents import (
    card_of,
    file_of,
    is_readable,
    kind_of,
    link_of,
    place_of,
    shared_phone,
    unusable_of,
)
from bot.channels.zalo.feedback import feedback_of
from bot.channels.zalo.menus import show_more
from bot.channels.zalo.taps import More, Taps
from bot.channels.zalo.values import name, name_or_none, part, text
from handlers.incoming import Incoming, Presence
from storage.ground.channels import ZALO
from storage.keys import keyed_hash

SAMPLE = "This is message id"
_FAULTS = (AttributeError, KeyError, TypeError, ValueError)
log = logging.getLogger(__name__)


def quoted_id(event: Any) -> str:
    """Zalo's id of the message to which this one is a reply: what it said stands nowhere in the event."""
    try:
        return name_or_none(part(event.get("message")).get("quote_msg_id"))
    except _FAULTS:
        return ""


class Events:
    """`account`: the id of our own; what is about another is passed over, as are the console's samples.
    `phone_is_own`: whether a number that somebody shares in Zalo's form counts as theirs."""

    def __init__(self, account: str, secret: bytes, taps: Taps, *, phone_is_own: bool) -> None:
        self._account = account
        self._secret = secret
        self._taps = taps
        self._phone_is_own = phone_is_own
        self._told_foreign = False
        self._others: Mapping[str, Callable[[Mapping[str, Any]], Incoming]] = {
            kinds.FOLLOW: self._follow,
            kinds.UNFOLLOW: partial(self._presence, presence=Presence.GONE),
            kinds.WITHDRAW: partial(self._presence, presence=Presence.WITHDRAWN),
            kinds.SUBMIT: self._submit,
            kinds.FEEDBACK: feedback_of,
        }

    def read(self, event: Any) -> Sequence[Incoming]:
        """Empty for what the bot does not answer. Where something cannot be read and its sender is known, they are
        asked to send it again; the log names the kind and not the content."""
        try:
            return self._read(event)
        except _FAULTS:
            unread = self._unread(event)
            told = "the sender is told" if unread else "nobody can be told"
            log.warning("an event of Zalo's holds what cannot be read and was set aside; %s", told)
            return unread

    def _read(self, event: Mapping[str, Any]) -> Sequence[Incoming]:
        called = text(event["event_name"])
        said = called.startswith(kinds.FROM_A_PERSON) and not called.startswith(kinds.FROM_A_GROUP)
        other = self._others.get(called)
        if not (said or other) or part(event.get("message")).get("msg_id") == SAMPLE or not self._is_ours(event):
            return []
        return [other(event)] if other else self._message(event, called.removeprefix(kinds.FROM_A_PERSON))

    def _is_ours(self, event: Mapping[str, Any]) -> bool:
        about = name_or_none(part(event.get("recipient")).get("id")) or name_or_none(event.get("oa_id"))
        if about in ("", self._account):
            return True
        if not self._told_foreign:
            log.warning("Zalo posts what is about another account; is CCHC_ZALO_OA_ID ours?")
            self._told_foreign = True
        return False

    def _message(self, event: Mapping[str, Any], kind: str) -> Sequence[Incoming]:
        message = part(event["message"])
        head = self._head(event)
        if kind == kinds.TEXT:
            return [self._words(head)]
        found = message.get("attachments")
        attachments = found if isinstance(found, list) and found else [{"type": kind, "payload": {}}]
        each = [self._attached(head, one, kind) for one in attachments]
        if len(each) == 1:
            return each
        # One message, whose parts must not pass for each other.
        return [
            replace(one, event_id=f"{one.event_id}/{place}", sent_id=str(place), album=head.event_id,
                    text=one.text if place == 1 else "")
            for place, one in enumerate(each, 1)
        ]  # fmt: skip

    def _head(self, event: Mapping[str, Any]) -> Incoming:
        message = part(event["message"])
        address, id_ = name(part(event["sender"])["id"]), name(message["msg_id"])
        return Incoming(ZALO, id_, address, text(message.get("text")), sent_id=id_)

    def _words(self, head: Incoming) -> Incoming:
        """Of a button of ours, or the person's own."""
        tap = self._taps.read(head.address, head.text)
        if tap is None:
            return head
        if isinstance(tap, More):
            return replace(head, text="", call=partial(show_more, buttons=tap.buttons))
        return replace(head, text="", action=tap.action, label=tap.label, message_id=tap.message)

    def _attached(self, head: Incoming, attachment: Any, named: str) -> Incoming:
        kind = kind_of(attachment, named)
        if not is_readable(kind):
            return replace(head, text="", unusable=unusable_of(kind))
        if kind == kinds.PLACE:
            return replace(head, place=place_of(attachment))
        if kind == kinds.CARD:
            return replace(head, text="", contact=card_of(attachment))
        if kind == kinds.LINK:
            return replace(head, text=link_of(attachment, head.text))
        return replace(head, file=file_of(kind, attachment))

    def _follow(self, event: Mapping[str, Any]) -> Incoming:
        """As if they had pressed *Start*: what waited for them comes, and the first screen."""
        return replace(self._about_a_person(event), text="/start")

    def _presence(self, event: Mapping[str, Any], presence: Presence) -> Incoming:
        return replace(self._about_a_person(event), presence=presence)

    def _submit(self, event: Mapping[str, Any]) -> Incoming:
        contact = shared_phone(event["info"], is_own=self._phone_is_own)
        return replace(self._about_a_person(event), contact=contact)

    def _about_a_person(self, event: Mapping[str, Any]) -> Incoming:
        """These events have no number of their own; the name made for them says nothing of anybody."""
        of = part(event.get("follower")) or part(event.get("sender")) or {"id": event.get("user_id")}
        address = name(of["id"])
        parts = (text(event["event_name"]), address, str(event.get("timestamp", "")))
        return Incoming(ZALO, keyed_hash(self._secret, "zalo event", *parts)[:32], address)

    def _unread(self, event: Any) -> Sequence[Incoming]:
        """What can be read of a message: enough to answer its sender."""
        try:
            if not text(event["event_name"]).startswith(kinds.FROM_A_PERSON):
                return []
            id_ = name(part(event["message"])["msg_id"])
            return [Incoming(ZALO, id_, name(part(event["sender"])["id"]), unreadable=True)]
        except _FAULTS:
            return []
