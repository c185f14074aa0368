"""What the words of a row leave open is asked, row by row."""

from typing import Any

from storage.ground.text import shorten
from storage.imports.plan.matching import Matching
from storage.imports.plan.placing import match_plan
from storage.imports.plan.plan import PlanFile, PlannedTask
from storage.imports.plan.stored import StoredPlan
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered

NEW = "new"


def doubt(file: PlanFile, plan: StoredPlan, answers: Answers) -> Matching:
    """Raises `Unanswered` at the first row that may be several tasks, or none of them."""
    matching = match_plan(file, plan, _told(file, plan, answers))
    for index in sorted(matching.unsure):
        raise Unanswered(_question(file.tasks[index], [plan.tasks[task_id] for task_id in matching.unsure[index]]))
    return matching


def _told(file: PlanFile, plan: StoredPlan, answers: Answers) -> dict[int, int | None]:
    """By the row's number, which stands once in a file. What is no task of the plan is no answer."""
    told: dict[int, int | None] = {}
    for index, row in enumerate(file.tasks):
        answer = answers.get(Ask.TASK, str(row.number))
        if answer == NEW:
            told[index] = None
        elif answer and answer.isdecimal() and int(answer) in plan.tasks:
            told[index] = int(answer)
    return told


def _question(row: PlannedTask, tasks: list[Any]) -> FileQuestion:
    choices = [
        Choice(
            str(task.id),
            "import.choice_task_gone" if task.removed_at else "import.choice_task",
            {"number": task.number, "title": task.title},
        )
        for task in tasks
    ]
    values: dict[str, str | int] = {
        "number": row.number,
        "title": shorten(row.title, 300),
        "row": row.row,
        "tasks": _listed(tasks),
    }
    return FileQuestion(
        Ask.TASK, (*choices, Choice(NEW, "import.choice_task_new")), about=str(row.number), values=values
    )


def _listed(tasks: list[Any]) -> str:
    """A button shows the beginning of a title only."""
    return "\n".join(f"{task.number}. {shorten(task.title, 200)}" for task in tasks)
