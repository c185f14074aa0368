"""Computed sentences and what an officer has made of them, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from handlers.making.documents.model import Block, Bullet, Heading, Paragraph
from handlers.report.drafts.numbers import filled
from storage.report.parts import PartEdit, Point

Keyed = Sequence[tuple[str, Block]]
"""Computed blocks, each sentence with its key."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`template`: as it is kept, with its fields; of a computed one the same as `block`'s text."""

    key: str
    block: Paragraph | Bullet
    template: str
    is_computed: bool
    kept: bool = False


def as_computed(key: str, block: Block) -> Sentence | Block:
    return Sentence(key, block, block.text, True) if isinstance(block, Paragraph | Bullet) else block


def level_of(block: Paragraph | Bullet) -> int:
    return 0 if isinstance(block, Paragraph) else block.level


def _made(text: str, level: int) -> Paragraph | Bullet:
    return Paragraph(text) if level == 0 else Bullet(text, 2 if level == 2 else 1)


def _edited(point: Point, block: Paragraph | Bullet | None, values: Mapping[str, str]) -> Sentence | None:
    """None for what took the place of a computed sentence that is said otherwise by now."""
    if point.text is None:
        if block is None:
            return None
        return Sentence(point.key, _made(block.text, point.level), block.text, True, point.kept)
    if block is None and not point.is_added:
        return None
    made = _made(filled(point.text, values), point.level)
    return Sentence(point.key, made, point.text, False, point.kept)


def fixed(computed: Keyed, edit: PartEdit, values: Mapping[str, str]) -> list[Sentence | Block]:
    """Under its headings each sentence stays where it is; what was added stands last, or as a paragraph before all."""
    items: list[Sentence | Block] = []
    for key, block in computed:
        point = edit.find(key)
        if key in edit.hidden:
            continue
        if point is not None and isinstance(block, Paragraph | Bullet):
            items.append(_edited(point, block, values) or block)
        else:
            items.append(as_computed(key, block))
    found = [_edited(point, None, values) for point in edit.points if point.is_added]
    added = [one for one in found if one is not None]
    leading = [one for one in added if isinstance(one.block, Paragraph)]
    return [*leading, *items, *(one for one in added if one not in leading)]


def ordered(computed: Keyed, edit: PartEdit, values: Mapping[str, str]) -> list[Sentence | Block]:
    """In the order that was chosen; a computed sentence that has come since follows the one it follows."""
    headings: list[Sentence | Block] = [block for _, block in computed if isinstance(block, Heading)]
    blocks = {key: block for key, block in computed if isinstance(block, Paragraph | Bullet)}
    found = [one for point in edit.points if (one := _edited(point, blocks.get(point.key), values)) is not None]
    before = ""
    for key, block in blocks.items():
        if key in edit.hidden:
            continue
        keys = [one.key for one in found]
        if key not in keys:
            found.insert(keys.index(before) + 1 if before in keys else 0, Sentence(key, block, block.text, True))
        before = key
    return [*headings, *found]


def without_nothing(computed: Keyed, edit: PartEdit) -> Keyed:
    """Of a part that has but points: "there is nothing" is no sentence beside a point that somebody added."""
    if not any(point.is_added and point.level for point in edit.points):
        return computed
    return [(key, block) for key, block in computed if not isinstance(block, Paragraph) or edit.find(key)]


def without_empty_opening(blocks: Sequence[Block]) -> list[Block]:
    """A kept paragraph that opens a list ("… như sau:") is nothing to say where the list is empty."""
    return [
        block
        for block, after in zip_longest(blocks, blocks[1:])
        if not isinstance(block, Paragraph) or not block.text.endswith(":") or isinstance(after, Heading | Bullet)
    ]
