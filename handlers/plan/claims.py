"""What is claimed of a task: how far it has come, in which state it is, and how sure that is."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handlers.language.tokens import Token, Typed
from handlers.language.vocabulary import vocabulary
from handlers.plan.amounts import Amount, behind_as_before, read_figure, rounded
from handlers.plan.certainty import is_ahead, is_still_open
from handlers.plan.parts import Kind, Part
from handlers.plan.said import Said, is_of_a_part, takes_back

State = Literal["doing", "done", "nothing", "not_started", "paused", "dropped"]


class Doubtful(enum.Enum):
    PERCENT = enum.auto()
    NO_PERCENT = enum.auto()
    STATE = enum.auto()
    QUESTION = enum.auto()
    MORE_TIME = enum.auto()  # `14 xin lùi hạn`


@dataclass(frozen=True, slots=True)
class Claim:
    percent: int | None = None
    state: State | None = None
    text: str = ""
    doubt: Doubtful | None = None
    offers: tuple[State, ...] = ()


_COMPARED = frozenset("<≤≥")
# Behind a percentage without a mark between: it is wished for, compared, asked about.
_TAKES_BACK = frozenset({"neu", "khi", "chua", "khong", "so", "nua"})


def read_claim(line: Typed, tokens: Sequence[Token], before: Sequence[Part], after: Sequence[Part]) -> Claim:
    said = Said(line, tokens, before, after)
    amounts = [part.amount for part in said.head if part.amount is not None]
    if _is_question(said) and not (amounts and amounts[0].percent is None):
        return Claim(text=said.text(said.begins), doubt=Doubtful.QUESTION)
    if amounts:
        claim = _of_amount(said, amounts)
    elif said.head:
        claim = _of_state(said)
    else:
        claim = _of_words(said)
    return _kept_whole(said, claim) if claim.doubt or said.words_before else claim


def _kept_whole(said: Said, claim: Claim) -> Claim:
    """Where it is asked about, no word is lost; words before the task make it a doubt, and are kept with the rest."""
    if said.words_before and claim.doubt is not Doubtful.QUESTION:
        claim = replace(claim, text=said.text(0))
    if claim.doubt is not None:
        return claim
    if claim.percent is not None and claim.state != "done":
        return replace(claim, doubt=Doubtful.PERCENT)
    return replace(claim, doubt=Doubtful.STATE, offers=_offers(claim.state or "doing"))


def _offers(state: State) -> tuple[State, ...]:
    return ("doing", "not_started") if state == "doing" else (state, "doing")


def _is_question(said: Said) -> bool:
    """Asked at the end, behind what is claimed, or of a task of which nothing is claimed."""
    everything = [*said.before, *said.after]
    asked = [part for part in everything if part.kind is Kind.QUESTION]
    last = next((part for part in reversed(everything) if part.kind not in (Kind.MARK, Kind.COURTESY)), None)
    if said.head and last is not None and said.tokens[last.first].bare == "chua" and last.end - last.first == 1:
        return True
    if not asked:
        return not said.head and _ends_as_question(said)
    claims = [part for part in said.head if part.first < asked[0].first]
    return asked[-1] is last or not claims or asked[0].first == said.rest


def _ends_as_question(said: Said) -> bool:
    """`có gấp không`, `cần nộp gì`, `đã gửi chưa`."""
    words = [token.bare for token in said.tokens[said.begins :] if token.bare.isalnum() or token.bare == "?"]
    if len(words) < 2:
        return words == ["?"]
    if words[-1] == "gi":
        return not {"khong", "ko", "k", "chua"} & set(words)
    last = next(token for token in reversed(said.tokens) if token.bare.isalnum() or token.bare == "?")
    return words[-1] in ("?", "khong", "ko", "chua", "ha", "nhi") or last.marked in ("à", "chứ")


def _of_amount(said: Said, amounts: Sequence[Amount]) -> Claim:
    percent, sure = amounts[0].percent, amounts[0].sure
    states = {part.state for part in said.head if part.state}
    if percent is None or "nothing" in states:
        return Claim(text=said.text(), doubt=Doubtful.NO_PERCENT)
    text = said.text()
    # "80% Đã niêm yết 45/60 thủ tục (70%)": a sentence of its own has its own figures.
    below = any(token.bare in _COMPARED for token in said.tokens[said.begins : said.rest])
    others = not said.begins_a_sentence and any(part.kind is Kind.AMOUNT for part in said.behind)
    if not sure or len({one.percent for one in amounts}) > 1 or others or below or _is_of_something(said):
        return Claim(percent, _of_percent(percent), text, Doubtful.PERCENT)
    if states & {"not_started", "dropped"} or _only_figures(said):
        return Claim(percent, _of_percent(percent), text, Doubtful.PERCENT)
    if "paused" in states:
        return Claim(percent, "paused", text)
    if percent == 100 and (states & {"doing", "paused"} or takes_back(said)):
        return Claim(100, "done", text, Doubtful.STATE, ("done", "doing"))
    return Claim(percent, _of_percent(percent), text)


def _of_percent(percent: int) -> State:
    return "done" if percent == 100 else "doing"


def _is_of_something(said: Said) -> bool:
    """`100% quy trình được công khai`, `80% nếu kịp`: another thing's share, or no fact."""
    if said.rest >= len(said.tokens) or said.rest == 0 or said.tokens[said.rest - 1].bare in ",.;:-()\n":
        return False
    span = vocabulary("things").longest(said.tokens, said.rest)
    counted = span is not None and span.meaning == "thing" and not said.begins_a_sentence
    return counted or said.tokens[said.rest].bare in _TAKES_BACK


