"""Rules with days: what is shipped, what the officer sets, and that periods follow the rules of their own days."""

import re
from datetime import date
from pathlib import Path

import pytest

from storage.ground.days.calendars import Calendars, Regime
from storage.ground.days.periods import Period
from storage.ground.days.working_time import WorkingTime
from storage.models import Role
from storage.rules.rules import RuleName, Rules, load_rules, shipped
from tests.chat import Town
from tests.rules_page import PAGE, table
from tests.samples import furnish

ROOT = Path(__file__).parent.parent


async def test_the_officer_sets_a_target_with_its_days_and_takes_it_back(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await furnish(any_town)
    await officer.says("/quydinh")
    assert "Tỷ lệ hài lòng: 90%" in officer.hears
    assert "Trả lời: 15 ngày làm việc" in officer.hears
    await officer.taps("Chỉ tiêu")
    assert "Nghị quyết 76/NQ-CP" in officer.hears
    await officer.taps("Tỷ lệ hài lòng")
    assert "85% đến 31/12/2024" in officer.hears
    assert "95% từ 01/01/2030" in officer.hears
    await officer.taps("Đặt mức mới")
    assert "95% từ 01/01/2027" in officer.hears
    await officer.says("80 từ 01/01/2026 đến hết 31/12/2026; Kế hoạch số 1/KH-ST")
    assert "80% từ 01/01/2026 đến 31/12/2026 (đơn vị đặt)\n  Nguồn: Kế hoạch số 1/KH-ST" in officer.hears
    rule = officer.last
    await officer.says("/summary từ 01/06/2026 đến 10/06/2026")
    assert "8/10 = 80% (đạt 80%)" in officer.hears
    await officer.taps("Bỏ: 80%", rule)
    assert "đã bỏ" in officer.hears.lower()
    await officer.says("/summary từ 01/06/2026 đến 10/06/2026")
    assert "8/10 = 80% (chưa đạt 90%)" in officer.hears


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("95%", "ngày áp dụng"),
        ("95% từ 01/01/2027", "thiếu nguồn"),
        ("95,5% từ 01/01/2027; Quyết định", "số nguyên từ 0 đến 100"),
        ("101 từ 01/01/2027; Quyết định", "số nguyên từ 0 đến 100"),
        ("95% từ 31/02/2027; Quyết định", "Ngày chưa đúng"),
        ("95% từ 02/01/2027 đến 01/01/2027; Quyết định", "Ngày chưa đúng"),
    ],
)
async def test_a_rule_that_cannot_be_read_is_not_stored(town: Town, line: str, answer: str) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.forges("rule_set:satisfaction")
    await officer.says(line)
    assert answer in officer.hears
    async with town.db() as db:
        assert [one for one in (await load_rules(db)).held if one.id] == []


async def test_a_saturday_worked_counts_as_soon_as_it_is_set(any_town: Town) -> None:
    """Feedback that came on Monday 15/06 is due five working days on; a Saturday among them moves the day."""
    officer = await any_town.member(Role.OFFICER)
    await officer.forges("rule_set:day_worked")
    await officer.says("20/06/2026; Thông báo số 5/TB")
    assert "20/06/2026 (đơn vị đặt)" in officer.hears
    await officer.forges("rule_set:day_off")
    await officer.says("từ 17/06/2026 đến 18/06/2026; Công văn số 6")
    assert "17/06/2026 – 18/06/2026" in officer.hears
    await officer.says("/quydinh")
    assert "Ngày nghỉ phải đi làm: 1 ngày từ nay về sau" in officer.hears
    async with any_town.db() as db:
        time = (await load_rules(db)).working_time(WorkingTime())
    assert time.add_working_days(date(2026, 6, 15), 3) == date(2026, 6, 20)
    assert time.working_days(date(2026, 6, 15), date(2026, 6, 22)) == 4


async def test_only_the_officer_of_the_topmost_unit_sets_rules(town: Town) -> None:
    room = await town.unit("Phòng Một")
    for role, unit in ((Role.STAFF, None), (Role.DIRECTOR, None), (Role.OFFICER, room)):
        person = await town.member(role, unit)
        await person.says("/quydinh")
        await person.taps("Chỉ tiêu")
        await person.taps("Tỷ lệ hài lòng")
        assert not any("Đặt" in label or "Bỏ" in label for label in person.last.labels)
        for action in ("rule_set:satisfaction", "rule_undo:1"):
            await person.forges(action)
            assert "vai trò khác" in person.hears or "đơn vị cao nhất" in person.hears
    citizen = town.person()
    await citizen.says("/quydinh")
    assert "90%" not in citizen.hears


def test_what_is_shipped_knows_a_target_for_every_day_and_names_for_each_time() -> None:
    rules = Rules(shipped())
    for year in range(2000, 2101):
        for on in (date(year, 1, 1), date(year, 12, 31)):
            assert rules.always(RuleName.SATISFACTION, on)
            assert rules.always(RuleName.PARTICIPATION, on)
    assert [rules.number(RuleName.SATISFACTION, date(year, 6, 1)) for year in (2019, 2026, 2031)] == [85, 90, 95]
    assert rules.words(RuleName.SERVICES, date(2019, 6, 1)) == "mức độ 3 trở lên"
    assert rules.words(RuleName.SERVICES, date(2026, 6, 1)) == "toàn trình và một phần"
    assert all(one.source for one in rules.held)


def test_a_calendar_may_change_and_periods_before_keep_theirs() -> None:
    calendars = Calendars(dated=((Regime.KSTTHC, date(2027, 1, 1), None, 20),))
    quarter = Period.of_months(2026, 1, 3)
    assert calendars.days_of(quarter, Regime.KSTTHC) == Period(date(2025, 12, 15), date(2026, 3, 14))
    quarter = Period.of_months(2027, 4, 6)
    assert calendars.days_of(quarter, Regime.KSTTHC) == Period(date(2027, 3, 20), date(2027, 6, 19))


def test_the_page_shows_what_is_shipped() -> None:
    assert table() in PAGE.read_text("utf-8"), "make rules"


def test_no_target_and_no_name_of_a_service_stands_in_code_or_sentences() -> None:
    """Files of lists name levels as they please: what reads them (imports) knows the old words."""
    forbidden = re.compile(
        r"mức độ [34]|toàn trình|chỉ tiêu \d+ ?%|(?:SATISFACTION|PARTICIPATION)_TARGET", re.IGNORECASE
    )
    paths = [*(ROOT / "handlers").rglob("*.py"), *(ROOT / "storage").rglob("*.py"),
             *(ROOT / "handlers" / "words" / "vi").glob("*.toml")]  # fmt: skip
    found = [path.name for path in paths if "imports" not in path.parts and forbidden.search(path.read_text("utf-8"))]
    assert found == []
