"""The items of a list end with semicolons, the last one with a full stop."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, pairwise

from handlers.making.documents.model import Block, Bullet


def ended(blocks: Iterable[Block]) -> Iterator[Block]:
    for block, following in pairwise(chain(blocks, (None,))):
        if isinstance(block, Bullet) and not isinstance(following, Bullet) and block.text.endswith(";"):
            yield replace(block, text=block.text[:-1] + ".")
        elif block is not None:
            yield block
