"""What is shown of a file before anything is written: the same in the chat and on the command line."""

from pathlib import Path

import pytest

from storage.models import Role
from tests.chat import Town
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
    assert "không cần nhập" in "".join(message.text for message in town.inboxes["telegram", officer.address])
