"""Monday morning: the week on one screen, for the director and each head, with the summary's own buttons."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from handlers.alerts.actions import ShowAlerts
from handlers.figures.actions import ShowAreas, ShowLate, ShowSummary, ShowUnhappy
from handlers.figures.gathering import Figures, collect_figures
from handlers.figures.needs import needs_lines
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import Row, screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.figures import case_line, share
from handlers.words.formats import day, integer
from storage.figures.digest import WeekNews, news_of_week
from storage.ground.days.periods import Period
from storage.ground.days.working_time import LOCAL_ZONE
from storage.messages.notices import claim_notices
from storage.models import Role
from storage.people.people import Sender, holders_of
from storage.people.units import find_unit, subtree


async def send_digests(occasion: Occasion) -> None:
    """Once a week to each director; a machine off on Monday sends it when it is back. Who has joined since waits for
    the next one: the summary is a tap away."""
    monday = occasion.today - timedelta(days=occasion.today.weekday())
    due = due_at(occasion, monday)
    if due is None or occasion.now < due or occasion.office.is_quiet(occasion.now):
        return
    directors = await holders_of(occasion.db, Role.DIRECTOR, known_before=due)
    keys = {f"digest:{monday}:{person.id}": person for person in directors}
    week = Period(monday - timedelta(days=7), monday - timedelta(days=1))
    for key in sorted(await claim_notices(occasion.db, keys, occasion.now)):
        person = keys[key]
        occasion.notify(person, await digest(occasion, person, week))


def due_at(occasion: Occasion, monday: date) -> datetime | None:
    """On the set day, or the week's next working day after a holiday; in a week without one (Tết) nobody is asked to
    read."""
    weekday, at = occasion.office.digest_at
    days = (monday + timedelta(days=number) for number in range(weekday, 7))
    day_due = next(filter(occasion.office.working_time.is_working_day, days), None)
    return datetime.combine(day_due, at, LOCAL_ZONE) if day_due else None


async def digest(occasion: Occasion, person: Sender, week: Period) -> Reply:
    say = words_for(person)
    units = await subtree(occasion.db, person.roles[Role.DIRECTOR])
    figures = await collect_figures(occasion.db, units, week, occasion.today)
    news = await news_of_week(occasion.db, units, week)
    unit = await find_unit(occasion.db, min(person.roles[Role.DIRECTOR]))
    title = say("digest.title", first=day(week.first), last=day(week.last))
    lines = [title, unit.name if unit else occasion.office.agency, "", *_changes(say, news, figures), ""]
    alerts = Button(say("button.alerts"), ShowAlerts(0))
    return screen(say, [*lines, *needs_lines(say, figures)], _ways_down(say, week), beside_home=[alerts])


def _changes(say: Words, news: WeekNews, figures: Figures) -> Sequence[str]:
    dossiers, ratings = figures.dossiers, figures.ratings
    lines = [
        say("digest.tasks", reports=integer(news.reports), tasks=integer(news.tasks), done=integer(news.done)),
        say("digest.dossiers", received=integer(dossiers.received), returned=integer(dossiers.returned)),
        say("digest.late", late=integer(dossiers.late_in_all)),
    ]
    if ratings.rated:
        rate = share(say, ratings.satisfied, ratings.rated)
        counts = {"satisfied": integer(ratings.satisfied), "rated": integer(ratings.rated)}
        lines.append(say("digest.ratings", **counts, share=rate))
    else:
        lines.append(say("digest.no_ratings"))
    return [*lines, case_line(say, figures.cases)]


def _ways_down(say: Words, week: Period) -> Sequence[Row]:
    return (
        Button(say("button.digest_summary"), ShowSummary(week)),
        Button(say("button.areas"), ShowAreas(week)),
        Button(say("button.late_all"), ShowLate(week, 0)),
        Button(say("button.unhappy"), ShowUnhappy(week, 0)),
    )
