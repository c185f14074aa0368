"""The command line as people and scripts use it: sentences, exit codes, and no secrets."""

from pathlib import Path

import pytest

from tests.command_line import cchc, stored

pytestmark = pytest.mark.usefixtures("command_line")


def test_a_dry_run_shows_what_would_change_and_writes_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    before = stored(tmp_path)
    result = cchc("import", "dossiers", files["dossiers"], "--dry-run")
    assert result.exit_code == 0
    assert "5 mới" in result.output
    assert "chưa ghi" in result.output.lower()
    assert stored(tmp_path) == before


def test_an_import_writes_and_the_same_again_changes_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    first = cchc("import", "dossiers", files["dossiers"])
    assert "5 mới" in first.output
    assert "Đã ghi vào cơ sở dữ liệu." in first.output
    once = stored(tmp_path)
    again = cchc("import", "dossiers", files["dossiers"])
    assert again.exit_code == 0
    assert "0 mới, 5 không đổi" in again.output
    assert "không cần nhập" in again.output
    assert "Đã ghi" not in again.output
    assert stored(tmp_path) == once


def test_bad_rows_are_named_and_the_good_ones_written(files: dict[str, str]) -> None:
    path = Path(files["dossiers"])
    path.write_text(path.read_text("utf-8").replace("03/06/2026,30/06/2026", "31/02/2026,30/06/2026"), "utf-8")
    result = cchc("import", "dossiers", str(path))
    assert "Dòng 5:" in result.output
    assert "4 mới" in result.output


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["import", "dossiers", "khong-co.csv"], 1, "Không mở được tệp khong-co.csv."),
        (["import", "dossiers", "."], 1, "Không mở được tệp"),
        (["import", "dossiers", "{plan}"], 1, "Bảng thiếu cột"),
        (["import", "plan", "{yearless}"], 1, "Kế hoạch năm nào?"),
        (["import", "plan", "{yearless}"], 1, '--choose "year=20'),
        (["import", "plan", "{plan}", "--unit", "Không Có"], 1, "Không có đơn vị tên “Không Có”"),
        (["import", "plan", "{plan}", "--year", "99999"], 2, "--year"),
        (["import", "plan", "{plan}", "--year", "nay"], 2, "--year"),
        (["import", "khac", "{plan}"], 2, "plan, procedures, dossiers, ratings"),
        (["import", "plan"], 2, "{file}"),
        (["summary"], 1, "Cơ sở dữ liệu còn trống"),
        (["summary", "hôm kia của năm nào"], 1, "Chưa đọc được kỳ này"),
        (["link", "H-1"], 1, "Không có hồ sơ mã H-1."),
        (["link"], 2, "{codes}"),
        (["invite", "--role", "vua", "--unit", "Sở Thử"], 2, "--role"),
        (["invite", "--role", "staff"], 2, "--unit"),
        (["invite", "--role", "staff", "--unit", "A", "--under", "B"], 1, "Không có đơn vị tên “B”"),
        (["khong-co-lenh"], 2, "khong-co-lenh"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_cannot_be_done_is_a_sentence_and_an_exit_code(
    files: dict[str, str], tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    before = stored(tmp_path)
    result = cchc(*(word.format(**files) for word in words))
    assert result.exit_code == code, result.output
    assert sentence in result.output
    assert stored(tmp_path) == before


@pytest.mark.usefixtures("furnished")
def test_the_summary_of_a_period_is_the_director_s() -> None:
    result = cchc("summary", "tháng 6/2026")
    assert result.exit_code == 0
    assert "nhận 4 · trả 3" in result.output
    assert "Nhiệm vụ năm 2026: 5" in result.output


def test_the_first_invitation_sets_up_the_department(tmp_path: Path) -> None:
    result = cchc("invite", "--role", "officer", "--unit", "Sở Thử", "--name", "Người Thử")
    assert result.exit_code == 0
    code = result.output.split("/start ")[1].split()[0]
    assert code not in "".join(stored(tmp_path))
    assert cchc("invite", "--role", "staff", "--unit", "Phòng Mới", "--under", "Sở Thử").exit_code == 0
    assert cchc("invite", "--role", "staff", "--unit", "Phòng Khác").exit_code == 1
    assert cchc("summary").exit_code == 0


def test_a_plan_with_units_that_are_not_known_is_asked_about_and_may_be_answered_beforehand(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert cchc("import", "plan", files["plan"], "--year", "2026").exit_code == 0
    path = tmp_path / "moi.csv"
    head = "KẾ HOẠCH KHÁC NĂM 2026\nNội dung trọng tâm,STT,Nhiệm vụ,Chủ trì,Thời hạn\n"
    path.write_text(f"{head}I. A,1,Đo chỉ số,Phòng Nghiệp vụ Mới,Quý I\nI. A,2,Mở lớp học,Ban Thi đua,Quý I\n", "utf-8")
    words = ["import", "plan", str(path), "--choose", "plan=new"]
    before = stored(tmp_path)
    refused = cchc(*words)
    assert refused.exit_code == 1
    assert "2 đơn vị chưa có" in refused.output
    assert '--choose "units=near"  Dùng 1 tên gần giống, tạo 1 đơn vị mới' in refused.output
    one_by_one = cchc(*words, "--choose", "units=each")
    assert '--choose "unit:Phòng Nghiệp vụ Mới=new"' in one_by_one.output
    assert stored(tmp_path) == before
    chosen = ["--choose", "unit:Phòng Nghiệp vụ Mới=Phòng Nghiệp vụ", "--choose", "units=new"]
    dry = cchc(*words, *chosen, "--dry-run")
    assert "“Phòng Nghiệp vụ Mới” là Phòng Nghiệp vụ" in dry.output
    assert stored(tmp_path) == before
    assert cchc(*words, *chosen).exit_code == 0
    made = [line for line in stored(tmp_path) if 'INTO "unit"' in line or "INTO unit " in line]
    assert any("Ban Thi đua" in line for line in made)
    assert not any("Nghiệp vụ Mới" in line for line in made)
