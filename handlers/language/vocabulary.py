"""The words we know, as data: each file of `words/` has meanings, the ways of saying them, and examples.

```toml
[done]
says = ["da? xong roi?", "hoan thanh|tat"]
examples = ["nv 12 xong rồi"]
others = ["12 xong chưa"]
```

A way of saying it is words with a space between them: `a|b` is one of these, `a|b?` may be missing, `a~b` are two words
that stand or are missing together, `#` is any number.
A word without marks is met with any marks; `tạm` is met as `tạm` and where all marks are missing, but not as `tám`.
Each example holds its meaning, each of the `others` does not; `tests/test_language.py` reads them all.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from handlers.language.spelling import from_vni, known_word, toned
from handlers.language.tokens import Token, Typed, read_typed
from storage.ground.text import fold

WORDS = Path(__file__).parent / "words"
CORRECTED = 60
"""Words at the beginning of a message in which slips are looked for."""
NUMBER = "#"


class Span(NamedTuple):
    """The tokens from `first` up to and without `end` have this meaning."""

    meaning: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A message and what was recognised in it, in order and without overlaps. The tokens are spelled as we know them;
    places are those of the text."""

    line: Typed
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.line.tokens

    @property
    def meanings(self) -> tuple[str, ...]:
        return tuple(span.meaning for span in self.spans)

    def is_wholly(self, *meanings: str) -> bool:
        """Nothing but these, and marks."""
        covered = {place for span in self.spans if span.meaning in meanings for place in range(span.first, span.end)}
        rest = [place for place, token in enumerate(self.tokens) if place not in covered]
        return bool(covered) and not any(self.tokens[place].bare.isalnum() for place in rest)


@dataclass(slots=True, eq=False)
class _Node:
    """What may stand next, and what the words until here mean, with the place of that in the files."""

    next: dict[str, "list[_Node]"] = field(default_factory=dict)
    means: tuple[int, str] | None = None

    def leads(self, word: str, to: "_Node") -> None:
        bare = _bare(word)
        for key in (word,) if bare == word else (f"={toned(word)}", f"={bare}"):
            self.next.setdefault(key, []).append(to)

    def is_also(self, other: "_Node") -> None:
        self.means = self.means or other.means
        for key, nodes in other.next.items():
            self.next.setdefault(key, []).extend(nodes)


def _opening(key: str) -> str:
    """The word of a key of `_Node`."""
    return key[1:] if len(key) > 1 and key[0] == "=" else key


_bare = lru_cache(maxsize=None)(fold)
_Key = tuple[str, str, bool]


class _State:
    """All nodes at which the words until here may be. What follows is worked out when it is first met: there are as
    many states as ways of saying something, whatever is typed."""

    __slots__ = ("_nodes", "means", "next")

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self._nodes = nodes
        self.means = min((node.means for node in nodes if node.means is not None), default=None)
        self.next: dict[_Key, _State | None] = {}

    def after(self, key: _Key) -> "_State | None":
        """Where `next` does not have it yet."""
        bare, marked, is_number = key
        keys = [*([bare] if bare else ()), *([f"={marked}"] if marked else ()), *([NUMBER] if is_number else ())]
        found = {id(node): node for one in self._nodes for word in keys for node in one.next.get(word, ())}
        state = self.next[key] = _State(list(found.values())) if found else None
        return state