def _only_figures(said: Said) -> bool:
    rest = said.tokens[said.rest :]
    return any(token.bare == "%" for token in rest) and not any(token.is_word for token in rest)


def _of_state(said: Said) -> Claim:
    first = said.head[0]
    states = {part.state for part in said.head}
    state: State = first.state  # type: ignore[assignment]
    elsewhere = {part.state for part in said.behind if part.kind is Kind.STATE}
    if state == "done" and len(states) == 1:
        return _of_done(said)
    if len(states) > 1 or (state != "doing" and elsewhere - {state, "doing"}):
        return Claim(None, None, said.text(said.begins), Doubtful.STATE, ("done", "doing"))
    if any(part.kind is Kind.AMOUNT for part in said.behind):
        return _of_amount_in_words(said)
    if state == "doing" or (state == "not_started" and not _is_cut_short(said)):
        return Claim(None, state, said.text(first.first) if said.text() else "")
    if _is_cut_short(said):
        return Claim(None, state, said.text(first.first), Doubtful.STATE, _offers(state))
    return Claim(None, state, said.text())


def _is_cut_short(said: Said) -> bool:
    """`không làm kịp`: the words go on, and not with a reason."""
    if said.rest >= len(said.tokens) or said.tokens[said.rest - 1].bare in ",.;:-()\n":
        return False
    span = vocabulary("states").longest(said.tokens, said.rest)
    return said.tokens[said.rest].is_word and (span is None or span.meaning != "reason")


def _of_done(said: Said) -> Claim:
    figure = _fraction(said) or _bare_figure(said)
    if figure is not None:
        return figure
    if any(part.kind is Kind.AMOUNT for part in said.behind):
        return _of_amount_in_words(said)
    ticked = any(part.kind is Kind.TICKED for part in said.head)
    first = said.head[0].first
    if first and said.tokens[first - 1].bare in ("phep", "xin"):  # `xin phép xong trễ 3 ngày`
        return Claim(100, "done", said.text(said.begins), Doubtful.STATE, ("done", "doing"))
    if not ticked and said.line.whole and is_still_open(said):
        return Claim(None, "doing", said.text(said.begins))
    if (ticked and said.text()) or takes_back(said) or is_of_a_part(said) or not said.line.whole:
        return Claim(100, "done", said.text(said.begins), Doubtful.STATE, ("done", "doing"))
    return Claim(100, "done", said.text())


def _fraction(said: Said) -> Claim | None:
    """`xong 3/6 phòng`. `xong 3/6` may be a day, too, and `xong 30/12` is one."""
    rest = [token.bare for token in said.tokens[said.rest : said.rest + 4]]
    is_part = len(rest) > 2 and rest[0].isdecimal() and rest[2].isdecimal() and rest[1] in ("/", "tren", "trong")
    if not is_part or int(rest[0]) > int(rest[2]) or rest[3:] == ["/"]:
        return None
    if len(rest) > 3 and rest[3][0].isalpha():
        return Claim(None, "doing", said.text(said.head[0].first))
    return Claim(100, "done", said.text(said.head[0].first), Doubtful.STATE, ("done", "doing"))


def _bare_figure(said: Said) -> Claim | None:
    """`14 xong 80`: nothing but a number behind it, which may be meant as a percentage."""
    figure = read_figure(said.tokens, said.rest)
    if figure is None or any(token.bare.isalnum() for token in said.tokens[figure[1] :]):
        return None
    if any(token.bare in "/:%" for token in said.tokens[figure[1] :]):
        return None
    percent = rounded(figure[0])
    return Claim(percent, None if percent is None else _of_percent(percent), "", _doubt_of(percent))


def _doubt_of(percent: int | None) -> Doubtful:
    return Doubtful.NO_PERCENT if percent is None else Doubtful.PERCENT


def _of_amount_in_words(said: Said) -> Claim:
    """A percentage among the words: the task's where it stands at their end, by itself; else it is asked about."""
    amounts = [part for part in said.behind if part.amount is not None]
    amount = amounts[-1].amount
    if amount is None or amount.percent is None:
        return Claim(text=said.text(said.begins), doubt=Doubtful.NO_PERCENT)
    text = said.text(said.begins)
    percent = amount.percent
    before = said.tokens[amounts[-1].first - 1].bare
    alone = len(amounts) == 1 and amount.sure and before in ",.;:-\n" and not said.head
    if alone and not any(token.bare.isalnum() for token in said.tokens[amounts[-1].end :]) and percent < 100:
        return Claim(percent, "doing", text)
    return Claim(percent, _of_percent(percent), text, Doubtful.PERCENT)


