"""Figures beside those of the period before and of a year ago; units, fields and procedures side by side."""

from datetime import UTC, date, datetime

import pytest

from handlers.figures.comparing import change, comparable, compared_with
from handlers.figures.gathering import collect_figures
from storage.figures.compared import Share, counts_of
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import subtree
from tests.cases import writes
from tests.chat import Person, Town
from tests.samples import PLAN, furnish, receives

TODAY = date(2026, 11, 24)


def _days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("period", "others"),
    [
        (Period.of_months(2026, 7, 9), [Period.of_months(2026, 4, 6), Period.of_months(2025, 7, 9)]),
        (Period.of_months(2026, 8, 8), [Period.of_months(2026, 7, 7), Period.of_months(2025, 8, 8)]),
        (Period.of_months(2025, 1, 12), [Period.of_months(2024, 1, 12)]),
        # What runs is compared with as much of the others.
        (Period.of_months(2026, 1, 12), [_days("2025-01-01", "2025-11-24")]),
        (_days("2026-01-01", "2026-11-24"), [_days("2025-01-01", "2025-11-24")]),
        (Period.of_months(2026, 10, 12), [_days("2026-07-01", "2026-08-24"), _days("2025-10-01", "2025-11-24")]),
        (Period.of_months(2026, 11, 11), [_days("2026-10-01", "2026-10-24"), _days("2025-11-01", "2025-11-24")]),
        (_days("2026-11-23", "2026-11-29"), [_days("2026-11-16", "2026-11-17"), _days("2025-11-23", "2025-11-24")]),
        (Period.of_months(2027, 1, 12), []),
    ],
)
def test_a_period_is_compared_with_the_one_before_and_a_year_ago(period: Period, others: list[Period]) -> None:
    assert compared_with(period, TODAY) == others


def test_a_month_s_end_is_compared_with_a_month_s_end() -> None:
    march = Period.of_months(2026, 3, 3)
    assert comparable(march, march.previous(), date(2026, 3, 30)) == Period.of_months(2026, 2, 2)


@pytest.mark.parametrize(
    ("now", "before", "changed"),
    [
        (5, 3, "2"),
        (3, 5, "-2"),
        (0, 0, "0"),
        (5, None, None),
        (Share(1, 3), Share(1, 4), "8.33"),
        (Share(1, 2), Share(0, 0), None),
        (Share(0, 0), Share(1, 2), None),
    ],
)
def test_a_change_is_told_only_where_both_are_known(
    now: int | Share, before: int | Share | None, changed: str | None
) -> None:
    found = change(now, before)
    assert (None if found is None else str(found or 0)) == changed


def _heard(person: Person) -> str:
    """A change is one word, however narrow the phone."""
    assert "▲ " not in person.hears
    return person.hears.replace("\N{NO-BREAK SPACE}", " ")


async def _two_quarters(town: Town) -> Person:
    """Q1: two received, one of them late. Q2: three, none late. A year before Q2: one."""
    await receives(town, "A-1,,05/01/2026,10/01/2026,09/01/2026", "A-2,,05/01/2026,10/01/2026,12/01/2026")
    await receives(town, *(f"B-{n},,05/04/2026,10/04/2026,09/04/2026" for n in range(3)))
    await receives(town, "C-1,,06/05/2025,20/05/2025,19/05/2025")
    town.now = datetime(2026, 7, 2, 5, tzinfo=UTC)
    return await town.member(Role.DIRECTOR)


async def test_each_figure_stands_beside_those_of_the_period_before_and_a_year_ago(any_town: Town) -> None:
    director = await _two_quarters(any_town)
    await director.says("/summary quý 2")
    assert "▲▼ so với: ① quý I/2026 · ② quý II/2025" in director.hears
    assert "① nhận ▲ 1 · trả ▲ 1 · trễ hạn ▼ 50 điểm %" in _heard(director)
    assert "② nhận ▲ 2 · trả ▲ 2 · trễ hạn =" in _heard(director)
    await director.says("/summary quý 1")
    assert "①" not in director.hears, "of the quarter before nothing is known"


