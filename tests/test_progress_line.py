import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.plan.progress_line import ProgressLine, read_progress_line
from storage.text import clean, fold


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("12 80% Đã ký biên bản với Bưu điện", (12, 80, "doing", "Đã ký biên bản với Bưu điện")),
        ("nv 12 xong Kế hoạch số 990/KH-SVHTT-VP", (12, 100, "done", "Kế hoạch số 990/KH-SVHTT-VP")),
        ("nhiệm vụ 12: 50%", (12, 50, "doing", "")),
        ("tien do 12 hoan thanh", (12, 100, "done", "")),
        ("#12 100%", (12, 100, "done", "")),
        ("NV12 xong", (12, 100, "done", "")),
        ("12 - 80 % - có mặt", (12, 80, "doing", "có mặt")),
        ("12 80 phần trăm", (12, 80, "doing", "")),
        ("12 đang làm", (12, None, "doing", "")),
        ("12 đang làm thủ tục", (12, None, "doing", "đang làm thủ tục")),
        ("12 chưa thực hiện", (12, None, "not_started", "")),
        ("12 không phát sinh", (12, None, "nothing", "")),
        ("12 Đã gửi công văn", (12, None, None, "Đã gửi công văn")),
        ("12", (12, None, None, "")),
        ("12 xong 80%", (12, 80, "doing", "")),
        ("12 chưa xong vì mưa", (12, None, "doing", "chưa xong vì mưa")),
        ("12 xong 3/6 phòng", (12, None, "doing", "xong 3/6 phòng")),
        ("12 150% gì", (12, None, None, "150% gì")),
        ("nv 12 tháng này đã họp", (12, None, None, "tháng này đã họp")),
    ],
)
def test_a_line_is_understood(text: str, line: tuple[int, int | None, str | None, str]) -> None:
    assert read_progress_line(text) == ProgressLine(*line)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["12/03/2019", "21/11/2018-08/09/2019", "0901234567", "9 tháng 2019", "2019", "quý 3", "7 ngày qua", "xin chào",
     "000.12.H29-181121-0001", "12h họp", "12 tháng", "8/2019", "2019-09-08", "12:30 họp", "5 sao", "0 xong", ""],
)  # fmt: skip
def test_what_is_no_report_is_left_alone(text: str) -> None:
    assert read_progress_line(text) is None


WORDS = st.text(st.sampled_from("ăâêôơưđáàạ bcdghiklmn"), min_size=1, max_size=40).map(lambda text: "Gửi " + text)


@given(
    st.integers(1, 999),
    st.integers(0, 99),
    st.sampled_from(["", "nv ", "NV", "nhiệm vụ ", "Nhiem vu so ", "tiến độ ", "#"]),
    st.sampled_from([" ", ": ", ". ", " - "]),
    WORDS,
)
def test_number_percentage_and_words_survive_any_spelling(
    number: int, percent: int, word: str, separator: str, words: str
) -> None:
    line = read_progress_line(f"{word}{number}{separator}{percent}% {words}")
    assert line == ProgressLine(number, percent, "doing", clean(words))


@given(st.integers(1, 999), WORDS)
def test_a_line_without_diacritics_means_the_same(number: int, words: str) -> None:
    with_marks = read_progress_line(f"nhiệm vụ {number} đã xong {words}")
    without = read_progress_line(fold(f"nhiệm vụ {number} đã xong {words}"))
    assert with_marks is not None
    assert without is not None
    assert (with_marks.number, with_marks.percent, with_marks.state) == (without.number, without.percent, without.state)


@given(st.text(max_size=200))
def test_any_text_is_a_report_or_none(text: str) -> None:
    read_progress_line(text)
