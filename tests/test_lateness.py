"""A dossier is late from the day after its due day, the one in force when it was finished."""

from datetime import date

from storage.dossiers.lateness import late_dossiers
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import DossierState, Role
from storage.people.units import subtree
from tests.chat import Town

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
FILE = """Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Gia hạn đến,Trạng thái
ON-THE-DAY,05/05/2026,12/05/2026,12/05/2026,,Đã trả kết quả
A-DAY-LATER,05/05/2026,12/05/2026,13/05/2026,,Đã trả kết quả
EXTENDED-ON-THE-DAY,05/05/2026,12/05/2026,19/05/2026,19/05/2026,Đã trả kết quả
EXTENDED-A-DAY-LATER,05/05/2026,12/05/2026,20/05/2026,19/05/2026,Đã trả kết quả
""".encode()


async def test_a_dossier_finished_on_its_due_day_is_in_time_and_a_day_later_it_is_late(any_town: Town) -> None:
    await any_town.imports(FileKind.DOSSIERS, "ho-so.csv", FILE)
    async with any_town.db() as db:
        units = await subtree(db, [any_town.unit_id])
        found = await late_dossiers(db, sorted(units), MAY, date(2026, 6, 30), 50)
    assert {dossier.code for dossier in found} == {"A-DAY-LATER", "EXTENDED-A-DAY-LATER"}


STATES = """Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày hoàn thành,Ngày trả,Trạng thái,Thư xin lỗi
HANDED-OVER-IN-JUNE,05/05/2026,12/05/2026,20/05/2026,03/06/2026,Đã trả kết quả,12/TB ngày 02/06/2026
STILL-OPEN-IN-MAY,05/05/2026,12/05/2026,08/06/2026,08/06/2026,Đã trả kết quả,
LETTER-IN-MAY,05/05/2026,12/05/2026,,,Đang xử lý,11/TB ngày 20/05/2026
""".encode()


async def test_a_list_of_a_past_period_shows_each_dossier_as_it_stood_then(any_town: Town) -> None:
    await any_town.imports(FileKind.DOSSIERS, "ho-so.csv", STATES)
    director = await any_town.member(Role.DIRECTOR)
    await director.forges("late:20260501-20260531:0")
    shown = {lines.split(" ")[0]: lines for lines in director.hears.split("\n• ")[1:]}
    assert "xong 20/05/2026" in shown["HANDED-OVER-IN-JUNE"]
    assert "chưa có thư xin lỗi" in shown["HANDED-OVER-IN-JUNE"]
    assert "chưa trả" in shown["STILL-OPEN-IN-MAY"]
    assert "đã gửi thư xin lỗi" in shown["LETTER-IN-MAY"]
    async with any_town.db() as db:
        units = sorted(await subtree(db, [any_town.unit_id]))
        may = await late_dossiers(db, units, MAY, date(2026, 6, 30), 50)
        now = await late_dossiers(db, units, Period(MAY.first, date(2026, 6, 30)), date(2026, 6, 30), 50)
    assert {one.code: one.state for one in may}["HANDED-OVER-IN-JUNE"] is DossierState.FINISHED
    assert {one.code: one.returned_on for one in now}["HANDED-OVER-IN-JUNE"] == date(2026, 6, 3)