async def test_an_outside_total_that_only_overlaps_makes_the_ratings_incomparable(town: Town) -> None:
    director = await _two_quarters(town)
    head = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\n"
    rows = "Phiếu,01/04/2026,30/06/2026,8,10\nPhiếu,01/01/2026,31/03/2026,5,10\n"
    await town.imports(FileKind.TOTALS, "phieu.csv", (head + rows).encode())
    await director.says("/summary quý 2")
    assert "① hài lòng ▲ 30 điểm %" in _heard(director)
    await town.imports(FileKind.TOTALS, "cong.csv", f"{head}Kiosk,01/03/2026,30/04/2026,1,1\n".encode())
    await director.says("/summary quý 2")
    assert "hài lòng ▲" not in director.hears
    await director.says("quý 2 so với quý 1")
    assert "🙂 Hài lòng\nChưa so sánh được: có số liệu của kênh ngoài chỉ trùng một phần kỳ." in director.hears
    await director.says("theo đơn vị quý 2 so với quý 1")
    assert "hài lòng 80%" in director.hears
    assert "hài lòng 80% (" not in director.hears


async def test_any_two_periods_stand_side_by_side(town: Town) -> None:
    director = await _two_quarters(town)
    await director.says("quý 2 so với quý 1")
    assert "⚖️ Quý II/2026 so với quý I/2026" in director.hears
    assert "• nhận: 3 ← 2 (▲ 1)" in _heard(director)
    assert "• trễ hạn: 0/3 = 0% ← 1/2 = 50% (▼ 50 điểm %)" in _heard(director)
    await director.taps("So với quý II/2025")
    assert "• nhận: 3 ← 1 (▲ 2)" in _heard(director)
    await director.taps("Quý II/2025")
    assert "📊 Quý II/2025" in director.hears


