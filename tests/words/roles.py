"""The roles whose lines are tried. A role of its own: its `.toml`, a module that gives who speaks, a line here."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.chat import Person, Town
from tests.databases import sqlite_url
from tests.words import Said, citizens, directors, lines_of, staff
from tests.words.facts import facts
from tests.words.trying import Facts, Result, Shows, Trial, shows_nothing_of_its_own


@dataclass(frozen=True, slots=True)
class Speaker:
    """`person`: furnishes the town, and gives who speaks. `facts`, `shows`: as in `Trial`."""

    person: Callable[[Town], Awaitable[Person]]
    facts: Facts = facts
    shows: Shows = shows_nothing_of_its_own


SPEAKERS: Mapping[str, Speaker] = {
    "staff": Speaker(staff.person),
    "citizens": Speaker(citizens.person, citizens.facts),
    "directors": Speaker(directors.person, shows=directors.shows),
}
# What the project wants of each list: the share that is understood or asked about, in percent.
WANTED: Mapping[str, float] = {"staff": 98, "citizens": 95, "directors": 97}


async def try_all(role: str, folder: Path) -> list[Result]:
    """`folder`: for the database."""
    return await try_lines(role, lines_of(role), folder)


async def try_lines(role: str, lines: list[Said], folder: Path) -> list[Result]:
    speaker = SPEAKERS[role]
    async with Town.over(sqlite_url(folder)) as town:
        person = await speaker.person(town)
        async with town.db() as db:
            trial = Trial(town, person, db, speaker.facts, speaker.shows)
            results = [await trial.result(said) for said in lines]
            await db.rollback()
            return results
