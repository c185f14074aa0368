"""What arrives, the same from every channel."""

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.tries import Guesser

if TYPE_CHECKING:  # a context is made of what arrives
    from handlers.context import Call


class Presence(enum.StrEnum):
    """Nobody wrote: the channel says that the person has blocked the bot, that it may write to them again, or that they
    want everything about them erased."""

    GONE = "gone"
    BACK = "back"
    WITHDRAWN = "withdrawn"


class Unusable(enum.StrEnum):
    """What somebody sent and nothing can be made of: they are told what to send instead."""

    STICKER = "sticker"
    VOICE = "voice"
    STORY = "story"
    CHECKLIST = "checklist"
    DICE = "dice"
    GAME = "game"
    POLL = "poll"
    PAID_MEDIA = "paid_media"
    INVOICE = "invoice"
    GIVEAWAY = "giveaway"
    UNKNOWN = "unknown"


class GroupNews(enum.StrEnum):
    """Nobody wrote: the bot was added to the group, was removed, or the group has another address."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """The group in which something was said to the bot; channels without groups have none. `moved_to`: its address from
    now on. `anonymous`: nobody knows who of the group wrote."""

    address: str
    title: str
    news: GroupNews | None = None
    moved_to: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """`reference` is the channel's own name for the bytes; they are fetched by a job, never inside the intake. `name`:
    empty where the sender's program gave none, as with a photo or a voice message."""

    reference: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Contact:
    """`is_own`: the channel vouches that it is the sender's own number."""

    phone: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Who wrote what somebody passes on. `name`: empty where that person hides it; `address`: theirs on this channel,
    where it is known."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message: a text, a tapped button (`action`, with the message it hangs on), a file with its caption, or what
    a form of our own pages asks for (`call`), which no text and no button can.

    `label`: what the tapped button said. `event_id` is the channel's own; the same one is handled once. Replies go
    to `address`. `source`: where it came from, where the channel knows that better than by the address: many people may
    write from one network. `replies_to`: what the buttons of the message do to which this one is a reply, `quoted` its
    words. `unreadable`:
    it held something of an unknown kind, and nothing of it was taken. `presence`: this and nothing else. `sent_id`: the
    channel's id of this message; `edited`: it is the new text of one that came before under this id. `album`: of
    several files that were sent together. `forwarded_from`: who wrote it, where that is not the sender. `place`:
    somewhere on the map, in words. `group`: where it was said, if not in private; `address` is the sender's all the
    same. `thread`: the channel's id of the topic of that chat, where it has topics.
    """

    channel: str
    event_id: str
    address: str
    text: str = ""
    action: str = ""
    label: str = ""
    message_id: str | None = None
    file: IncomingFile | None = None
    language: str = "vi"
    source: str = ""
    replies_to: tuple[str, ...] = ()
    quoted: str = ""
    unreadable: bool = False
    call: "Call | None" = None
    presence: Presence | None = None
    sent_id: str = ""
    edited: bool = False
    album: str = ""
    forwarded_from: Forwarded | None = None
    place: str = ""
    contact: Contact | None = None
    unusable: Unusable | None = None
    group: GroupPlace | None = None
    thread: str = ""


def guesser_of(message: Incoming) -> Guesser:
    """The person, and the network where it is known, for whom a wrong try is counted."""
    return Guesser(message.channel, message.address, message.source)
