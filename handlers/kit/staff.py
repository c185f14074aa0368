"""When staff are chased, and whom a reminder goes to: the unit's staff, their deputies while they are away, and those
above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time

from handlers.kit.occasion import Occasion
from storage.ground.days.working_time import LOCAL_ZONE
from storage.models import Role
from storage.people.leaves import deputies_on
from storage.people.people import Sender, senders_by_id
from storage.people.responsible import levels

FROM = time(8)


def is_time(occasion: Occasion) -> bool:
    """Staff are chased on working mornings."""
    local = occasion.now.astimezone(LOCAL_ZONE)
    return occasion.office.working_time.is_working_day(occasion.today) and local.time() >= FROM


@dataclass(slots=True)
class UnitPeople:
    """`staff`: who is to report. `heads`: the unit's head; `above`: who stands over them, if anybody."""

    staff: Sequence[Sender]
    heads: Sequence[Sender]
    above: Sequence[Sender]


@dataclass(slots=True)
class Directory:
    """Looked up once for each unit while a round of reminders is made."""

    occasion: Occasion
    deputies: dict[int, Sender]
    known: dict[int, UnitPeople] = field(default_factory=dict)

    @classmethod
    async def open(cls, occasion: Occasion) -> "Directory":
        named = await deputies_on(occasion.db, occasion.today)
        people = await senders_by_id(occasion.db, named.values())
        return cls(occasion, {person: people[deputy] for person, deputy in named.items() if deputy in people})

    async def of(self, unit_id: int) -> UnitPeople:
        if unit_id not in self.known:
            staff = next(iter(await levels(self.occasion.db, unit_id, Role.STAFF)), [])
            directors = await levels(self.occasion.db, unit_id, Role.DIRECTOR)
            self.known[unit_id] = UnitPeople(list(self.present(staff).values()), _at(directors, 0), _at(directors, 1))
        return self.known[unit_id]

    def present(self, people: Iterable[Sender]) -> dict[int, Sender]:
        """Id → person: each person once, with deputies in the place of those who are away."""
        return {person.id: person for one in people for person in [self.deputies.get(one.id, one)]}


def _at(ranks: Sequence[Sequence[Sender]], place: int) -> Sequence[Sender]:
    return ranks[place] if place < len(ranks) else []
