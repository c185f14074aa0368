"""What is shown of a file before anything is written: the same in the chat and on the command line."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from handlers.office.import_preview import whole_list
from handlers.words.catalogue import Words
from storage.imports.outcome import Line, Outcome, Section
from storage.messages.files import StoredFile
from storage.models import Role
from tests.chat import Person, Town
from tests.command_line import cchc, command_line
from tests.files import csv_file

__all__ = ["command_line"]

HEAD = ["TT", "Nhiệm vụ", "Thời hạn"]
DEADLINES = (
    *("28/2/2026", "Quý III", "Năm 2026", "15/6 và 15/12", "hằng quý, trước ngày 20", "Thường xuyên"),
    *("Khi có yêu cầu", "30 ngày", ""),
)
SHOWN = (
    "Có ngày hoặc tháng: 3 nhiệm vụ, từ 28/02/2026 đến 15/12/2026",
    "Cả năm: 1 nhiệm vụ, đến 31/12/2026",
    "Trong đó có nhiều kỳ trong năm: 2 nhiệm vụ, từ 20/03/2026 đến 20/12/2026",
    "Thường xuyên: 2 nhiệm vụ",
    "Khi phát sinh, theo việc khác: 1 nhiệm vụ",
    "Chưa rõ: 1 nhiệm vụ",
    "Không ghi thời hạn: 1 nhiệm vụ",
    "Tệp có 11 dòng: 9 dòng số liệu, 2 dòng tiêu đề và dòng khác",
)


def plan(*deadlines: str) -> bytes:
    rows = [[number, f"Việc thứ {number} của kế hoạch", text] for number, text in enumerate(deadlines, 1)]
    return csv_file([["Kế hoạch cải cách hành chính năm 2026"], HEAD, *rows])


async def test_the_first_screen_has_deadlines_by_kind_and_every_line_of_the_file(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("ke-hoach.csv", plan(*DEADLINES))
    for line in SHOWN:
        assert line in officer.hears
    assert "Chưa đọc" not in officer.hears  # nothing was left away
    assert len(officer.hears) < 1300


def test_the_command_line_shows_the_same(command_line: None, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.csv"
    path.write_bytes(plan(*DEADLINES))
    told = cchc("import", "plan", str(path), "--dry-run").output
    for line in SHOWN:
        assert line in told


async def test_a_long_preview_keeps_its_short_sections_whole_on_the_first_screen(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    texts = [f"theo thông báo riêng số {number} của cấp trên về việc sắp xếp" for number in range(40)]
    await officer.sends_file("ke-hoach.csv", plan(*texts, *DEADLINES))
    assert "Có ngày hoặc tháng: 3 nhiệm vụ" in officer.hears
    assert "Tệp có 51 dòng" in officer.hears


@pytest.mark.parametrize("count", [1, 5])
async def test_a_file_that_changes_nothing_still_says_how_many_lines_it_has(town: Town, count: int) -> None:
    officer = await town.member(Role.OFFICER)
    for _ in range(2):
        await officer.sends_file("ke-hoach.csv", plan(*DEADLINES[:count]))
        assert f"Tệp có {count + 2} dòng: {count} dòng số liệu" in officer.hears
        if "✅ Nhập" in "".join(officer.last.labels):
            await officer.taps("✅ Nhập")
    assert "không cần nhập" in "".join(message.text for message in town.inboxes[officer.channel, officer.address])


def dossiers(good: int, bad: int) -> bytes:
    rows = [[f"H-{number}", "05/01/2026", "20/01/2026"] for number in range(good)]
    rows += [[f"X-{number}", "hôm kia", "20/01/2026"] for number in range(bad)]
    return csv_file([["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả"], *rows])


@pytest.mark.parametrize(("good", "first"), [(2, "✅ Nhập"), (0, "📎")])
async def test_thousands_of_rows_that_need_a_look_are_a_few_pages_and_a_file(town: Town, good: int, first: str) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("ho-so.csv", dossiers(good, 3000))
    preview = officer.last
    assert "3.000 điểm cần xem lại" in officer.hears
    assert preview.labels[0].startswith(first)
    lines = (await _list_of(officer)).content.decode("utf-8-sig").splitlines()
    assert len([line for line in lines if "hôm kia" in line]) == 3000
    if good:
        await officer.taps("Xem từng dòng", preview)
        pages = 1
        while "Trang sau ▶" in officer.last.labels:
            assert "có trong tệp danh sách" not in officer.hears
            await officer.taps("Trang sau")
            pages += 1
        assert pages < 30
        assert "… và 2.800 dòng khác, có trong tệp danh sách" in officer.hears


async def _list_of(officer: Person) -> StoredFile:
    await officer.taps("Tải danh sách đầy đủ")
    return await officer.newest_file()


def test_nothing_of_a_file_is_worked_out_by_the_spreadsheet_that_opens_the_list() -> None:
    codes = ("=CMD|'/C CALC'!A0", "+1", "@SUM(1)", "-1", "H-1")
    outcome = Outcome(
        "dossiers", sections=[Section("taken_back", [Line("taken_back", {"code": code}) for code in codes])]
    )
    rows = csv.reader(whole_list(Words("vi"), outcome).decode("utf-8-sig").splitlines())
    assert [row[1] for row in rows] == [*(f"'{code}" for code in codes[:-1]), "H-1"]


async def test_a_short_preview_needs_no_list(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("ho-so.csv", dossiers(2, 200))
    assert not any("danh sách" in label for label in officer.last.labels)


async def test_the_list_is_its_officer_s_alone(town: Town) -> None:
    officer, other = await town.member(Role.OFFICER), await town.member(Role.OFFICER)
    await officer.sends_file("ho-so.csv", dossiers(1, 300))
    action = officer.last.action("Tải danh sách")
    await other.forges(action)
    assert not [message for message in other.inbox if "file_id" in message.payload]


async def test_a_long_preview_shows_a_line_of_each_part_and_no_empty_one(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    titles = {number: f"Rà soát nhóm quy chế thứ {number} và đề xuất sửa đổi nội dung" for number in range(1, 30)}
    tasks = [[title, number, "30/9/2026"] for number, title in titles.items()]
    head = [["SỐ: 12/KH-ST"], ["KẾ HOẠCH NĂM 2026"], ["Nhiệm vụ", "TT", "Thời hạn"]]
    await officer.sends_file("mot.csv", csv_file([*head, *tasks]))
    await officer.taps("✅ Nhập")
    changed = [
        [title, number + (number > 9), "15 ngày" if number < 9 else "30/10/2026"]
        for number, title in titles.items()
        if number > 4
    ]
    new = [[f"Mở chuyên mục hỏi đáp về lĩnh vực thứ {number}", 50 + number, "Quý IV"] for number in range(4)]
    await officer.sends_file("hai.csv", csv_file([*head, *changed, *new]))
    lines = officer.hears.splitlines()
    body = lines[lines.index("") : -1]
    assert not any(line.endswith(":") and not after.startswith("•") for line, after in pairwise(body))
    assert "• Bản thứ 2 của 12/KH-ST" in lines
    for part in ("🆕", "🔁", "↕️", "🗑", "⚠️"):
        assert any(line.startswith(part) for line in lines), officer.hears
    assert len(officer.hears) <= 1200


async def test_units_are_told_as_made_when_they_are(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    head = ["Nhiệm vụ", "Chủ trì", "Thời hạn"]
    file = csv_file([["KẾ HOẠCH NĂM 2026"], head, ["Soạn quy chế", "Phòng Lạ", "Quý IV"]])
    await officer.sends_file("mot.csv", file)
    assert "sẽ được thêm: Phòng Lạ" in officer.hears
    await officer.taps("✅ Nhập")
    assert "Đơn vị đã thêm: Phòng Lạ" in officer.hears
