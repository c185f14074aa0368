"""What a wire does, and what is left out on it because its channel declares that it cannot."""

from typing import Any, Protocol

import pytest

from handlers.incoming import Incoming
from storage.ground.channels import Declaration
from storage.messages.traffic import OutgoingMessage


class Wire(Protocol):
    """`channel`: its name. Both directions skip the test where the channel cannot do what is asked of it."""

    channel: str

    def address(self, name: str) -> str:
        """What the channel would call this person."""

    async def sends(self, message: OutgoingMessage) -> None:
        """Through the channel; the server has to have taken all of it."""

    async def reads(self, address: str, what: dict[str, Any]) -> Incoming:
        """What the channel makes of what this person did: the fields of an `Incoming`, as the test gave them."""


def cannot(declaration: Declaration, what: str) -> None:
    pytest.skip(f"{declaration.service} cannot: {what}")


class Payload(dict[str, Any]):
    """Of a message on a wire: who asks for what the channel does not show asks in vain."""

    def __init__(self, payload: dict[str, Any], declaration: Declaration) -> None:
        super().__init__(payload)
        self._declaration = declaration

    def __missing__(self, key: str) -> Any:
        if key == "replaces" and not self._declaration.edits:
            cannot(self._declaration, "a message that changes in its place")
        raise KeyError(key)


def skip_what_is_not_carried(declaration: Declaration, what: dict[str, Any]) -> None:
    carried = {
        "place": declaration.place,
        "contact": declaration.needs.gives_phone,
        "quoted": declaration.quotes,
        "replies_to": declaration.quotes,
        "edited": declaration.edited,
        "group": declaration.groups,
        "album": declaration.edited,
        "forwarded_from": declaration.edited,
        "presence": False,
        "unusable": False,
    }
    for field, is_carried in carried.items():
        if what.get(field) and not is_carried:
            cannot(declaration, field)
