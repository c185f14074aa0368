"""One line about a task: what was claimed at once, the words behind it, and what in them takes a claim back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.language.courtesy import content, may_go_on
from handlers.language.tokens import Token, Typed
from handlers.language.vocabulary import Reading, vocabulary
from handlers.plan.parts import LEADING, Kind, Part

_OPENING, _CLOSING = "(“\"'+-=<[{@#&$*/", ")”\"'?!%>]}*"
_DIVIDING = " ,.;:–-\n"
CLAIMS = (Kind.AMOUNT, Kind.STATE, Kind.TICKED)


@dataclass(slots=True)
class Said:
    """One line behind its task. `head`: what was claimed at once; `rest`: place of the first token behind it."""

    line: Typed
    tokens: Sequence[Token]
    before: Sequence[Part]
    after: Sequence[Part]
    head: list[Part] = field(default_factory=list)
    rest: int = 0
    begins: int = 0
    _courtesy: Reading | None = None

    def __post_init__(self) -> None:
        claimed = [part for part in self.before if part.kind in CLAIMS]
        self.rest = self.begins = self.after[0].first if self.after else len(self.tokens)
        self.head = claimed
        for part in self.after:
            skipped = part.kind is Kind.MARK or (part.kind in LEADING and not self.head) or self._is_courtesy(part)
            if not (skipped or part.kind in CLAIMS):
                break
            if part.kind in CLAIMS:
                self.head.append(part)
            self.rest = part.end

    def _is_courtesy(self, part: Part) -> bool:
        return part.kind is Kind.COURTESY and may_go_on(self.tokens, part.first, f"courtesy.{part.state}")

    @property
    def behind(self) -> list[Part]:
        return [part for part in self.after if part.first >= self.rest]

    @property
    def begins_a_sentence(self) -> bool:
        """`80% Kế hoạch số 12 …`: the words behind what is claimed stand by themselves."""
        if self.rest >= len(self.tokens):
            return False
        return self.line.text[self.tokens[self.rest].start].isupper() and not self.line.text.isupper()

    @property
    def words_before(self) -> bool:
        return any(part.kind in (Kind.WORD, Kind.NUMBER) for part in self.before)

    def ends_at(self, place: int) -> bool:
        """Nothing but courtesy and marks stands from there on."""
        return not any(token.bare.isalnum() for token in self.tokens[place : content(self._polite(), place)[1]])

    def text(self, first: int | None = None) -> str:
        """The words from there on, without courtesy around them."""
        first = self.rest if first is None else first
        line = self.line
        begin, end = content(self._polite(), first, opens=not self.head) if line.whole else (first, len(self.tokens))
        if begin >= end:
            return ""
        begins = self._opened(begin, first)
        # What stands behind the tokens that are read is kept, too; and so is a closing bracket, a full stop is not.
        ends = self._closed(end) if line.whole else len(line.text)
        return line.text[self.tokens[begins].start : ends].strip()

    def _polite(self) -> Reading:
        if self._courtesy is None:
            line = Typed(self.line.text, tuple(self.tokens), self.line.whole)
            self._courtesy = Reading(line, tuple(vocabulary("courtesy").spans(self.tokens)))
        return self._courtesy

    def _opened(self, begin: int, first: int) -> int:
        least = max((part.end for part in self.head), default=first)
        while begin > least and self.tokens[begin - 1].bare in _OPENING and self.tokens[begin].glued:
            begin -= 1
        return begin

    def _closed(self, end: int) -> int:
        """Behind the marks at the end that divide nothing, which the tokens of what is said may end before."""
        ends, text = self.tokens[end - 1].end, self.line.text
        if not any(token.bare.isalnum() for token in self.tokens[end:]):
            return max(ends, len(text.rstrip(_DIVIDING)))
        while ends < len(text) and text[ends] in _CLOSING:
            ends += 1
        return ends


def takes_back(said: Said) -> bool:
    """Whether the words before or behind "xong" have something that makes it less than that."""
    hedges = vocabulary("hedges")
    place = said.rest
    while place < len(said.tokens):
        span = hedges.longest(said.tokens, place)
        if span is not None and (span.meaning == "hedge" or (span.meaning == "count" and place == said.rest)):
            return True
        place = span.end if span is not None else place + 1
        if span is not None and span.meaning == "document":
            place = _behind_citation(said.tokens, place)
    return any(part.state in ("doing", "not_started", "paused", "dropped") for part in said.behind)


def _behind_citation(tokens: Sequence[Token], place: int) -> int:
    """Behind the number, the day and the subject of a document: up to the next mark that ends them."""
    while place < len(tokens) and tokens[place].bare not in ",;\n(" and not _ends(tokens, place):
        place += 1
    return place


def _ends(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].bare == "." and not (place + 1 < len(tokens) and tokens[place + 1].glued)


def is_of_a_part(said: Said) -> bool:
    """`xong khảo sát`: what was done is named without a mark between, and is no document; maybe only a part."""
    if said.rest >= len(said.tokens) or said.rest == 0 or said.tokens[said.rest - 1].bare in ",.;:-()–\n":
        return False
    token = said.tokens[said.rest]
    if not token.is_word or said.begins_a_sentence:
        return False
    span = vocabulary("hedges").longest(said.tokens, said.rest)
    return span is None or span.meaning not in ("fine", "document", "goes_on")