def _of_words(said: Said) -> Claim:
    behind = said.behind
    text = said.text(said.begins)
    if any(part.kind is Kind.AMOUNT for part in behind):
        return _of_amount_in_words(said)
    states = [part for part in behind if part.kind is Kind.STATE]
    if not states:
        return _of_plain_words(said, text)
    last: State = states[-1].state  # type: ignore[assignment]
    alone = said.tokens[states[-1].first - 1].bare in ",.;:-\n" and not any(
        token.bare.isalnum() for token in said.tokens[states[-1].end :]
    )
    if len(states) == 1 and last == "done" and alone and not takes_back(said):
        return Claim(100, "done", text)
    if all(part.state == "doing" for part in states):
        return Claim(None, "doing", text)
    if len(states) == 1 and last == "done" and said.line.whole and is_ahead(said, states[0]):
        return Claim(None, "doing", text)
    return Claim(None, None, text, Doubtful.STATE, _offers(last))


def _of_plain_words(said: Said, text: str) -> Claim:
    words = [token.bare for token in said.tokens[said.begins :] if token.is_word]
    if words == ["chua"]:
        return Claim(None, None, text, Doubtful.STATE, ("not_started", "doing"))
    if any(token.bare == "%" for token in said.tokens[said.begins :]):
        return Claim(text=text, doubt=Doubtful.NO_PERCENT)
    if words and words[0] in ("khong", "ko"):
        return Claim(None, None, text, Doubtful.STATE, ("doing", "dropped"))
    if vocabulary("requests").longest(said.tokens, said.begins) is not None:
        return Claim(text=text, doubt=Doubtful.MORE_TIME)
    figure = _figures(said) or _reached(said) or _led_by_figure(said)
    return figure or (Claim(text=text) if _tells_a_result(said, text, words) else _unclear(text, words))


def _tells_a_result(said: Said, text: str, words: Sequence[str]) -> bool:
    """A few words that open no result ("cắt khỏi kế hoạch", "như cũ", "làm rồi mà chưa báo") may mean a state."""
    if not text or text[0].isupper() or text[0].isdecimal() or len(words) > _FEW:
        return True
    span = vocabulary("things").longest(said.tokens, said.begins)
    opens = span is not None and span.meaning == "opens"
    return opens and words[0] not in _OPENS_A_STATE and words[-1] != "roi"


_FEW = 7
PLAIN_WORDS: tuple[State, ...] = ("doing", "not_started")
"""Offered where nothing at all is claimed."""
_OPENS_A_STATE = frozenset({"chua", "tam", "lam", "khong"})


def _unclear(text: str, words: Sequence[str]) -> Claim:
    if not words:  # `¾`
        return Claim(text=text, doubt=Doubtful.NO_PERCENT)
    return Claim(None, None, text, Doubtful.STATE, PLAIN_WORDS)


def _led_by_figure(said: Said) -> Claim | None:
    """`5 – 80 – đã ký`: a number with a mark behind it, and words."""
    figure = read_figure(said.tokens, said.rest)
    percent = rounded(figure[0]) if figure else None
    if figure is None or percent is None or said.tokens[figure[1]].bare not in "-,:;.–\n":
        return None
    return Claim(percent, _of_percent(percent), said.text(figure[1]), Doubtful.PERCENT)


def _reached(said: Said) -> Claim | None:
    """`14 được 80`, `14 tương đối ổn, khoảng 80`: what may be meant as a percentage."""
    for place in range(said.begins, len(said.tokens)):
        span = vocabulary("amounts").longest(said.tokens, place)
        leads = span is not None and span.meaning in ("reach", "unsure")
        figure = read_figure(said.tokens, span.end) if span is not None and leads else None
        if figure is not None and (said.ends_at(figure[1]) or said.ends_at(behind_as_before(said.tokens, figure[1]))):
            percent = rounded(figure[0])
            text = said.text(said.begins) if place > said.begins else ""
            return Claim(percent, None if percent is None else _of_percent(percent), text, _doubt_of(percent))
    return None


def _figures(said: Said) -> Claim | None:
    """Digits and marks without a single word: what may be meant as a percentage, or is none."""
    tokens = said.tokens[said.rest :]
    if not any(token.is_number for token in tokens) or any(token.is_word for token in tokens):
        return None
    signed = tokens[0].bare in "-+"
    figure = read_figure(tokens, 1 if signed else 0)
    rest = tokens[figure[1] :] if figure else tokens
    percent = rounded(figure[0]) if figure and all(token.bare in ".," for token in rest) else None
    if percent is None:
        return Claim(text=said.text(said.begins), doubt=Doubtful.NO_PERCENT)
    return Claim(percent, _of_percent(percent), "", Doubtful.PERCENT)
