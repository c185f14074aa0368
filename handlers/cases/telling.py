"""Those who wrote a case hear of each change, in their language, without anybody learning who they are."""

from collections.abc import Callable, Sequence

from handlers.cases.actions import ShowOwnCase
from handlers.kit.occasion import Occasion, words_for
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from storage.cases.cases import Added, CaseRow, authors
from storage.cases.steps import steps_of
from storage.models import Role, StepKind
from storage.people.people import Sender, find_sender, senders_by_id
from storage.people.responsible import responsible


async def tell_authors(
    occasion: Occasion, cases: Sequence[Added], reply: Callable[[Words, Added], Reply], *, is_answer: bool = False
) -> None:
    """Tells those who wrote. Who has stopped messages gets the answer they asked for and nothing else."""
    wrote = await authors(occasion.db, [case.id for case in cases])
    people = await senders_by_id(occasion.db, wrote.values())
    for case in cases:
        person = people.get(wrote.get(case.id, 0))
        if person is not None and (is_answer or person.stopped_at is None):
            occasion.notify(person, reply(words_for(person), case))


async def directing(occasion: Occasion, case: CaseRow) -> list[Sender]:
    """The unit's head, and whoever gave the case to the unit: what went wrong with it is told to both."""
    given = [step.person_id for step in await steps_of(occasion.db, case.id) if step.kind is StepKind.ASSIGNED]
    giver = await find_sender(occasion.db, given[-1]) if given and given[-1] else None
    people = {head.id: head for head in await responsible(occasion.db, case.unit_id, Role.DIRECTOR)}
    if giver is not None and not LEADERS.isdisjoint(giver.roles):
        people[giver.id] = giver
    return list(people.values())


def open_own(say: Words, case_id: int) -> tuple[Button, ...]:
    return (Button(say("button.case_own"), ShowOwnCase(case_id)),)
