"""`/kstthc` and the report of KSTTHC: form II.06a from the totals down to the single dossier."""

import io

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest

from storage.models import Role
from tests.chat import Person, Town
from tests.samples import furnish


async def _asked(town: Town, role: Role = Role.OFFICER, words: str = "từ 01/06/2026 đến 15/06/2026") -> Person:
    await furnish(town)
    person = await town.member(role)
    await person.says(f"/kstthc {words}")
    return person


async def test_a_leader_sees_the_form_and_reaches_each_dossier(any_town: Town) -> None:
    """Of the samples: H-5 came in May and ended late in June; H-1 early, H-2 late; H-3 is overdue, H-4 in time."""
    director = await _asked(any_town, Role.DIRECTOR)
    assert "Tiếp nhận (3): 5 = trực tuyến 1 + trực tiếp, bưu chính 3 + kỳ trước 1" in director.hears
    assert "Đã giải quyết (7): 3 = trước hạn 1 + đúng hạn 0 + quá hạn 2" in director.hears
    assert "Đang giải quyết (11): 2 = trong hạn 1 + quá hạn 1" in director.hears
    assert "• Du lịch: 2 / 2 / 0 (0)" in director.hears
    assert "• Văn hóa: 3 / 1 / 2 (1)" in director.hears
    assert not any("Lập báo cáo" in label for label in director.last.labels)
    await director.taps("Văn hóa")
    await director.taps("(13) Quá hạn: 1")
    assert "H-3: Xác nhận hội diễn" in director.hears
    assert "nhận 02/06/2026, hẹn 10/06/2026, chưa xong" in director.hears
    await director.taps("Biểu tổng hợp")
    await director.taps("Biểu tổng hợp")
    await director.taps("Từng ô")
    await director.taps("(10) Quá hạn: 2")
    assert "H-2" in director.hears and "H-5" in director.hears  # noqa: PT018


async def test_units_have_forms_of_their_own_and_rights_are_looked_up_on_each_tap(town: Town) -> None:
    officer = await _asked(town)
    room, other = await town.unit("Phòng Một"), await town.unit("Phòng Hai")
    leader, stranger = await town.member(Role.DIRECTOR, room), await town.member(Role.DIRECTOR, other)
    await officer.forges(f"form06:20260601-20260615:0:{room}")
    assert "Không có hồ sơ nào trong kỳ này" in officer.hears
    await leader.says("/kstthc quý 2 2026")
    assert "Phòng Một" in leader.hears
    for action in (f"form06:20260601-20260615:0:{room}", f"cell:20260601-20260615:late:0::{room}",
                   f"form06_field:20260601-20260615::{room}", "cell:20260601-20260615:late:0:00000000"):  # fmt: skip
        await stranger.forges(action)
        assert "không còn dùng được" in stranger.hears
    staff = await town.member(Role.STAFF)
    await staff.says("/kstthc")
    assert "vai trò khác" in staff.hears
    await officer.says("/kstthc quý 4 2026")
    assert "chưa đến" in officer.hears
    await officer.says("/kstthc quý lạ")
    await officer.taps("Quý này")
    assert "Số liệu từ 15/03/2026 đến hết 14/06/2026" in officer.hears


@pytest.fixture
async def report(town: Town) -> tuple[str, list[list[str]], "openpyxl.Workbook"]:
    officer = await _asked(town)
    await officer.says("/baocao từ 01/06/2026 đến 15/06/2026 kstthc")
    files = [await town.file(message) for message in officer.inbox if "file_id" in message.payload]
    document = docx.Document(io.BytesIO(files[0].content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    [table] = [table for table in document.tables if "(13) Quá hạn" in table.rows[0].cells[-1].text]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return text, rows, openpyxl.load_workbook(io.BytesIO(files[1].content))


def test_the_report_of_kstthc_has_its_own_sections_and_forms(report: tuple[str, list[list[str]], object]) -> None:
    text, rows, book = report
    assert "Kết quả tiếp nhận, giải quyết hồ sơ" in text
    assert "Biểu số II.06a/VPCP/KSTT" in text
    assert "Biểu số II.07b/VPCP/KSTT" in text
    assert "Chưa ghi nguyên nhân: 03 hồ sơ" in text
    assert "Văn hóa: 01 hồ sơ giải quyết quá hạn, 01 hồ sơ đang giải quyết đã quá hạn" in text
    assert "05 hồ sơ: 01 trực tuyến, 03 trực tiếp và qua bưu chính, 01 từ kỳ trước chuyển sang. Trong đó:" in text
    assert "Đã giải quyết 03 hồ sơ: 01 trước hạn, 02 quá hạn; tỷ lệ" in text, "what is not there is not named"
    assert "nhiệm vụ" not in text.lower()
    for row in rows[1:]:
        received, online, other, earlier, resolved, before, on_time, late, in_hand, in_time, overdue = map(int, row[2:])
        assert received == online + other + earlier == resolved + in_hand
        assert resolved == before + on_time + late
        assert in_hand == in_time + overdue
    assert [row[1] for row in rows[1:]] == ["Du lịch", "Văn hóa", "Tổng số"]
    sheet = book["II.06a theo lĩnh vực"]  # type: ignore[index]
    assert [cell.value for cell in sheet[sheet.max_row]] == ["Tổng số", 5, 1, 3, 1, 3, 1, 0, 2, 2, 1, 1]
    assert {"II.07b", "Nguyên nhân quá hạn"} <= set(book.sheetnames)  # type: ignore[attr-defined]


async def test_a_report_stands_beside_the_period_before_and_the_targets(town: Town) -> None:
    """Late May had one dossier, June four; nothing is said of the year before, which has no data."""
    officer = await _asked(town)
    await officer.says("/baocao từ 01/06/2026 đến 15/06/2026")
    [first, *_] = [await town.file(message) for message in officer.inbox if "file_id" in message.payload]
    document = docx.Document(io.BytesIO(first.content))
    [table] = [table for table in document.tables if table.rows[0].cells[0].text == "Nội dung"]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    days = ["Kỳ này\n01/06/2026 – 15/06/2026", "Kỳ trước\n17/05/2026 – 31/05/2026"]
    assert rows["Nội dung"] == [*days, "Tăng, giảm", "Chỉ tiêu"]
    assert any(paragraph.text.endswith(". So sánh với kỳ trước") for paragraph in document.paragraphs)
    assert rows["Hồ sơ tiếp nhận"] == ["4", "1", "+300%", "–"]
    assert rows["Tỷ lệ hồ sơ trễ hạn"][-2:] == ["+50 điểm %", "–"]
