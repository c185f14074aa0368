"""Before and after deadlines: a week, a day, and every week once it is over; first to those who report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.alerts.news import News, alert_people
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import Directory, is_time
from handlers.kit.task_names import button_title, line_title
from handlers.plan.actions import ShowTask, ShowTasks
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from storage.ground.days.working_time import WorkingTime
from storage.messages.notices import claim_notice, claim_notices
from storage.people.people import Sender
from storage.people.units import all_units
from storage.plan.carried import carried_over
from storage.plan.tasks import TaskRow, tasks_of_year

WEEK = 7
SHOWN = 6
STAGES = ("late", "tomorrow", "week")
_STAGE = Keys("chase.{}", STAGES)


@dataclass(frozen=True, slots=True)
class Due:
    """`on`: the deadline, or the day of one that comes round. `stage`: late | tomorrow | week. `name`: the stage as it
    is claimed, so that each is said once."""

    task: TaskRow
    on: date
    stage: str
    name: str


def due_stages(task: TaskRow, today: date, working_time: WorkingTime) -> list[Due]:
    """What is to be said of this task today: of one that comes round, of each of its days that is still open."""
    if task.is_dropped:
        return []
    if task.days:
        dues = [_due(task, on, today, working_time, f":{on}") for on in task.open_days]
    elif task.is_done or task.deadline_on is None:
        return []
    else:
        dues = [_due(task, task.deadline_on, today, working_time, "")]
    return [due for due in dues if due is not None]


def _due(task: TaskRow, on: date, today: date, working_time: WorkingTime, suffix: str) -> Due | None:
    """The latest stage replaces those that were missed."""
    left = (on - today).days
    if left < 0:  # what goes on all the time is never late
        return None if task.deadline_on is None else Due(task, on, "late", f"late{(-left - 1) // WEEK}{suffix}")
    if on <= working_time.next_working_day(today):
        return Due(task, on, "tomorrow", f"tomorrow{suffix}")
    return Due(task, on, "week", f"week{suffix}") if left <= WEEK else None


async def tasks_now(occasion: Occasion) -> list[TaskRow]:
    units = [unit.id for unit in await all_units(occasion.db)]
    year = occasion.today.year
    carried = await carried_over(occasion.db, units, year, occasion.today)
    return [*carried, *await tasks_of_year(occasion.db, units, year, occasion.today)]


async def remind_of_deadlines(occasion: Occasion) -> None:
    """One message to each person a day, whatever is due."""
    if not is_time(occasion) or not await claim_notice(occasion.db, f"deadlines:{occasion.today}", occasion.now):
        return
    directory = await Directory.open(occasion)
    wanted: dict[str, tuple[Sender, Due]] = {}
    for task in await tasks_now(occasion):
        for due in due_stages(task, occasion.today, occasion.office.working_time):
            for person in (await directory.of(task.unit_id)).staff:
                wanted[f"task:{task.id}:{due.name}:{person.id}"] = (person, due)
            if due.stage == "late":
                await _tell_leaders(occasion, directory, due)
    await _send(occasion, wanted)


async def _tell_leaders(occasion: Occasion, directory: Directory, due: Due) -> None:
    """The head when the deadline is over, who stands above a week later; as alerts, each once, held till the next look
    of the schedule so that many become one message."""
    task = due.task
    people = await directory.of(task.unit_id)
    late = (occasion.today - due.on).days
    say = Words("vi")
    values = {"number": task.number, "title": line_title(task, 90), "unit": task.unit}
    text = say("chase.overdue", **values, deadline=day(due.on))
    kind = f"task_overdue:{due.on}" if task.days else "task_overdue"
    news = News(kind, task.id, task.unit_id, text, at_once=False)
    await alert_people(occasion, news, [*people.heads, *(people.above if late > WEEK else [])])


async def _send(occasion: Occasion, wanted: dict[str, tuple[Sender, Due]]) -> None:
    claimed = await claim_notices(occasion.db, wanted, occasion.now)
    people: dict[int, Sender] = {}
    dues: defaultdict[int, list[Due]] = defaultdict(list)
    for key in wanted:
        if key in claimed:
            person, due = wanted[key]
            people[person.id] = person
            dues[person.id].append(due)
    for person_id, person in people.items():
        occasion.notify(person, reminder(words_for(person), dues[person_id]))


def reminder(say: Words, dues: Sequence[Due]) -> Reply:
    lines = [say("chase.title")]
    buttons: list[Button] = []
    for stage in STAGES:
        own = [due for due in dues if due.stage == stage]
        if not own:
            continue
        lines.append(say(_STAGE[stage], count=integer(len(own))))
        lines += [_line(say, due) for due in own[:SHOWN]]
        buttons += [Button(button_title(due.task), ShowTask(due.task.id)) for due in own[:SHOWN]]
    lines += ["", say("chase.how")]
    return screen(say, lines, [*buttons[:SHOWN], Button(say("button.tasks"), ShowTasks())])


def _line(say: Words, due: Due) -> str:
    return say("chase.line", number=due.task.number, title=line_title(due.task, 70), deadline=day(due.on))
