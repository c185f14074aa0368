"""A plan ends with its year; what it asked for and nobody finished does not."""

from datetime import UTC, date, datetime, timedelta

from handlers.report.content import Wanted
from handlers.report.making import make_report
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import subtree
from tests.chat import Person, Town
from tests.office_files import lines, opened

PLAN = """Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn
I. Điều hành,1,Rà soát quy chế,Quyết định,Văn phòng,30/6/2026
I. Điều hành,2,Tổng kết năm,Báo cáo,Văn phòng,Trong năm 2026
I. Điều hành,3,Lập sổ theo dõi,Sổ,Văn phòng,31/12/2026
"""
NEXT_PLAN = PLAN.replace("2026", "2027")


async def _office(town: Town) -> tuple[Person, Person]:
    await town.imports(FileKind.PLAN, "plan.csv", PLAN.encode(), year=2026)
    staff = await town.member(Role.STAFF, await town.named("Văn phòng"))
    director = await town.member(Role.DIRECTOR)
    await staff.says("3 xong Sổ số 1/S-ST ngày 10/6/2026")
    return staff, director


async def _day(town: Town, text: str) -> None:
    town.now = datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=7)
    await town.ticks()


async def test_what_is_due_on_the_last_day_is_chased_in_january(any_town: Town) -> None:
    staff, director = await _office(any_town)
    await _day(any_town, "2026-12-31T08:01")
    staff.inbox.clear()
    director.inbox.clear()
    await _day(any_town, "2027-01-04T08:01")  # the first working day of the year
    assert any("Quá hạn (1)" in message.text for message in staff.inbox), "the other one was told on 31 December"
    assert "2. Tổng kết năm – hạn 31/12/2026" in "\n".join(message.text for message in staff.inbox)
    await any_town.imports(FileKind.PLAN, "plan.csv", NEXT_PLAN.encode(), year=2027)
    await _day(any_town, "2027-01-11T08:02")
    assert any("Nhiệm vụ 2 quá hạn" in message.text for message in director.inbox)
    digest = next(message.text for message in director.inbox if message.text.startswith("🗞"))
    assert "2 nhiệm vụ của kế hoạch năm 2026 chưa xong: số 1, 2" in digest


async def test_the_summary_of_the_new_year_names_what_was_carried_over_until_it_is_done(any_town: Town) -> None:
    staff, director = await _office(any_town)
    any_town.now = datetime(2027, 2, 1, 3, tzinfo=UTC)
    await any_town.imports(FileKind.PLAN, "plan.csv", NEXT_PLAN.encode(), year=2027)
    await director.says("/summary tháng 1 2027")
    assert "• 2 nhiệm vụ của kế hoạch năm 2026 chưa xong: số 1, 2" in director.hears
    await director.says("/nhac")
    assert "quá hạn" in director.hears
    await staff.says("/nhiemvu 2026")
    await staff.taps("1. Rà soát quy chế")
    await staff.taps("✅ Xong")
    await director.says("/summary tháng 1 2027")
    assert "kế hoạch năm 2026 chưa xong: số 1, 2" in director.hears, "as things stood at the end of January"
    await director.says("/summary tháng 2 2027")
    assert "• 1 nhiệm vụ của kế hoạch năm 2026 chưa xong: số 2\n" in director.hears
    await director.says("/summary năm 2026")
    assert "kế hoạch năm 2025" not in director.hears


async def test_the_report_of_the_new_year_has_what_was_carried_over_too(any_town: Town) -> None:
    staff, _ = await _office(any_town)
    any_town.now = datetime(2027, 2, 1, 3, tzinfo=UTC)
    await any_town.imports(FileKind.PLAN, "plan.csv", NEXT_PLAN.encode(), year=2027)
    await staff.says("/nhiemvu 2026")
    await staff.taps("1. Rà soát quy chế")
    await staff.taps("✍️")
    await staff.says("50% Đang lấy ý kiến các phòng")
    async with any_town.db() as db:
        units = frozenset(await subtree(db, [any_town.unit_id]))
    february = Period(date(2027, 2, 1), date(2027, 2, 28))
    made = await make_report(any_town.database, any_town.office, Wanted(units, february, Regime.CCHC), any_town.now)
    text = "\n".join(lines(opened(made.files[0].content)))
    assert "2 nhiệm vụ của kế hoạch năm 2026 chưa hoàn thành, được chuyển sang theo dõi tiếp" in text
    assert "2 nhiệm vụ của kế hoạch năm 2026 chưa hoàn thành (số 1, 2)" in text
    assert "Nhiệm vụ năm 2026 chuyển sang" in text
    assert "Đang lấy ý kiến các phòng" in text
