"""What the sentences about ratings have to say: see `sentences.py`."""

from collections.abc import Iterator, Mapping

from handlers.report.content import Report
from handlers.report.proof.gaps import Derived, Gaps, rate
from handlers.report.proof.measures import meets
from handlers.words.catalogue import Words
from handlers.words.formats import day, padded
from handlers.words.keys import CHANNEL


def _channel(say: Words, report: Report) -> Iterator[Gaps]:
    for channel in report.figures.ratings.channels:
        name = channel.channel if channel.outside else say(CHANNEL[channel.channel])
        share = rate(say, channel.satisfied, channel.rated)
        yield {"name": name, "satisfied": padded(channel.satisfied), "rated": padded(channel.rated), "share": share}


def _not_counted(say: Words, report: Report) -> Iterator[Gaps]:
    for total in report.figures.ratings.not_counted:
        counts = {"satisfied": padded(total.satisfied), "rated": padded(total.rated)}
        yield {"channel": total.channel, "first": day(total.first), "last": day(total.last), **counts}


def _both(report: Report) -> tuple[int, int]:
    """(satisfied, rated), of all channels."""
    channels = report.figures.ratings.channels
    return sum(one.satisfied for one in channels), sum(one.rated for one in channels)


def _verdict(say: Words, is_met: bool, target: int) -> str:
    return say("report_text.reached" if is_met else "report_text.missed", target=target)


def _satisfied(say: Words, report: Report) -> Iterator[Gaps]:
    satisfied, rated = _both(report)
    target = report.figures.targets.satisfaction
    reached = _verdict(say, meets(satisfied, rated, target), target) if rated else ""
    share = rate(say, satisfied, rated)
    yield {"satisfied": padded(satisfied), "rated": padded(rated), "share": share, "reached": reached}


def _participation(say: Words, report: Report) -> Iterator[Gaps]:
    (_, rated), received, target = _both(report), report.figures.dossiers.received, report.figures.targets.participation
    is_met = meets(rated, received, target)
    if report.figures.ratings.not_counted and not is_met:
        reached = say("report_text.without_the_rest")
    else:
        reached = _verdict(say, is_met, target) if received else ""
    counts = {"rated": padded(rated), "received": padded(received), "share": rate(say, rated, received)}
    yield {**counts, "reached": reached, "honest": _honest(say, report)}


def _honest(say: Words, report: Report) -> str:
    ratings, returned = report.figures.ratings, report.figures.dossiers.returned
    if not _both(report)[1]:
        return ""
    if ratings.persons is None or ratings.covered is None:
        return say("report_text.honest_none")
    if ratings.persons == ratings.covered == 0:
        return say("report_text.honest_anonymous")
    counts = {"persons": padded(ratings.persons), "covered": padded(ratings.covered)}
    return say("report_text.honest", returned=padded(returned), **counts)


def _satisfaction_if(is_good: bool) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        (satisfied, rated), target = _both(report), report.figures.targets.satisfaction
        if rated and meets(satisfied, rated, target) is is_good:
            yield {"share": rate(say, satisfied, rated), "target": str(target)}

    return derived


def _participation_if(is_good: bool) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        (_, rated), received, target = (
            _both(report),
            report.figures.dossiers.received,
            report.figures.targets.participation,
        )
        is_whole = is_good or not report.figures.ratings.not_counted
        if received and is_whole and meets(rated, received, target) is is_good:
            yield {"share": rate(say, rated, received), "target": str(target)}

    return derived


def _nothing_rated(is_partly: bool) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if not _both(report)[1] and bool(report.figures.ratings.not_counted) is is_partly:
            yield {}

    return derived


RATINGS: Mapping[str, Derived] = {
    "nobody_rated": _nothing_rated(is_partly=False),
    "no_whole_ratings": _nothing_rated(is_partly=True),
    "satisfied": _satisfied,
    "channel": _channel,
    "not_counted": _not_counted,
    "participation": _participation,
    "good_satisfaction": _satisfaction_if(is_good=True),
    "bad_satisfaction": _satisfaction_if(is_good=False),
    "good_participation": _participation_if(is_good=True),
    "bad_participation": _participation_if(is_good=False),
}