async def test_units_stand_side_by_side_and_each_opens_its_own_figures(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary năm 2026")
    await director.taps("Theo đơn vị")
    assert "1. Văn phòng\n   0/2 việc xong · 🔴 1 quá hạn" in director.hears
    assert "Sở Thử (trực tiếp)\n   0/1 việc xong · hồ sơ 5 · trễ 3 · hài lòng 84,62%" in director.hears
    await director.taps("Phòng Nghiệp vụ")
    assert "📊 Năm 2026\nPhòng Nghiệp vụ" in director.hears
    assert "Nhiệm vụ năm 2026: 2" in director.hears
    await director.taps("Quý này")
    assert "📊 Quý II/2026\nPhòng Nghiệp vụ" in director.hears
    await director.taps("Toàn đơn vị")
    assert "📊 Quý II/2026\nSở Thử" in director.hears


async def test_the_league_adds_up_to_the_whole(town: Town) -> None:
    await furnish(town)
    await town.unit("Tổ Một", await town.named("Phòng Nghiệp vụ"))
    director = await town.member(Role.DIRECTOR)
    await director.says("theo đơn vị năm 2026")
    counts = [int(line.split("/")[1].split()[0]) for line in director.hears.split("\n") if "việc xong" in line]
    assert sum(counts) == 5


async def test_a_head_s_league_and_figures_end_at_the_own_units(town: Town) -> None:
    await furnish(town)
    office, room = await town.named("Văn phòng"), await town.named("Phòng Nghiệp vụ")
    head = await town.member(Role.DIRECTOR, office)
    stale = (await head.forges("task:x")).text
    for action in ("summary:20260101-20261231", "league:20260101-20261231:0", "channels:20260101-20261231"):
        assert (await head.forges(f"{action}:{room}")).text == stale
    assert (await head.forges(f"compare:20260101-20261231:20250101-20251231:{room}")).text == stale
    assert (await head.forges(f"late:20260101-20261231:0:{room}")).text == stale
    await head.says("năm 2026 phòng nghiệp vụ")
    assert "Phòng Nghiệp vụ" not in head.hears


async def test_dossiers_are_counted_by_field_and_by_procedure(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("theo lĩnh vực năm 2026")
    assert "• Văn hóa\n   nhận 3 · trễ 2 (66,67%)\n• Du lịch\n   nhận 2 · trễ 1 (50%)" in director.hears
    await director.taps("Theo thủ tục")
    assert "📑 Theo thủ tục – Năm 2026" in director.hears
    await director.says("lĩnh vực du lịch tháng 6")
    assert "🗂 Du lịch – Tháng 6/2026\nSở Thử, tính đến ngày 15/06/2026\n\n" in director.hears
    assert "• Cấp thẻ hướng dẫn viên\n   nhận 2 · trễ 1 (50%)" in director.hears
    await director.says("thủ tục xác nhận hội diễn tháng 5")
    assert "📑 Xác nhận hội diễn – Tháng 5/2026\nSở Thử\n\n• Xác nhận hội diễn\n   nhận 1 · trễ 0" in director.hears


async def test_fields_procedures_and_units_stand_beside_their_own_figures_of_another_period(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("theo lĩnh vực tháng 6 so với tháng 5")
    assert "🗂 Theo lĩnh vực – Tháng 6/2026\nSở Thử, tính đến ngày 15/06/2026\n▲▼ so với: tháng 5/2026" in director.hears
    assert "• Văn hóa\n   nhận 2 (▲ 1) · trễ 1 (▲ 1)" in _heard(director)
    await director.taps("Văn hóa")
    assert "🗂 Văn hóa – Tháng 6/2026" in director.hears
    assert "• Xác nhận hội diễn\n   nhận 2 (▲ 1)" in _heard(director)
    await director.taps("Theo lĩnh vực")
    await director.taps("Theo thủ tục")
    assert "• Cấp thẻ hướng dẫn viên\n   nhận 2 (▲ 2) · trễ 1 (▲ 1)" in _heard(director)
    await director.says("thủ tục xác nhận hội diễn tháng 6 so với cùng kỳ")
    assert "Tháng 6/2025: không có số liệu để so sánh." in director.hears
    await director.taps("So với 01/05–15/05/2026")
    assert "📑 Xác nhận hội diễn – Tháng 6/2026" in director.hears
    await director.says("theo đơn vị tháng 6 so với tháng 5")
    assert "hồ sơ 4 (▲ 3) · trễ 2 (▲ 2)" in _heard(director)
    await director.taps("Về tổng hợp")
    assert "📊 Tháng 6/2026\nSở Thử" in director.hears


async def test_near_names_of_units_are_asked_about(town: Town) -> None:
    await furnish(town)
    for name in ("Phòng Tổ chức", "Phòng Tổ chức Hành chính"):
        await town.unit(name)
    director = await town.member(Role.DIRECTOR)
    await director.says("quý 1 phòng tổ chức")
    assert "Phòng Tổ chức\n" in director.hears, "the exact name is meant"
    await director.says("quý 1 tổ chức")
    assert [label for label in director.last.labels if "Tổ chức" in label] == [
        "Quý I/2026 · Phòng Tổ chức",
        "Quý I/2026 · Phòng Tổ chức Hành chính",
    ]
    await director.taps("Hành chính")
    assert "📊 Quý I/2026\nPhòng Tổ chức Hành chính" in director.hears


async def test_a_period_that_is_not_understood_swallows_nothing(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("quý 7")
    assert "quá hạn" in (await director.says("nhiệm vụ quá hạn")).text.lower()
    await director.says("20/5")
    assert director.last.labels[0] == "Ngày 20/05/2026"
    await director.says("cảm ơn")
    assert "Tôi chưa rõ kỳ này" not in director.hears


async def test_what_periods_are_compared_by_is_what_their_summaries_say(any_town: Town) -> None:
    """All of them asked for at once: of two years, with totals that only overlap, tasks that come round, cases."""
    await furnish(any_town)
    head, tasks = PLAN.split("\n", 1)
    rounds = 'III. Báo cáo,6,Báo cáo định kỳ,Báo cáo,Văn phòng,"15/6 và 15/9/2026",\n'
    assert (await any_town.imports(FileKind.PLAN, "plan.csv", f"{head}\n{tasks}{rounds}".encode(), year=2026)).new
    staff = await any_town.member(Role.STAFF)
    await staff.says("6 xong")
    await staff.says("3 xong")
    await writes(any_town.person())
    any_town.passes(days=20)
    periods = [
        Period.of_months(2026, 4, 6), Period.of_months(2026, 6, 6), Period.of_months(2025, 4, 6),
        _days("2026-06-03", "2026-06-12"), Period.of_months(2026, 7, 9), Period.of_months(2026, 7, 9),
    ]  # fmt: skip
    async with any_town.db() as db:
        units = await subtree(db, [any_town.unit_id])
        together = await counts_of(db, units, periods, any_town.today)
        for period, counts in zip(periods, together, strict=True):
            assert counts == (await collect_figures(db, units, period, any_town.today)).counts, period
    assert together[0].tasks_done.part
    assert together[0].cases.received
    assert not together[1].whole_ratings
