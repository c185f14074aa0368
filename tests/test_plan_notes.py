"""Notes of what was done, in the first plan of a running year; a plan's number and day as its file has them."""

from datetime import date

import pytest

from storage.imports.plan.document import PlanDocument, find_document
from storage.models import Role
from tests.chat import Town
from tests.test_plans import FIRST, plan


async def test_notes_of_a_running_year_become_reports_where_the_officer_says_so(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER, name="Trần Văn Thử")
    rows = [
        [*FIRST[0][:5], "Hoàn thành, đã ban hành Kế hoạch số 9/KH-ST ngày 10/02/2026"],
        [*FIRST[1][:5], "Đã kiểm tra 3 phòng"],
        [*FIRST[2][:5], "Phối hợp với Sở Nội vụ"],
        FIRST[3],
    ]
    await officer.sends_file("mot.csv", plan(*rows))
    assert "2 nhiệm vụ trong tệp có ghi chú" in officer.hears
    assert officer.last.labels[:3] == [
        "Giữ làm ghi chú",
        "Nhận làm báo cáo, tính đến 31/05/2026",
        "Nhận làm báo cáo, tính đến 15/06/2026",
    ]
    await officer.says("1/4/2026")
    assert "Chưa rõ đã xong hay chưa, ghi là đang thực hiện, đến 01/04/2026: Đã kiểm tra 3 phòng" in officer.hears
    await officer.taps("✅ Nhập")
    await officer.says("/nhiemvu 1")
    assert "✅" in officer.hears
    await officer.taps("Các lần báo cáo")
    assert "01/04/2026 · Trần Văn Thử · từ ghi chú trong tệp nhập" in officer.hears
    await officer.says("/nhiemvu 3")
    await officer.taps("Các lần báo cáo")
    assert "Chưa có báo cáo nào" in officer.hears


async def test_notes_stay_notes_where_the_officer_says_so(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("mot.csv", plan([*FIRST[0][:5], "Đã ban hành"], *FIRST[1:]))
    await officer.taps("Giữ làm ghi chú")
    await officer.taps("✅ Nhập")
    await officer.says("/nhiemvu 1")
    assert "Ghi chú trong kế hoạch: Đã ban hành" in officer.hears
    await officer.taps("Các lần báo cáo")
    assert "Chưa có báo cáo nào" in officer.hears


DAY = date(2025, 12, 25)
DOCUMENTS = [
    (["Số: 438/KH-SVHTT", "Hà Nội, ngày 25 tháng 12 năm 2025", "KẾ HOẠCH"], PlanDocument("438", "KH-SVHTT", DAY)),
    (["(Ban hành kèm theo Kế hoạch số 438/KH-SVHTT ngày 25/12/2025)"], PlanDocument("438", "KH-SVHTT", DAY)),
    (["Căn cứ Quyết định số 9/QĐ-UBND ngày 01/01/2025", "KẾ HOẠCH NĂM 2026"], PlanDocument()),
    (["TIẾN ĐỘ", "(Kèm theo Báo cáo số 7/BC-STT ngày 09/10/2025)"], PlanDocument(as_of=date(2025, 10, 9))),
    (["KẾ HOẠCH NĂM 2026", "(Tính đến ngày 15/6/2026)"], PlanDocument(as_of=date(2026, 6, 15))),
    (["Số: 438/KH-SVHTT", "Hà Nội, ngày 31 tháng 02 năm 2025"], PlanDocument("438", "KH-SVHTT")),
    ([], PlanDocument()),
]


@pytest.mark.parametrize(("lines", "expected"), DOCUMENTS)
def test_number_and_day_of_a_plan_are_its_own_and_not_what_it_cites(lines: list[str], expected: PlanDocument) -> None:
    assert find_document(lines) == expected
