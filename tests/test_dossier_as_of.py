"""An older export is known by the day its title or its name says, and takes nothing back without being asked."""

from datetime import date

import pytest

from storage.dossiers.dossiers import find_by_code
from storage.imports.dossiers import read_dossiers
from storage.imports.file_day import day_of_file
from storage.imports.parsed import FileKind
from storage.imports.questions import Unanswered
from tests.chat import Town
from tests.files import excel_file

HEAD = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Trạng thái"


@pytest.mark.parametrize(
    ("name", "titles", "day"),
    [
        ("ho-so.xlsx", ["DANH SÁCH HỒ SƠ", "Ngày xuất: 12/05/2026"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["Từ ngày 01/05/2026 đến ngày 12/05/2026"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["(Từ 01/05/2026 - 12/05/2026)"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["Tính đến ngày 12/05/2026"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["Số liệu tính đến hết ngày 12 tháng 5 năm 2026"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["Thành phố Mẫu, ngày 12 tháng 5 năm 2026"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["In lúc 08:30 ngày 12/05/2026", "Kỳ: 01/05/2026 – 11/05/2026"], date(2026, 5, 12)),
        ("ho-so 2026-05-14.xlsx", ["Từ ngày 01/05/2026 đến ngày 12/05/2026"], date(2026, 5, 14)),
        ("ho-so 2026-05-14.xlsx", ["Thời điểm kết xuất: 12/05/2026 07:15"], date(2026, 5, 12)),
        ("ho-so.xlsx", ["Căn cứ Quyết định số 12/QĐ-SM ngày 03/01/2026"], None),
        ("ho-so.xlsx", ["Tháng 5/2026"], None),
    ],
)
def test_the_day_a_file_stands_at_is_read_from_its_title_and_its_name(
    name: str, titles: list[str], day: date | None
) -> None:
    assert day_of_file(name, titles) == day
    row = ["P-1", "02/01/2026", "09/01/2026", "", "Đang xử lý"]
    rows = [*([line] for line in titles), HEAD.split(","), row]
    assert read_dossiers(excel_file(rows), name).dated == day


async def test_an_older_file_is_known_by_its_title_and_no_older_than_what_it_tells_of(town: Town) -> None:
    known = f"{HEAD}\nR-1,05/05/2026,12/05/2026,11/05/2026,Đã trả kết quả"
    await town.imports(FileKind.DOSSIERS, "hs 20.05.2026.csv", known.encode())
    open_row = ["R-1", "05/05/2026", "12/05/2026", "", "Đang xử lý"]
    older = excel_file([["Ngày xuất: 08/05/2026"], HEAD.split(","), open_row])
    with pytest.raises(Unanswered) as asked:
        await town.imports(FileKind.DOSSIERS, "ho-so.xlsx", older)
    assert asked.value.question.values == {"as_of": "08/05/2026", "known": "20/05/2026", "example": "R-1"}
    later = ["R-2", "05/05/2026", "29/05/2026", "22/05/2026", "Đã trả kết quả"]
    newer = excel_file([["Từ ngày 01/05/2026 đến ngày 08/05/2026"], HEAD.split(","), open_row, later])
    await town.imports(FileKind.DOSSIERS, "ho-so.xlsx", newer)
    async with town.db() as db:
        found = await find_by_code(db, "R-1")
    assert found is not None
    assert found.returned_on is None


async def test_a_file_of_codes_that_nobody_knows_makes_no_later_file_an_older_one(town: Town) -> None:
    await town.imports(FileKind.DOSSIERS, "tra.csv", "Mã hồ sơ,Ngày trả\nR-9,20/05/2026".encode())
    open_row = f"{HEAD}\nR-1,05/05/2026,12/05/2026,,Đang xử lý"
    outcome = await town.imports(FileKind.DOSSIERS, "hs 10.05.2026.csv", open_row.encode())
    assert outcome.new == 1
    assert not [line for section in outcome.sections for line in section.lines if line.key == "older"]
