"""Whether words beside "xong" leave no doubt that a task is not done yet. What has two meanings is asked about."""

from collections.abc import Sequence

from handlers.language.tokens import Token
from handlers.language.vocabulary import Span, vocabulary
from handlers.plan.parts import Part
from handlers.plan.said import Said

_DIVIDING = ",;.:\n"
_NOT = frozenset({"khong", "ko", "k", "kg", "chang", "cha", "het"})
_OF = ("ban", "an", "hoach", "sach", "muc", "so")  # `bản dự kiến`: a thing is called so
# Behind what is missing: it is asked about, or is there by now.
_TURNS = frozenset({"gi", "bao", "nhap", "ghi", "nao", "da", "roi", "xong", "thi", "?", "nay"})
_MOST_BETWEEN = {"ahead.near": 0, "ahead.far": 6}
"""Words between what is ahead and "xong"."""
_AT_ONCE = ("open.at_once", "ahead.when")


def is_ahead(said: Said, state: Part) -> bool:
    """`sẽ xong trong tuần`, `dự kiến 30/6 xong`; not `bản dự kiến đã xong`."""
    tokens = said.tokens
    if any(token.bare in ("da", "moi") for token in tokens[max(said.begins, state.first - 2) : state.first + 1]):
        return False
    for place in range(state.first - 1, said.begins - 1, -1):
        if tokens[place].bare in _DIVIDING and tokens[place].glued and not _is_inside(tokens, place):
            return False
        span = vocabulary("certain").longest(tokens, place)
        if span is None or (place > said.begins and tokens[place - 1].bare in (*_NOT, *_OF)):
            continue
        between = state.first - span.end
        if between <= _MOST_BETWEEN.get(span.meaning, -1):
            return True
        if span.meaning == "ahead.when" and tokens[state.first - 1].bare in ("thi", "la"):
            return True
    return False


def _is_inside(tokens: Sequence[Token], place: int) -> bool:
    """Of a figure or a day (30.6)."""
    return place + 1 < len(tokens) and tokens[place + 1].glued


def is_still_open(said: Said) -> bool:
    """`xong, còn thiếu chữ ký`, `xong bước 1`, `xong trong tháng sau`."""
    first = vocabulary("certain").longest(said.tokens, said.rest)
    if first is not None and first.meaning in _AT_ONCE and not _is_turned(said.tokens, first):
        return said.rest > 0 and said.tokens[said.rest - 1].bare not in _DIVIDING
    spans = vocabulary("certain").spans(said.tokens[said.rest :])
    found = next((span for span in spans if span.meaning == "open.behind"), None)
    if found is None:
        return False
    span = Span(found.meaning, found.first + said.rest, found.end + said.rest)
    is_denied = said.tokens[span.first - 1].bare in _NOT
    return not (is_denied or _is_turned(said.tokens, span))


def _is_turned(tokens: Sequence[Token], span: Span) -> bool:
    """`thiếu gì thì báo`, `nay đã ký`; or a number behind it, which may be another task's (`trừ 8`)."""
    behind = tokens[span.end :]
    return any(token.bare in _TURNS for token in behind) or any(token.is_number for token in behind[:1])
