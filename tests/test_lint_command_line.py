"""`cchc lint`: the same checks on the command line, which ends with 1 where errors are left."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.cli import app
from tests.checks import CLEAN, PLAN
from tests.shared import shared_file


def _command_line(plan: bytes, name: str, year: int) -> Result:
    run = CliRunner()
    Path(name).write_bytes(plan)
    imported = run.invoke(app, ["import", "plan", name, "--year", str(year)])
    assert imported.exit_code == 0, imported.output
    return run.invoke(app, ["lint", f"năm {year}"])


def test_the_command_line_ends_with_1_where_errors_are_left() -> None:
    result = _command_line(PLAN.replace("2026", "2024").encode(), "plan.csv", 2024)
    assert result.exit_code == 1
    assert "5 nhiệm vụ: 3 lỗi" in result.output
    assert "❌ Lỗi – Ghi chú của nhiệm vụ 1" in result.output
    assert "Cách sửa: " in result.output


def test_the_command_line_ends_with_0_where_the_plan_is_clean() -> None:
    result = _command_line(CLEAN.replace("2026", "2024").encode(), "plan.csv", 2024)
    assert result.exit_code == 0
    assert "không có lỗi" in result.output


@pytest.mark.parametrize("text", ["hồi đó", "năm 2024"])
def test_the_command_line_says_what_it_lacks(text: str) -> None:
    result = CliRunner().invoke(app, ["lint", text])
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_the_real_plan_s_errors_are_found_by_the_command_line() -> None:
    plan = shared_file("phu-luc-cchc-2019.docx").read_bytes()
    result = _command_line(plan, "ke-hoach.docx", 2019)
    assert result.exit_code == 1
    for words in (
        "438/KH-SVHTT là của năm 2019 nhưng ghi ngày 31/01/2018",
        "Ghi chú của nhiệm vụ 17, 18",
        "ký ngày 12/03/2019, sau thời hạn 31/01/2019",
        "Ghi chú của nhiệm vụ 6\n",
        "Ghi chú của nhiệm vụ 19, 29, 38, 39, 42",
        "61/2018/NĐ-TTg: ký hiệu phải là NĐ-CP",
        "Ghi chú của nhiệm vụ 41 chép gần trọn ghi chú của nhiệm vụ 36",
    ):
        assert words in result.output
