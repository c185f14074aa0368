"""The one-line readers of the registers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.registers.incident_line import Act, IncidentLine, read_incident_line
from handlers.registers.indicator_line import Value, read_definition, read_indicator_line, read_number, read_value
from handlers.registers.letter_line import read_letter
from handlers.registers.proposal_line import ProposalLine, read_proposal
from handlers.words.formats import decimal
from handlers.words.periods import period_label
from storage.ground.text import clean, fold
from storage.models import Every, ProposalKind
from storage.registers.incident_letters import Letter
from storage.registers.indicators import Definition, IndicatorRow, own_period

TODAY = date(2026, 6, 15)
WORDS = st.text(st.sampled_from("ăâêôơưđáàạ bcdghiklmn"), min_size=1, max_size=40).map(lambda text: "Kiosk " + text)


@pytest.mark.parametrize(
    ("text", "act", "number", "on"),
    [
        ("Kiosk tầng trệt không lên màn hình", Act.REPORT, None, None),
        ("Kiosk hỏng từ hôm qua", Act.REPORT, None, date(2026, 6, 14)),
        ("Kiosk hỏng, từ ngày 2/2/2026.", Act.REPORT, None, date(2026, 2, 2)),
        ("Máy in hỏng từ 31/2", Act.REPORT, None, None),
        ("12/6 mất mạng cả buổi", Act.REPORT, None, None),
        ("3", Act.SHOW, 3, None),
        ("số 3", Act.SHOW, 3, None),
        ("#3.", Act.SHOW, 3, None),
        ("3 đã sửa", Act.FIXED, 3, None),
        ("3: sửa xong rồi", Act.FIXED, 3, None),
        ("3 đã khắc phục ngày 12/6", Act.FIXED, 3, date(2026, 6, 12)),
        ("3 hoạt động lại từ hôm qua", Act.FIXED, 3, date(2026, 6, 14)),
        ("3 đã sửa nhưng còn chậm", Act.NOTE, 3, None),
        ("3 chưa sửa được", Act.BROKEN, 3, None),
        ("3 vẫn còn hỏng", Act.BROKEN, 3, None),
        ("3 vẫn hỏng", Act.BROKEN, 3, None),
        ("3 từ 2/2/2026", Act.SINCE, 3, date(2026, 2, 2)),
        ("3 512/STT-VP gửi Công ty Thử", Act.LETTER, 3, None),
        ("3 cv 512/STT-VP", Act.LETTER, 3, None),
        ("3 theo công văn số 5/STT thì phải chờ", Act.NOTE, 3, None),
        ("3 máy in hỏng", Act.NOTE, 3, None),
    ],
)
def test_what_stands_after_suco_is_understood(text: str, act: Act, number: int | None, on: date | None) -> None:
    for spelling in (text, fold(text)):
        line = read_incident_line(spelling, TODAY)
        assert (line.act, line.number, line.on) == (act, number, on)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        (
            "công văn số 512/STT-VP ngày 12/6/2026 gửi Công ty Thử Nghiệm",
            ("Công văn", "512", "STT-VP", date(2026, 6, 12), "Công ty Thử Nghiệm"),
        ),
        (
            "đã gửi cv 512/STT-VP ngày 12/6 cho Trung tâm Thử, đề nghị sửa chữa",
            ("Công văn", "512", "STT-VP", date(2026, 6, 12), "Trung tâm Thử"),
        ),
        ("512/stt-vp gui cong ty thu", ("Công văn", "512", "STT-VP", TODAY, "cong ty thu")),
        ("Tờ trình số 7/TTr-STT", ("Tờ trình", "7", "TTr-STT", TODAY, "")),
        ("số 9/STT ngày 31/12", ("Công văn", "9", "STT", date(2025, 12, 31), "")),
    ],
)
def test_a_letter_in_one_line_is_understood(text: str, letter: tuple[str, str, str, date, str]) -> None:
    assert read_letter(text, TODAY) == Letter(*letter)


@pytest.mark.parametrize("text", ["", "đã gọi điện", "512", "gửi Công ty Thử", "máy 5/6 hỏng", "theo công văn 5/STT"])
def test_what_is_no_letter_is_left_alone(text: str) -> None:
    assert read_letter(text, TODAY) is None


@given(st.integers(1, 999_999_999), WORDS, st.sampled_from(["", "số ", "sự cố số ", "#"]))
def test_a_note_keeps_its_number_and_words(number: int, words: str, head: str) -> None:
    assert read_incident_line(f"{head}{number} {words}", TODAY) == IncidentLine(Act.NOTE, number, clean(words))


@given(WORDS, st.dates(date(2025, 1, 1), TODAY))
def test_a_report_keeps_its_words_and_day(words: str, on: date) -> None:
    assume(not fold(words).endswith(" ke"))  # `kể từ ngày`, without its marks
    line = read_incident_line(f"{words} từ {on:%d/%m/%Y}", TODAY)
    assert line == IncidentLine(Act.REPORT, text=clean(words), on=on)


@given(st.integers(1, 99999), st.dates(date(2025, 1, 1), TODAY), st.sampled_from(["STT", "STT-VP", "TTr-STT"]))
def test_number_symbol_and_day_of_a_letter_survive(number: int, on: date, symbol: str) -> None:
    letter = read_letter(f"Công văn số {number}/{symbol} ngày {on:%d/%m/%Y} gửi Trung tâm Thử", TODAY)
    assert letter == Letter("Công văn", str(number), symbol, on, "Trung tâm Thử")


@given(st.text(max_size=200) | st.text(st.sampled_from("123 /-.ngàytừgửisốcvSTT"), max_size=60))
def test_any_text_is_read_as_something(text: str) -> None:
    line = read_incident_line(text, TODAY)
    assert (line.letter is not None) == (line.act is Act.LETTER)


def _indicator(number: int, name: str, measure: str, every: Every) -> IndicatorRow:
    return IndicatorRow(number, 1, "Sở Thử", name, measure, "", every, TODAY, None)


KNOWN = (
    _indicator(1, "Tỷ lệ lãnh đạo dùng thư điện tử", "%", Every.QUARTER),
    _indicator(2, "Tỷ lệ cán bộ dùng thư điện tử", "%", Every.QUARTER),
    _indicator(3, "Tin bài đã đăng", "tin", Every.MONTH),
    _indicator(4, "Dịch vụ công mức độ 3", "", Every.HALF),
)


@pytest.mark.parametrize(
    ("text", "found", "period", "value"),
    [
        ("Tỷ lệ lãnh đạo dùng thư điện tử quý 2 95/100 %", [1], "20260401-20260630", (95, 100)),
        ("thư điện tử 95 / 100", [1, 2], None, (95, 100)),
        ("lãnh đạo 95 trên tổng số 100", [1], None, (95, 100)),
        ("cán bộ quý I 91,5%", [2], "20260101-20260331", ("91.5", None)),
        ("tin bài tháng 5/2026 12 tin", [3], "20260501-20260531", (12, None)),
        ("tin bài: 1.234", [3], None, (1234, None)),
        ("tin bài tháng 5 2026", [3], "20260501-20260531", None),
        ("tin bài", [3], None, None),
        ("dịch vụ công mức độ 3", [4], None, None),
        ("dịch vụ mức độ 3", [4], None, None),
        ("dịch vụ công mức độ 3 6 tháng 35/70", [4], "20260101-20260630", (35, 70)),
        ("quý 1", [], "20260101-20260331", None),
        ("họp giao ban 5", [], None, None),
        ("45", [], None, None),
        ("", [], None, None),
    ],
)
def test_an_indicator_its_period_and_value_are_understood(
    text: str, found: list[int], period: str | None, value: tuple[int | str, int | None] | None
) -> None:
    for spelling in (text, fold(text)):
        line = read_indicator_line(spelling, KNOWN, TODAY)
        assert [row.id for row in line.found] == found
        assert (line.period.code if line.period else None) == period
        assert line.value == (
            None if value is None else Value(Decimal(value[0]), None if value[1] is None else Decimal(value[1]))
        )


NUMBERS = st.decimals(0, 10**9, allow_nan=False, places=2).map(abs)


@given(st.sampled_from(KNOWN), st.dates(date(2024, 1, 1), TODAY), NUMBERS, st.none() | NUMBERS)
def test_name_period_and_value_survive_in_one_line(
    row: IndicatorRow, on: date, value: Decimal, base: Decimal | None
) -> None:
    period = own_period(row.every, on)
    number = f"{decimal(value)}/{decimal(base)}" if base is not None else decimal(value)
    line = read_indicator_line(f"{row.name} {period_label(period)} {number} {row.measure}", KNOWN, TODAY)
    assert (line.found, line.period) == ((row,), period)
    if row.id != 4 or base is not None or value != 3:
        assert line.value == Value(value, base)


@given(NUMBERS)
def test_a_number_as_we_write_it_is_read_back(number: Decimal) -> None:
    assert read_number(decimal(number)) == number
    assert read_value(f"{decimal(number)}%") == Value(number, None)


@given(st.text(max_size=120) | st.text(st.sampled_from("tin bài 0123456789/.,%quýthág"), max_size=60))
def test_any_text_after_chisotieu_is_read_as_something(text: str) -> None:
    line = read_indicator_line(text, KNOWN, TODAY)
    assert line.value is None or line.found
    read_value(text)


@pytest.mark.parametrize(
    ("text", "definition"),
    [
        ("Tin bài đã đăng", Definition("Tin bài đã đăng")),
        ("Tin bài; tin; tháng", Definition("Tin bài", "tin", "", Every.MONTH)),
        ("Dùng thư; %; tổng số lãnh đạo; hằng quý", Definition("Dùng thư", "%", "tổng số lãnh đạo", Every.QUARTER)),
        ("Tập huấn; 6 tháng; lượt", Definition("Tập huấn", "lượt", "", Every.HALF)),
    ],
)
def test_a_definition_in_one_line_is_understood(text: str, definition: Definition) -> None:
    assert read_definition(text) == definition


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Sở Tài chính: bổ sung kinh phí", (ProposalKind.PROPOSAL, "Sở Tài chính", "bổ sung kinh phí")),
        ("Đối với Thành phố: thêm biên chế", (ProposalKind.PROPOSAL, "Thành phố", "thêm biên chế")),
        ("kiến nghị Sở Nội vụ: gộp báo cáo", (ProposalKind.PROPOSAL, "Sở Nội vụ", "gộp báo cáo")),
        ("khó khăn với Sở Nội vụ: chờ lâu", (ProposalKind.DIFFICULTY, "Sở Nội vụ", "chờ lâu")),
        ("Khó khăn, vướng mắc: thiếu máy quét", (ProposalKind.DIFFICULTY, "", "thiếu máy quét")),
        ("Đề nghị Sở Tài chính bổ sung", (ProposalKind.PROPOSAL, "", "Đề nghị Sở Tài chính bổ sung")),
        ("Hai việc sau: một, hai", (None, "", "Hai việc sau: một, hai")),
        ("Số liệu hai báo cáo: khác nhau", (None, "", "Số liệu hai báo cáo: khác nhau")),
        ("so noi vu: gop bao cao", (ProposalKind.PROPOSAL, "so noi vu", "gop bao cao")),
        ("Tăng biên chế", (None, "", "Tăng biên chế")),
    ],
)
def test_a_proposal_in_one_line_is_understood(text: str, line: tuple[ProposalKind | None, str, str]) -> None:
    assert read_proposal(text) == ProposalLine(*line)


@given(st.text(max_size=200))
def test_no_word_of_a_proposal_is_lost(text: str) -> None:
    line = read_proposal(text)
    assert clean(text).endswith(line.text)
    assert line.text or not clean(text)
