"""`/nhac`: a leader chases now."""

from collections import Counter
from collections.abc import Sequence

from handlers.chasing.actions import AskNudges, NudgeOverdue, SendNudges
from handlers.chasing.months import unreported
from handlers.context import Answer, Context
from handlers.kit.occasion import words_for
from handlers.kit.reach import reach, within
from handlers.kit.screens import screen
from handlers.kit.staff import Directory
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys
from handlers.words.formats import integer
from storage.messages.notices import claim_notices
from storage.people.people import Sender
from storage.plan.carried import carried_over
from storage.plan.tasks import TaskRow, TaskState, plan_year, tasks_of_year

_ASKED = Keys("nudge.{}", ("asked", "asked_overdue"))
SHOWN = 10


async def _tasks(context: Context, unit_id: int | None) -> list[TaskRow]:
    """Overdue or not reported this month, of the units this leader reaches, or of those below one of them."""
    units = sorted(await within(context, await reach(context, LEADERS), unit_id))
    year = await plan_year(context.db, context.today)
    tasks = await tasks_of_year(context.db, units, year, context.today)
    late = [task for task in tasks if task.state is TaskState.OVERDUE]
    return [
        *await carried_over(context.db, units, year, context.today),
        *late,
        *(task for task in unreported(tasks) if task not in late),
    ]


async def nudge_command(context: Context, argument: str) -> Answer:
    return await ask_nudges(context, AskNudges())


async def ask_nudges(context: Context, action: AskNudges) -> Answer:
    tasks = await _tasks(context, action.unit_id)
    say = context.say
    if not tasks:
        return screen(say, say("nudge.nothing"))
    late = sum(task.state is TaskState.OVERDUE for task in tasks)
    counts = Counter(task.unit for task in tasks)
    lines = [say("nudge.title", count=integer(len(tasks)), late=integer(late))]
    lines += [say("months.unit", unit=unit, count=integer(count)) for unit, count in counts.most_common(SHOWN)]
    return screen(say, lines, [Button(say("button.nudge_send"), SendNudges(action.unit_id))])


async def send_nudges(context: Context, action: SendNudges) -> Answer:
    button = Button(context.say("button.tasks_unreported"), ShowTasks(Filter.UNREPORTED))
    lines = await _chase(context, await _tasks(context, action.unit_id), "asked", button)
    return screen(context.say, lines, replaces=True)


async def nudge_overdue(context: Context, action: NudgeOverdue) -> Answer:
    """Chases from the summary, whose screen stays."""
    late = [task for task in await _tasks(context, action.unit_id) if task.state is TaskState.OVERDUE]
    if not late:
        return screen(context.say, context.say("nudge.nothing"))
    button = Button(context.say("button.nudge_overdue"), ShowTasks(Filter.OVERDUE))
    return screen(context.say, await _chase(context, late, "asked_overdue", button))


async def _chase(context: Context, tasks: Sequence[TaskRow], how: str, button: Button) -> list[str]:
    """Chases each person at most once a day, whoever does it; returns what came of it."""
    directory = await Directory.open(context)
    people: dict[int, Sender] = {}
    counts: Counter[int] = Counter()
    silent: set[str] = set()
    for task in tasks:
        staff = (await directory.of(task.unit_id)).staff
        if not staff:
            silent.add(task.unit)
        for person in staff:
            people[person.id] = person
            counts[person.id] += 1
    keys = {f"nudge:{context.today}:{person_id}": person for person_id, person in people.items()}
    claimed = await claim_notices(context.db, keys, context.now)
    for name in claimed:
        person, say = keys[name], words_for(keys[name])
        context.notify(person, screen(say, say(_ASKED[how], count=integer(counts[person.id])), [button]))
    lines = [context.say("nudge.sent", count=integer(len(claimed)), before=integer(len(keys) - len(claimed)))]
    if silent:
        lines.append(context.say("nudge.nobody", units=", ".join(sorted(silent)[:5])))
    return lines
