"""What the schedule does about cases, on working days: chases the unit before the deadline, alerts who stands above it
afterwards, and closes what was answered and not objected to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import time, timedelta

from handlers.alerts import News, alert_people
from handlers.cases.telling import open_own, tell_authors
from handlers.catalogue import Words
from handlers.menus import main_button
from handlers.numbers import day, integer
from handlers.occasion import Occasion, words_for
from handlers.replies import Button, Reply
from storage.case_lists import answered_cases, cases_due, overdue_cases
from storage.case_steps import close
from storage.cases import CaseRow, Hand
from storage.models import Role
from storage.notices import claim_notice
from storage.people import Sender
from storage.responsible import levels, responsible, responsible_in
from storage.working_time import LOCAL_ZONE, local_day, local_start

FROM = time(8)
ABOVE_AFTER = 2  # working days over the deadline, then who stands above the head is told too
CLOSE_AFTER = 5  # working days without an objection
SHOWN = 6


async def _is_first(occasion: Occasion, duty: str, since: time = time()) -> bool:
    """The first look of a working day."""
    if not occasion.office.working_time.is_working_day(occasion.today):
        return False
    if occasion.now.astimezone(LOCAL_ZONE).time() < since:
        return False
    return await claim_notice(occasion.db, f"{duty}:{occasion.today}", occasion.now)


async def tell_overdue_cases(occasion: Occasion) -> None:
    """Raised when the day begins and held, so that the morning has one message of them all."""
    if not await _is_first(occasion, "cases_overdue"):
        return
    say = Words("vi")
    for case, turn in await overdue_cases(occasion.db, occasion.today):
        text = say("cases.alert_overdue", code=case.code, unit=case.unit, due=day(case.due_on))
        news = News("case_overdue", turn, case.unit_id, text, at_once=False)
        await alert_people(occasion, news, await _above(occasion, case))


async def _above(occasion: Occasion, case: CaseRow) -> Sequence[Sender]:
    """The unit's head; then those above. The officer, where there is no director."""
    directors = await levels(occasion.db, case.unit_id, Role.DIRECTOR)
    if not directors:
        return await responsible(occasion.db, case.unit_id, Role.OFFICER)
    late = occasion.office.working_time.working_days(case.due_on, occasion.today)
    return [person for level in directors[: 2 if late > ABOVE_AFTER else 1] for person in level]


async def chase_cases(occasion: Occasion) -> None:
    """What is due today or on the next working day, one message to each person."""
    if not await _is_first(occasion, "cases_chase", FROM):
        return
    last = occasion.office.working_time.next_working_day(occasion.today)
    due: defaultdict[int, list[CaseRow]] = defaultdict(list)
    people: dict[int, Sender] = {}
    for case in await cases_due(occasion.db, occasion.today, last):
        roles = (Role.STAFF,) if case.assigned_at else (Role.DIRECTOR, Role.OFFICER)
        for person in await responsible_in(occasion.db, case.unit_id, roles):
            people[person.id] = person
            due[person.id].append(case)
    for person_id, person in people.items():
        say, cases = words_for(person), due[person_id]
        rows = [
            (Button(say("button.case_due", code=case.code, day=day(case.due_on)), action=f"case:{case.id}"),)
            for case in cases[:SHOWN]
        ]
        everything = (Button(say("button.cases"), action="cases"),)
        text = say("cases.chase", count=integer(len(cases)))
        occasion.notify(person, Reply(text, (*rows, everything, (main_button(say),))))


async def close_cases(occasion: Occasion) -> None:
    if not await _is_first(occasion, "cases_close", FROM):
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
        lambda say, one: Reply(say("case.told_closed", code=one.code), (open_own(say, one.id), (main_button(say),))),
    )
