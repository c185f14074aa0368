"""What the conversation on the web page keeps of the person's own messages."""

from collections.abc import Sequence
from datetime import datetime

from handlers.incoming import Incoming
from storage.database import Connection
from storage.messages import conversations
from storage.messages.payloads import Heard

SHOWN = 10_000


async def keep(db: Connection, messages: Sequence[Incoming], now: datetime) -> None:
    heard = [(message.address, _client_id(message), _as_said(message, message.text)) for message in messages]
    await conversations.hear(db, heard, now)


async def keep_instead(db: Connection, message: Incoming, text: str) -> None:
    """Keeps this instead of a text that held a secret."""
    await conversations.hide(db, message.address, _client_id(message), _as_said(message, text))


def _client_id(message: Incoming) -> str:
    return message.event_id.rpartition("/")[2]


def _as_said(message: Incoming, text: str) -> Heard:
    """A tap shows the button's label."""
    text = message.label or text
    if message.file is not None:
        text = f"📎 {message.file.name}\n{text}".strip()
    return Heard(text[:SHOWN], tap=bool(message.action or message.call))
