"""What a citizen's message is about. What is told as a story is no question, whatever words stand in it."""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from handlers.language.questions import is_question
from handlers.language.vocabulary import Reading, Span, vocabulary
from storage.ground.text import fold_letters

STORY = 4
"""So many words beside a wish, and it is no longer only that wish."""
_BEGINNING = 260  # letters: whoever goes on tells a story
# Where a denunciation may stand further on, in any way of typing: only there a long text is read.
_LIKELY = re.compile(
    r"to{1,2}\w?\d?\W{0,3}(?:ca{1,2}o|giac)|khie|hoi\w?\W*lo|tham\W*(?:nhung|o)|tie{1,2}n|phong\W*bi|boi\W*duong|lot\W*tay"
    r"|voi\W*vinh|an\W*(?:chan|bot)|chung\W*chi|lai\W*qua|lam\W*gia|gia\W*mao|lua\W*dao|nhung\W*nhieu|bao\W*ke|lam\W*quyen"
    r"|mua\W*chuoc|cuong\W*doat|bribe|corrupt|denounc|formal"
)
_AROUND, _PLACES = 70, 3
_MARKED_WORDS = 2


class Wish(enum.StrEnum):
    """In order: of several the first is meant. The names are those of `language/words/citizens.toml`."""

    ERASE = "erase"
    STOP = "stop"
    OWN_CASES = "own_cases"
    LOST = "lost"
    STAFF = "staff"
    RECEPTION = "reception"
    HUMAN = "human"
    HOTLINE = "hotline"
    FEES = "fees"
    PROCEDURE = "procedure"
    HOURS = "hours"
    ADDRESS = "address"
    OWN_DOSSIERS = "own_dossiers"
    PRIVACY = "privacy"
    ENGLISH = "english"
    VIETNAMESE = "vietnamese"
    RATE = "rate"
    FEEDBACK = "feedback"
    HELP = "help"
    THANKS = "thanks"
    GREETING = "greeting"
    OK = "ok"
    WHAT = "what"


COURTESIES = frozenset({Wish.THANKS, Wish.GREETING, Wish.OK, Wish.WHAT})


class Formal(enum.StrEnum):
    """A denunciation, or a complaint against a decision, has a door of its own. `PERHAPS`: what is told may be one."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Understood:
    """`wishes`: those named, the likeliest first. `beside`: how many words and numbers say something else; `words`: of
    them those of letters. `complains`: it is told, not asked. `begins`: the wish
    that stands first."""

    wishes: tuple[Wish, ...]
    beside: int
    words: int
    complains: bool
    begins: Wish | None = None

    @property
    def wish(self) -> Wish | None:
        """What is meant and nothing else; None for a story, and for what is told with displeasure."""
        if not self.wishes or self.beside >= STORY or (self.complains and self.wishes[0] is not Wish.OWN_CASES):
            return None
        first = self.wishes[0]
        return None if self.beside > 1 and first in (*COURTESIES, Wish.FEEDBACK, Wish.RATE) else first

    @property
    def says_nothing_yet(self) -> bool:
        """`tôi muốn góp ý`: a wish to say something."""
        return self.wish is Wish.FEEDBACK and not self.beside


@lru_cache(maxsize=256)
def _read(text: str) -> Reading:
    return vocabulary("citizens").read(text)


def understood(text: str) -> Understood:
    reading = _read(text[:_BEGINNING])
    found = set(reading.meanings)
    wishes = tuple(wish for wish in Wish if wish.value in found)
    covered = {place for span in reading.spans for place in range(span.first, span.end)}
    beside = [token for place, token in enumerate(reading.tokens) if place not in covered and token.bare.isalnum()]
    more = STORY * (len(text) > _BEGINNING)
    words = sum(token.is_word for token in beside)
    return Understood(wishes, len(beside) + more, words + more, "complains" in found, _begins(reading))


def _begins(reading: Reading) -> Wish | None:
    named = [span.meaning for span in reading.spans if span.meaning != "filler"]
    return next((wish for wish in Wish if named and wish.value == named[0]), None)


_ASKED = frozenset({Wish.PROCEDURE, Wish.FEES, Wish.HOURS, Wish.ADDRESS, Wish.OWN_DOSSIERS})
_ABOUT_A_DOSSIER = frozenset({Wish.OWN_DOSSIERS, Wish.LOST, Wish.RATE})


def elsewhere(text: str, *, of_comment: bool = False) -> bool:
    """Whether somebody who was asked for words says something else. `of_comment`: asked about a dossier, of which they
    will speak."""
    said = understood(text)
    if said.wish in (None, Wish.FEEDBACK) or (of_comment and said.wish in _ABOUT_A_DOSSIER):
        return False
    return said.beside == 0 or said.wish is Wish.OWN_CASES or (said.wish in _ASKED and is_question(text))


def formal(text: str) -> Formal:
    """Wherever in it that is said; `không tố cáo ai` says that it is none."""
    found = [_formal(piece) for piece in pieces_of(text)]
    return next((kind for kind in Formal if kind in found), Formal.NO)


def pieces_of(text: str) -> Iterator[str]:
    """What of a long text is read for it."""
    yield text[:_BEGINNING]
    likely = _LIKELY.finditer(fold_letters(text), _BEGINNING - _AROUND)
    for place in islice(likely, _PLACES):
        yield text[max(0, place.start() - _AROUND) : place.end() + _AROUND]


def _formal(text: str) -> Formal:
    reading = _read(text)
    meanings = {span.meaning for span in reading.spans if _is_meant(reading, span)}
    if not meanings.isdisjoint(("formal.denounce", "formal.complain")):
        return Formal.YES
    return Formal.PERHAPS if "formal.perhaps" in meanings else Formal.NO


def _is_meant(reading: Reading, span: Span) -> bool:
    """`to cao` without marks is a denunciation where the others have none either: a tall guard is none."""
    if span.meaning != "formal.denounce":
        return True
    said = reading.line.between(span.first, span.end)
    marked = sum(token.marked.lower() != token.bare for token in reading.tokens)
    return not (said.isascii() and marked >= _MARKED_WORDS)
