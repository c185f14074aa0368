"""The question of the month: who has not reported? It goes to those who report, then to the unit's head, then to the
director."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.chasing.actions import AskNudges
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import Directory, is_time
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.messages.notices import claim_notice, claim_notices
from storage.people.people import Sender
from storage.people.units import all_units
from storage.plan.tasks import TaskRow, tasks_of_year

_LEVEL = Keys("months.{}", ("heads", "above"))
HEADS_AFTER = 3  # days after the staff were asked
ABOVE_UNTIL = 10  # day of the next month: later it is no news any more


def unreported(tasks: Sequence[TaskRow]) -> list[TaskRow]:
    return [task for task in tasks if not task.is_closed and not task.reported_this_month]


async def ask_for_reports(occasion: Occasion) -> None:
    """On the day set for it the staff, some days later the heads; on the first working day of the next month the
    director hears of the month that is over."""
    if not is_time(occasion) or not await claim_notice(occasion.db, f"month:{occasion.today}", occasion.now):
        return
    today, asked_on = occasion.today, occasion.office.report_day
    month_end = today.replace(day=1) - timedelta(days=1)
    directory = await Directory.open(occasion)
    if today.day >= asked_on:
        await _ask_staff(occasion, directory, await _tasks(occasion, today))
    if today.day >= asked_on + HEADS_AFTER:
        await _tell(occasion, directory, await _tasks(occasion, today), today, "heads")
    if today.day <= ABOVE_UNTIL:
        await _tell(occasion, directory, await _tasks(occasion, month_end), month_end, "above")


async def _tasks(occasion: Occasion, as_of: date) -> list[TaskRow]:
    units = [unit.id for unit in await all_units(occasion.db)]
    return unreported(await tasks_of_year(occasion.db, units, as_of.year, as_of))


async def _ask_staff(occasion: Occasion, directory: Directory, tasks: Sequence[TaskRow]) -> None:
    people: dict[int, Sender] = {}
    counts: Counter[int] = Counter()
    for task in tasks:
        for person in (await directory.of(task.unit_id)).staff:
            people[person.id] = person
            counts[person.id] += 1
    for person in await _first_time(occasion, "staff", occasion.today, people):
        say = words_for(person)
        button = Button(say("button.tasks_unreported"), ShowTasks(Filter.UNREPORTED))
        text = say("months.staff", month=occasion.today.month, count=integer(counts[person.id]))
        occasion.notify(person, screen(say, text, [button]))


async def _tell(occasion: Occasion, directory: Directory, tasks: Sequence[TaskRow], month: date, level: str) -> None:
    """`level`: heads | above. Where nobody stands above, the head hears of it in the end as well."""
    people: dict[int, Sender] = {}
    by_unit: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for task in tasks:
        unit = await directory.of(task.unit_id)
        for person in unit.heads if level == "heads" or not unit.above else unit.above:
            people[person.id] = person
            by_unit[person.id][task.unit] += 1
    for person in await _first_time(occasion, level, month, people):
        occasion.notify(person, _units_reply(words_for(person), by_unit[person.id], month, level))


def _units_reply(say: Words, counts: Counter[str], month: date, level: str) -> Reply:
    lines = [say(_LEVEL[level], month=month.month, count=integer(counts.total()))]
    lines += [say("months.unit", unit=unit, count=integer(count)) for unit, count in counts.most_common(10)]
    nudge = Button(say("button.nudge"), AskNudges())
    return Reply("\n".join(lines), ((nudge,), (Button(say("button.tasks_unreported"), ShowTasks(Filter.UNREPORTED)),)))


async def _first_time(occasion: Occasion, level: str, month: date, people: dict[int, Sender]) -> list[Sender]:
    keys = {f"month:{month:%Y-%m}:{level}:{person_id}": person for person_id, person in people.items()}
    claimed = await claim_notices(occasion.db, keys, occasion.now)
    return [person for key, person in keys.items() if key in claimed]
