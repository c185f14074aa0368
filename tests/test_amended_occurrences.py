"""A plan that is amended moves the days of what comes round: what was reported done counts for the day that has taken
the place of its own, for no other, and the preview says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.parsed import FileKind
from storage.models import Role
from storage.plan.occurrences import counts_for
from tests.chat import Person, Town

HEAD = "Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn\n"
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def _plan(deadline: str) -> bytes:
    return f'{HEAD}I. Điều hành,1,Báo cáo kết quả,Báo cáo,Văn phòng,"{deadline}"\n'.encode()


async def _reported_in_june(town: Town, deadline: str = "Trước 15/6 và 15/12") -> Person:
    """It is 15 June; the first of its days is done."""
    await town.imports(FileKind.PLAN, "plan.csv", _plan(deadline), year=2026)
    staff = await town.member(Role.STAFF, await town.named("Văn phòng"))
    await staff.says("1 xong")
    return staff


async def _amended(town: Town, deadline: str) -> list[str]:
    """What the preview says of the days that are done."""
    outcome = await town.imports(FileKind.PLAN, "plan.csv", _plan(deadline), year=2026)
    lines = [line for section in outcome.sections for line in section.lines if line.key == "field_done_days"]
    return [f"{line.values['old']} → {line.values['new']}" for line in lines]


@pytest.mark.parametrize(
    ("amended", "said", "state"),
    [
        ("Trước 20/6 và 15/12", ["15/06/2026 → 20/06/2026"], "đã xong 1/2 kỳ"),
        ("Trước 30/9 và 15/12", ["15/06/2026 → —"], "đã xong 0/2 kỳ"),
        ("30/6/2026", ["15/06/2026 → 30/06/2026"], "✅ Xong"),
        ("15/12/2026", ["15/06/2026 → —"], "🔵 Đang làm"),
        ("Thường xuyên", ["15/06/2026 → —"], "🔵 Đang làm"),
        ("Trước 15/6, 15/9 và 15/12", [], "đã xong 1/3 kỳ"),
    ],
)
async def test_a_report_counts_for_the_day_in_the_place_of_its_own(
    any_town: Town, amended: str, said: list[str], state: str
) -> None:
    staff = await _reported_in_june(any_town)
    assert await _amended(any_town, amended) == said
    await staff.says("/nhiemvu 1")
    assert state in staff.hears


async def test_what_was_done_once_is_not_done_for_every_day(any_town: Town) -> None:
    staff = await _reported_in_june(any_town, "30/6/2026")
    assert await _amended(any_town, "Trước 15/6 và 15/12") == ["30/06/2026 → 15/06/2026"]
    await staff.says("/nhiemvu 1")
    assert "đã xong 1/2 kỳ" in staff.hears


async def test_another_day_of_what_is_due_once_needs_no_line(any_town: Town) -> None:
    staff = await _reported_in_june(any_town, "30/6/2026")
    assert await _amended(any_town, "15/7/2026") == []
    await staff.says("/nhiemvu 1")
    assert "✅ Xong" in staff.hears


async def test_the_day_that_remains_may_have_been_done_before_the_one_that_went(any_town: Town) -> None:
    staff = await _reported_in_june(any_town)
    any_town.now = datetime(2026, 12, 10, 2, tzinfo=UTC) + timedelta(hours=1)
    await staff.says("1 50%")
    assert await _amended(any_town, "15/6/2026") == []
    await staff.says("/nhiemvu 1")
    assert "✅ Xong" in staff.hears


@given(st.sets(DAYS, min_size=1), DAYS)
def test_its_own_day_comes_first_then_its_month_then_what_is_near(days: set[date], on: date) -> None:
    found = counts_for(days, on)
    near = {day for day in days if abs((day - on).days) <= 31}
    assert (found is None) == (not near)
    if on in days:
        assert found == on
    elif found is not None and (found.year, found.month) != (on.year, on.month):
        assert not {day for day in near if (day.year, day.month) == (on.year, on.month)}
