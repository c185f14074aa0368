"""What a handler is given, and the two ways in which it says that it cannot do what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.catalogue import Words
from handlers.incoming import Incoming
from handlers.replies import Reply
from storage.database import Connection
from storage.people import Sender
from storage.rating_changes import RatingChanges

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(moment: datetime) -> date:
    """The day a thing belongs to is its day in Asia/Ho_Chi_Minh."""
    return moment.astimezone(LOCAL_ZONE).date()


def words_for(sender: Sender) -> Words:
    """The citizen's language; staff work in Vietnamese whatever their phone is set to."""
    return Words(sender.language if sender.is_citizen else "vi")


@dataclass(slots=True)
class Office:
    """What handlers know of the installation. `secret` keys every hash and signature; `telegram_name` is known once
    Telegram has answered."""

    agency: str
    secret: bytes
    public_url: str = ""
    telegram_name: str = ""
    demo: bool = False


@dataclass(slots=True)
class Context:
    """One message being handled, inside the intake's transaction. Handlers neither commit nor send."""

    db: Connection
    office: Office
    incoming: Incoming
    sender: Sender
    now: datetime
    today: date
    say: Words
    rating_changes: RatingChanges
    notices: list[tuple[Sender, Reply]] = field(default_factory=list)
    jobs: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)

    def notify(self, person: Sender, reply: Reply) -> None:
        """A message to somebody else, sent when this one is committed."""
        self.notices.append((person, reply))

    def start_job(self, kind: str, data: dict[str, Any]) -> None:
        """Long work, begun when this message is committed; the sender gets its result."""
        self.jobs.append((kind, self.sender.id, data))


Answer = Reply | Sequence[Reply]
