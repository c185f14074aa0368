"""What the schedule does about cases, on working days: chases the unit before the deadline, alerts who stands above it
afterwards, and closes what was answered and not objected to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from handlers.alerts.news import News, alert_people
from handlers.cases.actions import ShowCase, ShowCases
from handlers.cases.telling import open_own, tell_authors
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import Directory, UnitPeople, is_time
from handlers.replies import Button
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from storage.cases.cases import CaseRow, Hand
from storage.cases.lists import answered_cases, cases_due, overdue_cases
from storage.cases.steps import close
from storage.ground.days.working_time import local_day, local_start
from storage.messages.notices import claim_notice
from storage.models import Role
from storage.people.people import Sender
from storage.people.responsible import responsible, responsible_in

ABOVE_AFTER = 2  # working days over the deadline, then who stands above the head is told too
CLOSE_AFTER = 5  # working days without an objection
SHOWN = 6


async def tell_overdue_cases(occasion: Occasion) -> None:
    """Raised when the day begins and held, so that the morning has one message of them all."""
    if not occasion.office.working_time.is_working_day(occasion.today):
        return
    if not await claim_notice(occasion.db, f"cases_overdue:{occasion.today}", occasion.now):
        return
    say, directory = Words("vi"), await Directory.open(occasion)
    for case, turn in await overdue_cases(occasion.db, occasion.today):
        text = say("cases.alert_overdue", code=case.code, unit=case.unit, due=day(case.due_on))
        news = News("case_overdue", turn, case.unit_id, text, at_once=False)
        await alert_people(occasion, news, await _above(occasion, await directory.of(case.unit_id), case))


async def _above(occasion: Occasion, people: UnitPeople, case: CaseRow) -> Sequence[Sender]:
    """The unit's head; then who stands above. The officer, where there is no director."""
    late = occasion.office.working_time.working_days(case.due_on, occasion.today)
    heads = people.heads or await responsible(occasion.db, case.unit_id, Role.OFFICER)
    return [*heads, *(people.above if late > ABOVE_AFTER else [])]


async def chase_cases(occasion: Occasion) -> None:
    """What is due today or on the next working day, one message to each person."""
    if not is_time(occasion) or not await claim_notice(occasion.db, f"cases_chase:{occasion.today}", occasion.now):
        return
    directory = await Directory.open(occasion)
    last = occasion.office.working_time.next_working_day(occasion.today)
    due: defaultdict[int, list[CaseRow]] = defaultdict(list)
    people: dict[int, Sender] = {}
    for case in await cases_due(occasion.db, occasion.today, last):
        for person in await _chased(occasion, directory, case):
            people[person.id] = person
            due[person.id].append(case)
    for person_id, person in people.items():
        say, cases = words_for(person), due[person_id]
        rows = [
            (Button(say("button.case_due", code=case.code, day=day(case.due_on)), ShowCase(case.id)),)
            for case in cases[:SHOWN]
        ]
        everything = (Button(say("button.cases"), ShowCases()),)
        text = say("cases.chase", count=integer(len(cases)))
        occasion.notify(person, screen(say, text, [*rows, everything]))


async def _chased(occasion: Occasion, directory: Directory, case: CaseRow) -> Sequence[Sender]:
    """The unit that is to answer; of what is not given to any, those who are to give it."""
    if case.assigned_at:
        return (await directory.of(case.unit_id)).staff
    return await responsible_in(occasion.db, case.unit_id, (Role.DIRECTOR, Role.OFFICER))


async def close_cases(occasion: Occasion) -> None:
    if not is_time(occasion) or not await claim_notice(occasion.db, f"cases_close:{occasion.today}", occasion.now):
        return
    working_time, today = occasion.office.working_time, occasion.today
    waiting = await answered_cases(occasion.db, local_start(today - timedelta(days=CLOSE_AFTER)))
    over = [
        case.id
        for case in waiting
        if case.answered_at and working_time.working_days(local_day(case.answered_at), today) > CLOSE_AFTER
    ]
    closed = await close(occasion.db, over, Hand(None, occasion.now, today))
    await tell_authors(
        occasion,
        closed,
        lambda say, one: screen(say, say("case.told_closed", code=one.code), [open_own(say, one.id)]),
    )
