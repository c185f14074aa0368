"""What a wire does, and what is left out on it because its channel declares that it cannot."""

from typing import Any, NoReturn, Protocol

import pytest

from handlers.incoming import Incoming
from handlers.words.catalogue import Words
from handlers.words.keys import CHANNEL
from storage.ground.channels import Declaration
from storage.messages.traffic import OutgoingMessage


class Wire(Protocol):
    """`channel`: its name. Both directions skip the test where the channel cannot do what is asked of it."""

    channel: str

    def address(self, name: str) -> str:
        """What the channel would call this person."""

    async def sends(self, message: OutgoingMessage) -> str:
        """Through the channel; the server has to have taken all of it. By what is given back a tap names it."""

    async def reads(self, address: str, what: dict[str, Any]) -> Incoming:
        """What the channel makes of what this person did: the fields of an `Incoming`, as the test gave them; `file`
        with its bytes."""

    async def fetches(self, reference: str) -> bytes:
        """Of a file that was read."""

    async def aclose(self) -> None: ...


def cannot(declaration: Declaration, what: str) -> NoReturn:
    pytest.skip(f"{declaration.service} cannot: {what}")


def called(channel: str) -> str:
    """As people read it."""
    return Words("vi")(CHANNEL[channel])


def only(what: dict[str, Any], *fields: str) -> dict[str, Any]:
    """What is there of it; a wire that is given anything else has to learn it first."""
    given = {name: value for name, value in what.items() if value}
    assert given.keys() <= set(fields), given
    return given


def as_one(text: str) -> str:
    """However it was cut into pieces."""
    return "".join(text.split())


class Payload(dict[str, Any]):
    """Of a message on a wire: who asks for what the channel does not show asks in vain."""

    def __init__(self, payload: dict[str, Any], declaration: Declaration) -> None:
        super().__init__(payload)
        self._declaration = declaration

    def __missing__(self, key: str) -> Any:
        if key == "replaces" and not self._declaration.edits:
            cannot(self._declaration, "a message that changes in its place")
        raise KeyError(key)
