"""A dossier is late from the day after its due day, the one in force when it was finished."""

from datetime import date

from storage.dossiers.lateness import late_dossiers
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
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
