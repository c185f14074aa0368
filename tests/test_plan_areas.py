"""Areas of a plan that is imported again."""

from sqlalchemy import delete, select, update

from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.imports.questions import Ask, answered
from storage.models import Area, Task
from tests.chat import Town

HEAD = "STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn\n"
LEVELS = (
    "A,Nhiệm vụ chung,,\nI,Cải cách thể chế,,\n1,Rà soát văn bản,Văn phòng,30/6/2026\n"
    "B,Nhiệm vụ riêng,,\nI,Cải cách thể chế,,\n2,Ban hành quy chế,Văn phòng,Quý III\n"
    "II,Tài chính công,,\n3,Công khai dự toán,Văn phòng,{deadline}\n"
)


async def _imported(town: Town, deadline: str = "Quý IV") -> Outcome:
    return await town.imports(FileKind.PLAN, "plan.csv", (HEAD + LEVELS.format(deadline=deadline)).encode(), year=2026)


async def _without_levels(town: Town) -> None:
    """As it was stored when only the lowest area was kept: two of one name were one."""
    async with town.db() as db:
        areas = list(await db.execute(select(Area.id, Area.name).order_by(Area.position)))
        both = [row.id for row in areas if "thể chế" in row.name]
        await db.execute(update(Task).where(Task.area_id == both[1]).values(area_id=both[0]))
        await db.execute(update(Area).where(Area.id == both[0]).values(numeral="I", name="Cải cách thể chế"))
        await db.execute(update(Area).where(Area.id == areas[-1].id).values(numeral="II", name="Tài chính công"))
        await db.execute(delete(Area).where(Area.id == both[1]))


def _keys(outcome: Outcome) -> list[tuple[str, str]]:
    return [(section.name, line.key) for section in outcome.sections for line in section.lines]


async def test_areas_that_were_stored_without_their_upper_ones_have_not_moved(town: Town) -> None:
    await _imported(town)
    await _without_levels(town)
    assert (await _imported(town)).changes_nothing
    outcome = await _imported(town, deadline="30/11/2026")
    assert (outcome.new, outcome.changed, outcome.removed) == (0, 1, 0)
    assert ("moved", "moved_area") not in _keys(outcome)
    assert ("changed", "field_deadline") in _keys(outcome)
    async with town.db() as db:
        found = await db.execute(
            select(Task.number, Area.numeral, Area.name).join(Area, Area.id == Task.area_id).order_by(Task.number)
        )
    assert [tuple(row) for row in found] == [
        (1, "A", "Nhiệm vụ chung – I. Cải cách thể chế"),
        (2, "B", "Nhiệm vụ riêng – I. Cải cách thể chế"),
        (3, "B", "Nhiệm vụ riêng – II. Tài chính công"),
    ]


async def test_a_task_that_goes_to_another_area_has_moved_all_the_same(town: Town) -> None:
    await _imported(town)
    await _without_levels(town)
    moved = LEVELS.replace("3,Công khai dự toán,Văn phòng,{deadline}\n", "").replace(
        "B,Nhiệm vụ riêng", "3,Công khai dự toán,Văn phòng,Quý IV\nB,Nhiệm vụ riêng"
    )
    outcome = await town.imports(FileKind.PLAN, "plan.csv", (HEAD + moved).encode(), year=2026)
    assert ("moved", "moved_area") in _keys(outcome)


async def test_the_very_first_plan_may_get_another_area(any_town: Town) -> None:
    first = "I,Thể chế,,\n" + "".join(f"{n},Việc thứ {n} của năm,Văn phòng,Quý II\n" for n in (1, 2, 3, 4))
    more = f"{first}II,Tài chính công,,\n5,Công khai dự toán,Văn phòng,Quý IV\n"
    for rows in (first, more):
        await any_town.imports(FileKind.PLAN, "plan.csv", (HEAD + rows).encode(), year=2026)
    async with any_town.db() as db:
        found = await db.execute(select(Area.numeral, Area.name).order_by(Area.position))
    assert [tuple(row) for row in found] == [("I", "Thể chế"), ("II", "Tài chính công")]


async def test_an_amendment_without_areas_may_add_a_task(any_town: Town) -> None:
    await _imported(any_town)
    amending = "Sửa đổi, bổ sung Kế hoạch năm 2026\n" + HEAD + "1,Công khai dự toán,Văn phòng,30/11/2026\n"
    amending += "2,Triển khai ký số,Văn phòng,Quý III\n"
    for _ in range(2):
        answers = answered(year=2026).with_answer(Ask.PLAN, "amend:1")
        await any_town.imports(FileKind.PLAN, "sua-doi.csv", amending.encode(), year=2026, answers=answers)
    async with any_town.db() as db:
        found = await db.execute(
            select(Task.title, Area.name).join(Area, Area.id == Task.area_id).order_by(Task.number)
        )
    assert [tuple(row) for row in found][-2:] == [
        ("Công khai dự toán", "Nhiệm vụ riêng – II. Tài chính công"),
        ("Triển khai ký số", ""),
    ]
