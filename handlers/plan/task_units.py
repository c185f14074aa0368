"""Who leads a task and who works with them, as its screen says it."""

from collections.abc import Sequence

from handlers.words.catalogue import Keys, Words
from storage.ground.text import fold, shorten
from storage.models import UnitPart
from storage.plan.task_units import OtherUnit
from storage.plan.tasks import TaskRow

_PART = Keys("task.units_{}", UnitPart)


def unit_lines(say: Words, task: TaskRow) -> list[str]:
    """Who answers, who else leads, who works with them; what the plan says where it names somebody else."""
    lines = [say("task.unit", unit=task.unit)]
    parts = ((part, [other for other in task.others if other.part is part]) for part in UnitPart)
    lines += [say(_PART[part], units=_named(say, others)) for part, others in parts if others]
    if _names_others(task):
        words = "; ".join(text for text in (task.lead, task.support) if text)
        lines.append(say("task.units_in_plan", words=shorten(words, 300)))
    return lines


def _named(say: Words, others: Sequence[OtherUnit]) -> str:
    return shorten(", ".join(named(say, other) for other in others), 400)


def named(say: Words, other: OtherUnit) -> str:
    return say("task.unit_and_below", unit=other.name) if other.below else other.name


def _names_others(task: TaskRow) -> bool:
    if not task.lead and not task.support:
        return False
    from storage.imports.plan.leads import read_leads  # loaded with the first task of which a plan names them

    known = {fold(name) for name in (task.unit, *(other.name for other in task.others))}
    written = read_leads(task.lead, task.support, known)
    return not known.issuperset(map(fold, (*written.leads, *written.supports)))
