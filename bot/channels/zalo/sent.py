"""What was sent of late, so that a reply to it can be understood and an answer to an old button can quote it. Only in
memory: after a restart a quote says nothing, and whoever is meant is asked."""

from collections import OrderedDict
from dataclasses import dataclass

MANY = 10_000


@dataclass(frozen=True, slots=True)
class SentMessage:
    """`id`: Zalo's. `actions`: what its buttons do."""

    id: str
    address: str
    text: str
    actions: tuple[str, ...] = ()


class Sent:
    def __init__(self) -> None:
        self._by_id: OrderedDict[str, SentMessage] = OrderedDict()
        self._by_number: OrderedDict[str, SentMessage] = OrderedDict()
        self._newest: OrderedDict[str, str] = OrderedDict()

    def keep(self, number: str, message: SentMessage) -> None:
        """`number`: our own, under which its buttons come back."""
        for kept, key in ((self._by_id, message.id), (self._by_number, number)):
            kept[key] = message
            if len(kept) > MANY:
                kept.popitem(last=False)
        self._newest[message.address] = message.id
        self._newest.move_to_end(message.address)
        if len(self._newest) > MANY:
            self._newest.popitem(last=False)

    def quoted(self, address: str, id_: str) -> SentMessage | None:
        """The message of ours in this chat to which somebody replies."""
        found = self._by_id.get(id_)
        return found if found is not None and found.address == address else None

    def older(self, address: str, number: str | None) -> str | None:
        """Zalo's id of our message with this number, where others came after it in this chat: an answer that takes its
        place is far from it and says what it belongs to."""
        found = self._by_number.get(number or "")
        if found is None or found.address != address or self._newest.get(address) == found.id:
            return None
        return found.id
