"""The figures of a period in words: the same for the chat and the command line."""

from collections.abc import Sequence
from datetime import date

from handlers.figures.comparing import CASES, DOSSIERS, MARKS, RATINGS, TASKS, Earlier, Figure, change_lines, short_name
from handlers.figures.gathering import Figures
from handlers.figures.needs import needs_lines
from handlers.figures.task_lines import area_lines, task_lines
from handlers.replies import Heading
from handlers.words.catalogue import Words
from handlers.words.figures import apart_counts, case_line, running_counts, share
from handlers.words.formats import day, integer
from handlers.words.keys import ASPECT
from handlers.words.lines import channel_name
from handlers.words.periods import period_label
from storage.dossiers.imports_running import Running
from storage.figures.summary import ChannelFigures, DossierFigures, OutsideTotalRow
from storage.ground.days.periods import Period
from storage.ratings.aspects import AspectFigures


def summary_lines(
    say: Words,
    unit: str,
    figures: Figures,
    today: date,
    earlier: Sequence[Earlier] = (),
    running: Running | None = None,
    needs: Sequence[str] | None = None,
) -> list[str]:
    """What needs a decision comes first: ten seconds may be all there are. `earlier`: what the figures are compared
    with. `running`: dossiers being written now. `needs`: their lines, where they are not those of a director."""
    title = [Heading(say("summary.title", period=period_label(figures.period))), unit]
    if figures.period.first <= today < figures.period.last:
        title[-1] = say("summary.running", unit=unit, day=day(today))
    if figures.period.first > today:
        return _sections(title, [say("summary.to_come")], task_lines(say, figures.year, figures.tasks))
    compared = _Compared(say, figures, earlier)
    tasks = [*task_lines(say, figures.year, figures.tasks), *(compared.lines(TASKS) if figures.tasks else ())]
    dossiers = [*_dossier_lines(say, figures.dossiers, running), *compared.lines(DOSSIERS)]
    ratings = [*rating_lines(say, figures), *compared.lines(RATINGS)]
    cases = [Heading(case_line(say, figures.cases)), *compared.lines(CASES)]
    shown = needs_lines(say, figures) if needs is None else needs
    return _sections([*title, *compared.legend], shown, tasks, dossiers, [*ratings, *cases])


def summary_text(
    say: Words, unit: str, figures: Figures, today: date, earlier: Sequence[Earlier], running: Running | None
) -> str:
    """Whole, for where nothing can be tapped: with each area and each channel."""
    needs = needs_lines(say, figures, directs=False)
    lines = summary_lines(say, unit, figures, today, earlier, running, needs)
    further = _sections(area_lines(say, figures.tasks), channel_lines(say, figures.ratings.channels))
    return "\n".join(_sections(lines, further))


def _sections(*parts: Sequence[str]) -> list[str]:
    """With an empty line between them."""
    lines: list[str] = []
    for part in parts:
        if part:
            lines += ["", *part] if lines else part
    return lines


class _Compared:
    """The lines below each section, and which periods their marks stand for."""

    def __init__(self, say: Words, figures: Figures, earlier: Sequence[Earlier]) -> None:
        self._say, self._now, self._earlier = say, figures.counts, earlier
        everything = self.lines((*TASKS, *DOSSIERS, *RATINGS, *CASES))
        known = {line[0] for line in everything}
        names = [f"{mark} {short_name(one.period)}" for mark, one in zip(MARKS, earlier, strict=False) if mark in known]
        self.legend = [say("summary.compared", periods=" · ".join(names))] if names else []

    def lines(self, of: Sequence[Figure]) -> list[str]:
        return change_lines(self._say, of, self._now, self._earlier)


