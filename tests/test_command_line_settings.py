"""Settings that are wrong, missing or unknown are named, and their values never; `cchc doctor` says what to do."""

import asyncio
import re
from pathlib import Path

import pytest

from tests.botapi import BotApiServer
from tests.command_line import TOKEN, cchc

pytestmark = pytest.mark.usefixtures("command_line")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CCHC_SECRET_KEY", "short-" + TOKEN[:6], "CCHC_SECRET_KEY: "),
        ("CCHC_WEB_PORT", "99999", "CCHC_WEB_PORT: "),
        ("CCHC_TELEGRAM_RATE", "-0.75", "CCHC_TELEGRAM_RATE: "),
        ("CCHC_DATABASE_URL", "mysql://user:password-9@host/name", "CCHC_DATABASE_URL: "),
        ("CCHC_DATABASE_URL", "postgresql://user:password-9@host:port/name", "CCHC_DATABASE_URL: "),
        ("CCHC_DATABASE_URL", "sqlite:///:memory:", "CCHC_DATABASE_URL: "),
        ("CCHC_DATABASE_URL", "cchc.db", "CCHC_DATABASE_URL: "),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    result = cchc("doctor")
    assert result.exit_code == 2
    assert sentence in result.output
    assert value not in result.output
    assert "password-9" not in result.output


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WEB_PORT", "tám nghìn", "phải là số nguyên"),
        ("WEB_PORT", "99999", "phải từ 65535 trở xuống"),
        ("KSTTHC_DAY", "0", "phải từ 1 trở lên"),
        ("TELEGRAM_RATE", "nhanh", "phải là số, phần thập phân viết sau dấu chấm"),
        ("TELEGRAM_RATE", "0", "phải lớn hơn 0"),
        ("WEB_PORT", "9" * 5000, "số quá lớn"),
        ("DATABASE_URL", "mysql://x/y", "phải có dạng sqlite:///"),
        ("SECRET_KEY", "ngắn", "phải có ít nhất 32 ký tự"),
        ("EXPORT_COLUMNS", "number, màu", "chỉ dùng được các cột area, number"),
        ("WORKING_HOURS", "13:00-17:00,07:30-11:30", "theo thứ tự trong ngày"),
        ("QUIET_HOURS", "tối", "như 20:30-06:30"),
        ("DAYS_OFF", "11/02/2027", "như 2027-02-11"),
        ("DIGEST", "thứ hai 07:30", "như mon 07:30"),
        ("ZALO_RATING_FIELDS", "ten=applicant", "code, procedure, agency, received, returned"),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"CCHC_{name}", value)
    [line] = cchc("doctor").output.splitlines()
    assert line.startswith(f"CCHC_{name}: {sentence}") or sentence in line
    assert not re.search(r"input|should|error|valid|needs", line.lower())


def test_an_official_account_that_is_set_up_by_halves_is_told_which_setting_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CCHC_ZALO_APP_ID", "1234567890")
    monkeypatch.setenv("CCHC_ZALO_APP_SECRET", TOKEN)
    [line] = cchc("doctor").output.splitlines()
    assert line.endswith("còn thiếu CCHC_ZALO_OA_ID, CCHC_ZALO_OA_SECRET_KEY")
    assert TOKEN not in line


def _unusable(kind: str, folder: Path) -> str:
    if kind == "no database":
        (folder / "words.db").write_text("no database at all, only words" * 100)
        return f"sqlite:///{folder}/words.db"
    if kind == "no folder":
        (folder / "file").write_text("")
        return f"sqlite:///{folder}/file/cchc.db"
    return "postgresql://cchc:password-9@127.0.0.1:1/cchc"


@pytest.mark.parametrize("kind", ["no database", "no folder", "no server"])
@pytest.mark.parametrize("command", ["doctor", "summary", "run"])
def test_a_database_that_cannot_be_opened_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, command: str
) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("CCHC_TELEGRAM_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("CCHC_DATABASE_URL", _unusable(kind, tmp_path))
    result = cchc(command)
    assert result.exit_code == 1
    assert "CCHC_DATABASE_URL" in result.output
    assert "password-9" not in result.output


def test_a_key_that_cannot_be_kept_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("CCHC_SECRET_KEY")
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "file"))
    for command in ("doctor", "run"):
        result = cchc(command)
        assert result.exit_code == 1
        assert "CCHC_SECRET_KEY" in result.output