class Vocabulary:
    """Some files of `words/` together: where two claim the same words, the file named first has them."""

    def __init__(self, tables: Sequence[Mapping[str, Any]]) -> None:
        self.entries: list[tuple[str, Mapping[str, Any]]] = [
            (meaning, entry) for table in tables for meaning, entry in _entries(table)
        ]
        root, words, strict = _Node(), set[str](), set[str]()
        opened: dict[str, set[str]] = {meaning: set() for meaning, _ in self.entries}
        for order, (meaning, entry) in enumerate(self.entries):
            for way in entry["says"]:
                slots = list(_slots(way))
                begins = _way(slots, (order, meaning))
                root.is_also(begins)
                opened[meaning].update(map(_opening, begins.next))
                said = [word for parts, _ in slots for part in parts for word in part]
                words.update(map(_bare, said))
                strict.update(form for word in said if _bare(word) != word for form in (toned(word), _bare(word)))
        self.words, self._strict = frozenset(words - {NUMBER}), frozenset(strict)
        self._root = _State([root])
        self.opened = {meaning: frozenset(begins) for meaning, begins in opened.items()}
        """The words, in bare letters, with which each meaning may begin."""
        self.openings = frozenset().union(*opened.values())
        self._counts = NUMBER in self.openings
        self._keys: dict[str, _Key] = {}

    def opens(self, token: Token) -> bool:
        """Whether anything begins with it: most words of a message do not, and cost no more than this."""
        return token.bare in self.openings or (self._counts and token.is_number)

    def read(self, text: str) -> Reading:
        line = self.line(text)
        return Reading(line, tuple(self.spans(line.tokens)))

    def line(self, text: str) -> Typed:
        """Its tokens, spelled as these words are."""
        return self._spelled(read_typed(text))

    def _spelled(self, line: Typed) -> Typed:
        tokens = _without_vni(line.tokens, self.words)
        head = [self._corrected(token) for token in tokens[:CORRECTED]]
        return Typed(line.text, (*head, *tokens[CORRECTED:]), line.whole)

    def _corrected(self, token: Token) -> Token:
        if not token.is_word or token.bare in self.words:
            return token
        word = known_word(token.bare, self.words)
        return token if word == token.bare else Token(word, word, token.start, token.end, token.glued)

    def spans(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """What is recognised, in order and without overlaps."""
        place = 0
        while place < len(tokens):
            found = self.longest(tokens, place)
            if found is None:
                place += 1
                continue
            yield found
            place = found.end

    def longest(self, tokens: Sequence[Token], first: int) -> Span | None:
        """The longest way of saying something that begins there."""
        if first >= len(tokens) or not self.opens(tokens[first]):
            return None
        state: _State | None = self._root
        keys, place, end, meaning = self._keys, first, first, ""
        while state is not None and place < len(tokens):
            token = tokens[place]
            key = keys.get(token.marked) or self._key(token)
            if key is _UNKNOWN:
                break
            state = state.next[key] if key in state.next else state.after(key)
            place += 1
            if state is not None and state.means is not None:
                end, meaning = place, state.means[1]
        return Span(meaning, first, end) if meaning else None

    def _key(self, token: Token) -> _Key:
        """What of a word matters here. Remembered for our own words, of which there are so many and no more."""
        if token.is_number:
            return _NUMBER if token.bare not in self.words else (token.bare, "", True)
        if token.bare not in self.words:
            return _UNKNOWN
        marked = token.bare if token.marked == token.bare else toned(token.marked)
        key = (token.bare, marked if marked in self._strict else "", False)
        if len(self._keys) < _REMEMBERED:
            self._keys[token.marked] = key
        return key


_UNKNOWN: _Key = ("", "", False)
_NUMBER: _Key = ("", "", True)
_REMEMBERED = 20_000  # forms of our own words, with any marks


def _without_vni(tokens: Sequence[Token], known: frozenset[str]) -> Sequence[Token]:
    """`nhie65m vu5`: digits inside a word that is ours without them say how the whole was typed."""
    words = [(place, word) for place, word in _glued(tokens) if from_vni(word) in known]
    if not any(not word[-1].isdecimal() for _, word in words):
        return tokens
    joined, place, heads = [], 0, dict(words)
    while place < len(tokens):
        end = place + 1
        if place in heads:
            while end < len(tokens) and tokens[end].glued and (tokens[end].is_word or tokens[end].is_number):
                end += 1
            word = from_vni(heads[place])
            joined.append(Token(word, word, tokens[place].start, tokens[end - 1].end, tokens[place].glued))
        else:
            joined.append(tokens[place])
        place = end
    return joined


def _glued(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Words with digits in them, and where they begin."""
    place = 0
    while place < len(tokens):
        end = place + 1
        if tokens[place].is_word:
            while end < len(tokens) and tokens[end].glued and (tokens[end].is_word or tokens[end].is_number):
                end += 1
            if end - place > 1:
                yield place, "".join(token.bare for token in tokens[place:end])
        place = end


def _entries(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, entry in table.items():
        if "says" in entry:
            yield prefix + name, entry
        else:
            yield from _entries(entry, f"{prefix}{name}.")


def _slots(way: str) -> Iterator[tuple[list[list[str]], bool]]:
    """Of each the words that may stand there, and whether none of them need to."""
    for slot in way.split():
        may_be_missing = len(slot) > 1 and slot.endswith("?")
        words = slot.removesuffix("?") if may_be_missing else slot
        yield [word.split("~") for word in words.split("|")], may_be_missing


def _way(slots: Sequence[tuple[list[list[str]], bool]], means: tuple[int, str]) -> _Node:
    """Where a way of saying it begins; built from its end."""
    after = _Node(means=means)
    for parts, may_be_missing in reversed(slots):
        node = _Node()
        for *words, last in parts:
            at = node
            for word in words:
                inner = _Node()
                at.leads(word, inner)
                at = inner
            at.leads(last, after)
        if may_be_missing:
            node.is_also(after)
        after = node
    after.means = None  # nothing at all says nothing
    return after


@cache
def vocabulary(*names: str) -> Vocabulary:
    """Made when first needed. Raises FileNotFoundError for a file that is not there."""
    return Vocabulary([tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8")) for name in names])
