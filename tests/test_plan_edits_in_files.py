"""A plan's file is edited in any way, read, and compared with what is stored: no task is taken for another."""

import random
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ground.text import fold
from storage.imports.plan.matching import Matching
from storage.imports.plan.placing import file_areas, match_plan
from storage.imports.plan.plan import PlanFile, read_plan
from storage.imports.plan.stored import StoredArea, StoredPlan
from storage.imports.questions import answered
from tests.files import csv_file
from tests.test_plan_matching import Row, a_plan, edited

EDITS = ("insert", "drop", "swap", "renumber", "by area", "reword", "move", "replace")
# As the file counts: through the plan, anew in each area, not at all; old numbers left as they were, or any at all.
COUNTS = ("through", "in each area", "not at all", "left", "any")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def _file(rows: list[Row], count: str, drawn: random.Random) -> PlanFile:
    lines: list[list[str]] = [["Kế hoạch cải cách hành chính năm 2026"], ["TT", "Nhiệm vụ", "Thời hạn"]]
    number = 0
    for index, area in enumerate(dict.fromkeys(row.area for _, row in rows)):
        lines.append([ROMAN[index], f"Lĩnh vực {fold(area)}", ""])
        number = 0 if count == "in each area" else number
        for _, row in (one for one in rows if one[1].area == area):
            number += 1
            shown = {"not at all": "", "left": str(row.number or ""), "any": str(drawn.randrange(1, 90))}
            lines.append([shown.get(count, str(number)), row.title, "Quý IV"])
    return read_plan(csv_file(lines), "ke-hoach.csv", answered(year=2026))


def _stored(file: PlanFile, ids: dict[tuple[str, str], int]) -> StoredPlan:
    areas = {index: StoredArea(index, index, *key) for index, key in enumerate(file_areas(file.tasks), 1)}
    area_ids = {(area.numeral, area.name): area.id for area in areas.values()}
    tasks = {}
    for task in file.tasks:
        task_id = ids[task.area_name, task.title]
        tasks[task_id] = SimpleNamespace(
            id=task_id,
            number=task.number,
            area_id=area_ids[task.area_numeral, task.area_name],
            title=task.title,
            imported_title=task.title,
            imported_product=task.product,
            deadline_text=task.deadline_text,
            lead=task.lead,
            removed_at=None,
        )
    return StoredPlan(1, 2026, "", "", "", "", None, 1, is_shown=True, areas=areas, tasks=tasks)


def _ids(rows: list[Row]) -> dict[tuple[str, str], int | None]:
    return {(f"Lĩnh vực {fold(row.area)}", row.title): task_id for task_id, row in rows}


def _answered(file: PlanFile, plan: StoredPlan, ids: dict[tuple[str, str], int | None]) -> Matching:
    """Every question is answered rightly."""
    told: dict[int, int | None] = {}
    while (matching := match_plan(file, plan, told)).unsure:
        index = min(matching.unsure)
        assert index not in told
        told[index] = ids[file.tasks[index].area_name, file.tasks[index].title]
    return matching


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(EDITS), max_size=10), st.sampled_from(COUNTS))
def test_however_a_file_is_edited_and_counted_no_report_is_under_another_task(
    seed: int, edits: list[str], count: str
) -> None:
    drawn, tasks = random.Random(seed), a_plan(seed)
    assert len(tasks) == 42
    rows: list[Row] = [(1000 + index, task) for index, task in enumerate(tasks)]
    before = {key: task_id for key, task_id in _ids(rows).items() if task_id is not None}
    plan = _stored(_file(rows, "through", drawn), before)
    assert len(plan.tasks) == 42
    for edit in edits:
        rows = edited(rows, edit, drawn)
    rows = _told_apart(rows, {fold(task.title) for task in tasks})
    ids, file = _ids(rows), _file(rows, count, drawn)
    matching = _answered(file, plan, ids)
    titles = {task_id: fold(task.title) for task_id, task in plan.tasks.items()}
    meant = [ids[task.area_name, task.title] for task in file.tasks]
    wrong = [
        (file.tasks[index].title, pair)
        for index, pair in matching.pairs.items()
        if pair.id != meant[index] and titles[pair.id] != titles.get(meant[index] or 0)
    ]
    assert wrong == []
    assert sorted(pair.id for pair in matching.pairs.values()) == sorted(one for one in meant if one)
    assert len(file.tasks) == len(rows)


def _told_apart(rows: list[Row], words: set[str]) -> list[Row]:
    """Without rows that nobody could tell apart: a new one that has all of a known one's words (it is that one with
    words added), two alike in one area."""
    kept: dict[tuple[str, str], Row] = {}
    for task_id, row in rows:
        if task_id is not None or not any(known in fold(row.title) for known in words):
            kept.setdefault((row.area, fold(row.title)), (task_id, row))
    return list(kept.values())
