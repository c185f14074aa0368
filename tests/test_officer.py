import io

import docx
import pytest

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Town
from tests.samples import DOSSIERS, FILES, PLAN, TOTALS, furnish


async def test_an_officer_sends_files_sees_what_would_change_and_confirms(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    for kind, text in FILES.items():
        content = f"Kế hoạch năm 2026\n{text}" if kind is FileKind.PLAN else text
        await officer.sends_file(f"{kind}.csv", content.encode())
        assert "Chưa ghi gì" in officer.hears
        await officer.taps("✅ Nhập")
        assert "Đã nhập xong" in officer.hears
    await officer.says("/summary tháng 6/2026")
    assert "nhận 4 · trả 3" in officer.hears


async def test_nothing_is_written_before_the_officer_confirms(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    await officer.says("/summary tháng 6/2026")
    assert "nhận 0" in officer.hears


async def test_an_import_that_is_not_wanted_leaves_nothing(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    preview = await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    await officer.taps("Không nhập")
    await officer.taps("✅ Nhập", preview)
    assert "không còn nữa" in officer.hears


@pytest.mark.parametrize("kind", list(FILES))
async def test_importing_again_updates_and_never_doubles(any_town: Town, kind: FileKind) -> None:
    await furnish(any_town)
    outcome = await any_town.imports(kind, f"{kind}.csv", FILES[kind].encode(), year=2026)
    assert (outcome.new, outcome.changed) == (0, 0)
    assert outcome.same > 0


@pytest.mark.parametrize("kind", list(FILES))
async def test_a_file_that_changes_nothing_offers_nothing_to_do(any_town: Town, kind: FileKind) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    content = f"Kế hoạch năm 2026\n{FILES[kind]}" if kind is FileKind.PLAN else FILES[kind]
    await officer.sends_file(f"{kind}.csv", content.encode())
    assert "0 mới" in officer.hears
    assert "không cần nhập" in officer.hears
    assert officer.last.labels == ["🏠 Màn hình chính"]


async def test_letters_of_apology_alone_are_a_change(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    sent = DOSSIERS.replace("04/06/2026,\n", "04/06/2026,Có\n")
    await officer.sends_file("ho-so.csv", sent.encode())
    assert "1 thay đổi, 4 không đổi" in officer.hears
    await officer.taps("✅ Nhập")
    await officer.sends_file("ho-so.csv", sent.encode())
    assert "không cần nhập" in officer.hears
    # What was issued here is not taken back by a file that knows nothing of it.
    await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    assert "không cần nhập" in officer.hears


async def test_examples_are_numbers_as_one_writes_them(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("kenh.csv", TOTALS.replace("8,10", "1310,1311").encode())
    assert "Kiosk, 01/06/2026–10/06/2026: 1.310/1.311" in officer.hears
    await officer.sends_file("kenh.csv", TOTALS.replace("8,10", "1312,1311").encode())
    assert "hài lòng 1.312 nhiều hơn tổng số 1.311" in officer.hears


async def test_a_changed_return_date_moves_the_figures(any_town: Town) -> None:
    await furnish(any_town)
    changed = DOSSIERS.replace("10/06/2026,,", "10/06/2026,09/06/2026,")
    outcome = await any_town.imports(FileKind.DOSSIERS, "ho-so.csv", changed.encode())
    assert (outcome.changed, outcome.same) == (1, 4)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/summary tháng 6/2026")
    assert "nhận 4 · trả 4" in officer.hears
    assert "Trễ hạn: 1 (25%)" in officer.hears


async def test_a_task_that_left_the_plan_keeps_its_reports_but_is_gone(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("4 xong")
    shorter = "".join(line for line in PLAN.splitlines(keepends=True) if ",4," not in line)
    outcome = await town.imports(FileKind.PLAN, "ke-hoach.csv", shorter.encode(), year=2026)
    assert outcome.removed == 1
    await officer.says("/tiendo 4")
    assert "không có nhiệm vụ số 4" in officer.hears
    await town.imports(FileKind.PLAN, "ke-hoach.csv", PLAN.encode(), year=2026)
    await officer.says("/tiendo 4")
    assert "✅ Xong" in officer.hears


async def test_next_year_s_plan_is_another_plan(town: Town) -> None:
    await furnish(town)
    outcome = await town.imports(FileKind.PLAN, "ke-hoach.csv", PLAN.replace("2026", "2027").encode(), year=2027)
    assert outcome.new == 5
    officer = await town.member(Role.OFFICER)
    await officer.says("4 xong")
    await officer.says("/summary năm 2026")
    assert "II. Thủ tục: 1/3 xong" in (await officer.taps("Theo nội dung")).text
    town.passes(days=365)
    await officer.says("/summary năm 2027")
    assert "II. Thủ tục: 0/3 xong" in (await officer.taps("Theo nội dung")).text


async def test_bad_rows_are_named_and_the_good_ones_are_offered(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    broken = DOSSIERS.replace("03/06/2026,30/06/2026", "31/02/2026,30/06/2026")
    await officer.sends_file("ho-so.csv", broken.encode())
    assert "Dòng 5:" in officer.hears
    assert "Tiếp nhận: “31/02/2026” không phải ngày" in officer.hears
    await officer.taps("✅ Nhập 4 dòng")
    assert "4 mới" in officer.hears


async def test_totals_of_one_channel_that_overlap_are_refused(town: Town) -> None:
    await furnish(town)
    again = TOTALS.replace("01/06/2026,10/06/2026", "05/06/2026,20/06/2026")
    outcome = await town.imports(FileKind.TOTALS, "kenh.csv", again.encode())
    assert [problem.key for problem in outcome.problems] == ["total.overlap"]


async def test_a_plan_of_word_is_read_with_its_merged_areas(town: Town) -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026")
    table = document.add_table(rows=4, cols=4)
    for cell, text in zip(
        table.rows[0].cells, ("Nhiệm vụ chung", "Nhiệm vụ cụ thể", "Sản phẩm", "Thời gian thực hiện"), strict=True
    ):
        cell.text = text
    for row, text in zip(table.rows[1:], ("1. Một", "2. Hai", "3. Ba"), strict=True):
        row.cells[1].text, row.cells[3].text = text, "Quý II"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "I. Chung"
    table.cell(3, 0).text = "II. Riêng"
    content = io.BytesIO()
    document.save(content)
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("ke-hoach.docx", content.getvalue())
    assert "Kế hoạch năm 2026: 3 mới" in officer.hears
    assert "I. Chung: 2" in officer.hears


async def test_the_officer_invites_and_the_link_works_once(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/moi")
    await officer.taps("Cán bộ")
    await officer.taps("Sở Thử")
    code = officer.hears.split("/start ")[1].split()[0]
    staff = any_town.person()
    await staff.says(f"/start {code.lower()}")
    assert any("vai trò cán bộ tại Sở Thử" in message.text for message in staff.inbox)
    late_comer = any_town.person()
    await late_comer.says(f"/start {code}")
    assert "đã được dùng" in late_comer.hears


async def test_the_officer_gives_a_task_to_a_unit(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("/tiendo 5")
    await officer.taps("Giao đơn vị")
    await officer.taps("Văn phòng")
    assert "Chủ trì: Văn phòng" in officer.hears
    await town.imports(FileKind.PLAN, "ke-hoach.csv", PLAN.encode(), year=2026)
    await officer.says("/tiendo 5")
    assert "Chủ trì: Văn phòng" in officer.hears