def test_a_setting_that_does_not_exist_is_named_with_the_one_that_was_meant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"CCHC_TELEGRAM_TOKN={TOKEN}\nANOTHER_TOKEN=x\n")
    monkeypatch.setenv("CCHC_WEBPORT", "8081")
    monkeypatch.setenv("CCHC_XYZ", "1")
    monkeypatch.setenv("CCHC_DATABASE_URL", f"sqlite:///{tmp_path}/file/cchc.db")
    (tmp_path / "file").write_text("")  # no database: `run` says what it has to say, and ends
    for command in ("run", "doctor"):
        output = cchc(command).output
        for name, meant in (("CCHC_TELEGRAM_TOKN", "CCHC_TELEGRAM_TOKEN"), ("CCHC_WEBPORT", "CCHC_WEB_PORT")):
            [line] = re.findall(rf".*không có cài đặt {name},(?:.|\n)*?có phải (CCHC_[A-Z_]+)", output.lower(), re.I)
            assert line.upper() == meant
        assert "CCHC_XYZ, nên dòng này không có tác dụng" in output
        assert "ANOTHER_TOKEN" not in output
        assert "CCHC_SECRET_KEY," not in output


def test_doctor_says_of_each_thing_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CCHC_AGENCY")
    monkeypatch.setenv("CCHC_PUBLIC_URL", "http://so-thu.example")
    result = cchc("doctor")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    for index, line in enumerate(lines):
        if line.startswith(("vấn đề", "lưu ý")):
            assert lines[index + 1].strip().startswith("→"), line
    assert "CCHC_AGENCY" in result.output
    assert "https" in result.output
    assert 'cchc invite --role officer --unit "TÊN CƠ QUAN"' in result.output


@pytest.mark.usefixtures("furnished")
def test_doctor_is_content_with_what_serves_the_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example")
    result = cchc("doctor")
    assert result.exit_code == 0
    assert "5 nhiệm vụ, 2 thủ tục, 5 hồ sơ" in result.output


def test_doctor_speaks_of_the_symbol_that_documents_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example")
    result = cchc("doctor")
    assert result.exit_code == 0
    assert "CCHC_AGENCY_SYMBOL" in result.output
    monkeypatch.setenv("CCHC_AGENCY_SYMBOL", "ST")
    assert "CCHC_AGENCY_SYMBOL" not in cchc("doctor").output


def test_doctor_is_content_with_a_demo_to_come() -> None:
    result = cchc("doctor")
    assert result.exit_code == 0
    assert "bản dùng thử" in result.output


def test_doctor_counts_as_one_writes_numbers(tmp_path: Path) -> None:
    rows = "".join(f"H-{number},01/06/2026,08/06/2026,05/06/2026,P-1,\n" for number in range(1200))
    head = "Mã hồ sơ,Tiếp nhận,Hẹn trả,Ngày trả kết quả,Mã thủ tục,Số điện thoại\n"
    (tmp_path / "ho-so.csv").write_text(head + rows, "utf-8")
    assert cchc("import", "dossiers", "ho-so.csv").exit_code == 0
    assert "1.200 hồ sơ" in cchc("doctor").output


async def test_doctor_asks_telegram_who_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_TELEGRAM_TOKEN", TOKEN)
    async with BotApiServer(TOKEN) as server:
        monkeypatch.setenv("CCHC_TELEGRAM_API_URL", server.url)
        good = await asyncio.to_thread(cchc, "doctor")
        server.token = "1:another"
        wrong = await asyncio.to_thread(cchc, "doctor")
    away = await asyncio.to_thread(cchc, "doctor")
    assert (good.exit_code, wrong.exit_code, away.exit_code) == (0, 1, 1)
    assert "Telegram: @cchc_test_bot, bằng polling" in good.output
    assert "@BotFather" in wrong.output
    assert "không kết nối được với Telegram" in away.output
    assert "CCHC_TELEGRAM_API_URL" in away.output
    assert "reached" not in away.output
