"""What went better than in the period before, and what happened for the first time."""

from collections.abc import Iterator

from handlers.report.content import Report
from handlers.words.catalogue import Keys, Words
from handlers.words.figures import share
from handlers.words.formats import integer
from storage.figures.compared import Counts, Share

_NEW_WAYS = ("online", "post")
_FIRST = Keys("report_text.good_first_{}", _NEW_WAYS)


def bettered(say: Words, report: Report) -> Iterator[str]:
    """Only where both periods have figures, and the better one shows in two decimals."""
    if report.before is not None:
        yield from _than_before(say, report.figures.counts, report.before)
    for way in _NEW_WAYS:
        count = report.submitted.get(way, 0)
        if count and report.ways_before and way not in report.ways_before:
            yield say(_FIRST[way], count=integer(count))


def _than_before(say: Words, now: Counts, before: Counts) -> Iterator[str]:
    if _less(now.late, before.late):
        yield say("report_text.good_less_late", **_both(say, now.late, before.late))
    whole = now.whole_ratings and before.whole_ratings
    if whole and _less(before.satisfied, now.satisfied):
        yield say("report_text.good_more_satisfied", **_both(say, now.satisfied, before.satisfied))


def _less(one: Share, other: Share) -> bool:
    """As the shares are written."""
    if not one.whole or not other.whole:
        return False
    return round(one.part * 10_000 / one.whole) < round(other.part * 10_000 / other.whole)


def _both(say: Words, now: Share, before: Share) -> dict[str, str]:
    return {"share": share(say, now.part, now.whole), "before": share(say, before.part, before.whole)}
