"""What the sentences that compare with the period before have to say: see `sentences.py`."""

from collections.abc import Callable, Iterator, Mapping

from handlers.report.content import Report
from handlers.report.proof.gaps import Derived, Gaps, rate
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.figures.compared import Counts, Share


def _moved(share_of: Callable[[Counts], Share], sign: int) -> Derived:
    """Where the share has grown (1) or become less (-1), by more than two places hide."""

    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if report.before is None:
            return
        now, before = share_of(report.figures.counts), share_of(report.before)
        if now.whole and before.whole:
            by = round(now.part * 10_000 / now.whole) - round(before.part * 10_000 / before.whole)
            if by * sign > 0:
                yield {"share": rate(say, now.part, now.whole), "before": rate(say, before.part, before.whole)}

    return derived


def _first(way: str) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        count = report.submitted.get(way, 0)
        if count and report.ways_before and way not in report.ways_before:
            yield {"count": integer(count)}

    return derived


EARLIER: Mapping[str, Derived] = {
    "good_less_late": _moved(lambda counts: counts.late, -1),
    "good_more_satisfied": _moved(lambda counts: counts.satisfied, 1),
    "good_first_online": _first("online"),
    "good_first_post": _first("post"),
}