def _dossier_lines(say: Words, dossiers: DossierFigures, running: Running | None) -> list[str]:
    lines: list[str] = [
        Heading(say("summary.dossiers", received=integer(dossiers.received), returned=integer(dossiers.returned)))
    ]
    letters, owed_for, late = dossiers.letters_in_all, dossiers.late_in_all, dossiers.late
    if owed_for:
        rate = share(say, letters, owed_for)
        owed = say("summary.letters", letters=integer(letters), late=integer(owed_for), share=rate)
    else:
        owed = say("summary.no_letters_owed")
    lines.append(f"{say('summary.late', late=integer(late), share=share(say, late, dossiers.received))} · {owed}")
    if dossiers.late_earlier:
        lines.append(say("summary.late_earlier", late=integer(dossiers.late_earlier)))
    if not dossiers.apart.is_empty:
        lines.append(say("summary.apart", counts=" · ".join(apart_counts(say, dossiers.apart))))
    if running is not None:
        lines.append(say("summary.importing", **running_counts(running)))
    return lines


def _against(say: Words, met: bool | None, target: int) -> str:
    if met is None:
        return ""
    return say("summary.target_met" if met else "summary.target_missed", target=integer(target))


def rating_lines(say: Words, figures: Figures) -> list[str]:
    rated, received, targets = figures.ratings.rated, figures.dossiers.received, figures.targets
    participation = say(
        "summary.participation",
        rated=integer(rated),
        received=integer(received),
        share=share(say, rated, received),
        target=_against(say, targets.takes_part(rated, received), targets.participation),
    )
    not_counted = _not_counted_lines(say, figures.ratings.not_counted)
    return [Heading(satisfied_line(say, figures)), *not_counted, participation, *_honest_lines(say, figures)]


def satisfied_line(say: Words, figures: Figures) -> str:
    satisfied, rated, targets = figures.ratings.satisfied, figures.ratings.rated, figures.targets
    if not rated:
        return say("summary.nobody_rated")
    return say(
        "summary.satisfied",
        satisfied=integer(satisfied),
        rated=integer(rated),
        share=share(say, satisfied, rated),
        target=_against(say, targets.satisfies(satisfied, rated), targets.satisfaction),
    )


def _honest_lines(say: Words, figures: Figures) -> list[str]:
    """Beside the city's index: how many persons that was, and how many dossiers it covers, over what was returned."""
    ratings, returned = figures.ratings, figures.dossiers.returned
    if not returned or not ratings.rated:
        return []
    values = {"rated": ratings.rated, "persons": ratings.persons, "covered": ratings.covered}
    counts = {name: integer(value or 0) for name, value in values.items()}
    shares = {f"{name}_share": share(say, value, returned) for name, value in values.items()}
    key = "summary.honest_none" if ratings.persons is None else "summary.honest"
    return [say(key, returned=integer(returned), **counts, **shares)]


def _not_counted_lines(say: Words, totals: Sequence[OutsideTotalRow]) -> list[str]:
    """One line for all; those of one period stand before its days."""
    parts = []
    for first, last in sorted({(total.first, total.last) for total in totals}):
        names = [
            f"{total.channel} {integer(total.satisfied)}/{integer(total.rated)}"
            for total in totals
            if (total.first, total.last) == (first, last)
        ]
        parts.append(f"{', '.join(names)} ({short_name(Period(first, last))})")
    return [say("summary.not_counted", totals="; ".join(parts))] if parts else []


def channel_lines(say: Words, channels: Sequence[ChannelFigures]) -> list[str]:
    return [_channel_line(say, channel) for channel in channels]


def aspect_lines(say: Words, aspects: Sequence[AspectFigures]) -> list[str]:
    return [_aspect_line(say, one) for one in aspects]


def _aspect_line(say: Words, found: AspectFigures) -> str:
    rate = share(say, found.satisfied, found.answered)
    counts = {"satisfied": integer(found.satisfied), "answered": integer(found.answered)}
    return say("channels.aspect", name=say(ASPECT[found.aspect]), **counts, share=rate)


def _channel_line(say: Words, channel: ChannelFigures) -> str:
    name = channel_name(say, channel)
    rate = share(say, channel.satisfied, channel.rated)
    counts = {"satisfied": integer(channel.satisfied), "rated": integer(channel.rated)}
    return say("summary.channel", name=name, **counts, share=rate)
