"""The areas of a file among those of a plan, and with them its rows among the plan's tasks."""

from collections.abc import Mapping, Sequence

from storage.ground.likeness import words_in_common
from storage.ground.text import fold, folded_words
from storage.imports.plan.areas import split_numeral
from storage.imports.plan.matching import Given, Known, Matching, match_tasks
from storage.imports.plan.plan import PlanFile, PlannedTask
from storage.imports.plan.stored import StoredArea, StoredPlan
from storage.plan.names import BETWEEN_LEVELS

AreaKey = tuple[str, str]
_RENAMED = 0.5


def file_areas(tasks: Sequence[PlannedTask]) -> list[AreaKey]:
    """(numeral, name), in the file's order."""
    return list(dict.fromkeys((task.area_numeral, task.area_name) for task in tasks))


def place_areas(keys: Sequence[AreaKey], areas: Mapping[int, StoredArea]) -> dict[AreaKey, int]:
    """Those of the file that the plan has: by name and numeral, by name, or with the same numeral and a name that was
    reworded; or as it was stored before areas kept their upper ones."""
    left, placed = dict(areas), dict[AreaKey, int]()
    for is_same in (_all_the_same, _same_name, lacks_levels, _renamed):
        for key in keys:
            found = next((area for area in left.values() if key not in placed and is_same(key, area)), None)
            if found is not None:
                placed[key] = found.id
                del left[found.id]
    return placed


def _all_the_same(key: AreaKey, area: StoredArea) -> bool:
    return key[0] == area.numeral and _same_name(key, area)


def _same_name(key: AreaKey, area: StoredArea) -> bool:
    return folded_words(key[1]) == folded_words(area.name)


def lacks_levels(key: AreaKey, area: StoredArea) -> bool:
    """ "I. Cải cách thể chế", where the file says "A. Nhiệm vụ chung – I. Cải cách thể chế"."""
    _, *lower = key[1].split(BETWEEN_LEVELS)
    if not lower or BETWEEN_LEVELS in area.name:
        return False
    numeral, name = split_numeral(lower[-1])
    return numeral in ("", area.numeral) and folded_words(name) == folded_words(area.name)


def _renamed(key: AreaKey, area: StoredArea) -> bool:
    return key[0] == area.numeral and words_in_common(folded_words(key[1]), folded_words(area.name)) >= _RENAMED


def match_plan(file: PlanFile, plan: StoredPlan, told: Mapping[int, int | None] | None = None) -> Matching:
    placed = place_areas(file_areas(file.tasks), plan.areas)
    given = [
        Given(
            task.number,
            str(placed.get((task.area_numeral, task.area_name), f"{task.area_numeral} {task.area_name}")),
            task.title,
            _details(task.product, task.deadline_text, task.lead),
        )
        for task in file.tasks
    ]
    known = [
        Known(
            task.id,
            task.number,
            str(task.area_id),
            (task.imported_title, task.title),
            _details(task.imported_product, task.deadline_text, task.lead),
            removed=task.removed_at is not None,
        )
        for task in plan.tasks.values()
    ]
    return match_tasks(known, given, told or {})


def _details(*texts: str) -> str:
    return fold("\n".join(texts))
