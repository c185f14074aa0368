"""The file an import is made of: kept from the moment it was read until it is written, stopped or a day old."""

import hashlib

from handlers.context import Context
from handlers.plan.notes import read_note
from storage.ground.refusals import Refusal
from storage.imports.source import Source
from storage.messages.files import FileCard, card_of, replace_file, store_file
from storage.models import Role

_PURPOSE = "import"
_MAYBE, _LIST = "maybe", "list"


def import_unit(context: Context) -> int:
    """The unit whose data the officer imports."""
    units = context.sender.roles.get(Role.OFFICER)
    if not units:
        raise Refusal("rights.role")
    return units[0]


async def own_file(context: Context, file_id: int) -> FileCard:
    """Refuses with `file.gone`."""
    file = await card_of(context.db, file_id)
    if file.owner_id != context.sender.id or not (file.purpose or "").startswith(_PURPOSE):
        raise Refusal("file.gone")
    return file


async def keep_file(context: Context, name: str, content: bytes, kind: str) -> int:
    """Until it is confirmed, in place of one of the same kind that was not. `kind`: empty while it is not known."""
    owner, purpose = context.sender.id, f"{_PURPOSE}:{kind}"
    file_id = await store_file(context.db, name, "application/octet-stream", content, owner, context.now, purpose)
    await replace_file(context.db, file_id, owner, purpose)
    return file_id


async def keep_list(context: Context, name: str, content: bytes) -> int:
    """What the pages of a preview have no room for; of the newest preview only."""
    owner, purpose = context.sender.id, f"{_PURPOSE}:{_LIST}"
    file_id = await store_file(context.db, name, "text/csv", content, owner, context.now, purpose)
    await replace_file(context.db, file_id, owner, purpose)
    return file_id


async def keep_beside(context: Context, name: str, media_type: str, content: bytes) -> int:
    """A file of which it is not known yet whether it is to be imported at all: it takes no other's place."""
    return await store_file(
        context.db, name, media_type, content, context.sender.id, context.now, f"{_PURPOSE}:{_MAYBE}"
    )


def source_of(context: Context, name: str, content: bytes) -> Source:
    return Source(name, hashlib.sha256(content).hexdigest(), context.sender.id, read_note)
