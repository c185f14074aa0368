import re
import unicodedata
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.courtesy import plain
from handlers.plan.progress_line import Doubt, ProgressLine, read_lines, read_progress_line
from storage.ground.text import clean, fold


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
        ("12 80,5% Đã ký", (12, 81, "doing", "Đã ký")),
        ("12 80.4%", (12, 80, "doing", "")),
        ("12 99,6%", (12, 99, "doing", "")),
        ("12 100,0%", (12, 100, "done", "")),
        ("12 xong 3/6 phòng", (12, None, "doing", "xong 3/6 phòng")),
        ("12 50% +1", (12, 50, "doing", "+1")),
        ("12 80% Đã niêm yết 45/60 (75%)", (12, 80, "doing", "Đã niêm yết 45/60 (75%)")),
        ("12 15 người đã học", (12, None, None, "15 người đã học")),
        ("12, 3 tháng nữa", (12, None, None, "3 tháng nữa")),
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


@pytest.mark.parametrize(
    ("text", "doubt", "number", "percent"),
    [
        ("14 80", Doubt.PERCENT, 14, 80),
        ("14 80,5", Doubt.PERCENT, 14, 81),
        ("14 xong 80", Doubt.PERCENT, 14, 80),
        ("16 -5%", Doubt.PERCENT, 16, 5),
        ("16 +5% so với tháng trước", Doubt.PERCENT, 16, 5),
        ("16-5%", Doubt.PERCENT, 16, 5),
        ("14 150%", Doubt.NO_PERCENT, 14, None),
        ("14 150% gì", Doubt.NO_PERCENT, 14, None),
        ("14 2026", Doubt.NO_PERCENT, 14, None),
        ("14 3/6", Doubt.NO_PERCENT, 14, None),
        ("14 xong 3/6", Doubt.STATE, 14, 100),  # half of it, or on the third of June
        ("14 không phát sinh 80%", Doubt.NO_PERCENT, 14, None),
        ("80%", Doubt.TASK, 0, 80),
        ("80,5% Đã ký", Doubt.TASK, 0, 81),
        ("14 80%, 15 xong", Doubt.LINES, 14, 80),
        ("14 Đã gửi\n15 xong", Doubt.LINES, 14, None),
        ("14 xong?", Doubt.QUESTION, 14, None),
        ("14 100% chưa", Doubt.QUESTION, 14, None),
        ("14 xong chưa ạ", Doubt.QUESTION, 14, None),
        ("14 xong không ạ?", Doubt.QUESTION, 14, None),
    ],
)
def test_what_is_doubtful_is_not_read_as_certain(text: str, doubt: Doubt, number: int, percent: int | None) -> None:
    line = read_progress_line(text)
    assert line is not None
    assert (line.doubt, line.number, line.percent) == (doubt, number, percent)


@pytest.mark.parametrize(
    ("text", "others", "state"),
    [
        ("14, 15 xong", (15,), "done"),
        ("14,15 xong", (15,), "done"),
        ("14 va 15 xong", (15,), "done"),
        ("14 và 15 đã gửi công văn", (15,), None),
        ("14 15 xong", (15,), "done"),
        ("nv 14, nv 15 xong", (15,), "done"),
        ("14, 15 và 17 50%", (15, 17), "doing"),
        ("14 - 16 xong", (15, 16), "done"),
        ("14 đến 16 chưa làm", (15, 16), "not_started"),
    ],
)
def test_several_tasks_in_one_line_are_seen(text: str, others: tuple[int, ...], state: str | None) -> None:
    line = read_progress_line(text)
    assert line is not None
    assert (line.doubt, line.number, line.others, line.state) == (Doubt.TASKS, 14, others, state)


# Short ones would be abbreviations that say something: "bc", "k", "bh".
_WORD = st.text(st.sampled_from("ăâêôơưđáàạbcdghiklmn"), min_size=6, max_size=9)
WORDS = st.lists(_WORD, max_size=5).map(lambda words: " ".join(("Gửi", *words)))


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
    assert line == ProgressLine(number, percent, "doing", plain(words))


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


PIECES = st.sampled_from(
    [" ", " ", ", ", " - ", " -", ".", ": ", "/", "%", " %", "+", " và ", "xong", " chưa xong", " không phát sinh",
     "đang làm", " Đã ký", "nv ", "\n", "14", "15", "80", "5", "150", "99,6", "2026", "phần trăm", " tháng ", "(", ")"]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=9).map("".join)


@given(st.one_of(st.text(max_size=60), LINES, LINES.map(lambda rest: f"14 {rest}")))
def test_what_is_stored_says_what_was_typed(text: str) -> None:
    line = read_progress_line(text)
    if line is None:
        return
    assert line.percent is None or 0 <= line.percent <= 100
    if line.doubt is not None:
        return
    if (line.percent, line.state, line.text) == (None, None, ""):
        return  # the task is shown, nothing is stored
    digits = {ord(digit): str(unicodedata.decimal(digit)) for digit in text if digit.isdecimal()}
    typed = Counter(re.findall(r"[0-9]+", text.translate(digits)))
    kept = Counter(re.findall(r"[0-9]+", line.text))
    # Beside the task's number and the percentage, every figure is among the words that are kept.
    left = typed - kept
    named = {figure.lstrip("0") for figure in (*left, *kept)}  # words before the task are kept with it
    assert str(line.number) in named or left[str(line.number)]
    figures = [figure for figure in left.elements() if figure.lstrip("0") != str(line.number)]
    assert line.percent is not None or not figures
    assert line.text in clean(text)
    assert re.search(r"\w", line.text) or not line.text or not re.search(r"\d", line.text)


@given(st.integers(1, 999), st.decimals(0, 1000, places=1), st.sampled_from(["", " Đã ký", " xong"]))
def test_a_percentage_is_rounded_and_never_leaves_its_scale(number: int, percent: Decimal, rest: str) -> None:
    line = read_progress_line(f"{number} {str(percent).replace('.', ',')}%{rest}")
    assert line is not None
    if percent > 100:
        assert (line.percent, line.doubt) == (None, Doubt.NO_PERCENT)
    else:
        assert line.percent is not None
        assert abs(line.percent - percent) < 1
        assert (line.state == "done") == (percent == 100)


@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from(["-", "–", "−", "+"]))
def test_a_sign_is_asked_about(number: int, percent: int, sign: str) -> None:
    line = read_progress_line(f"{number} {sign}{percent}%")
    assert line is not None
    assert (line.percent, line.doubt) == (percent, Doubt.PERCENT)


def test_what_stands_behind_the_most_entries_that_are_read_is_the_last_with_a_doubt() -> None:
    lines = read_lines("\n".join(f"nv {number} xong" for number in range(1, 26)))
    assert [line.number for line in lines] == list(range(1, 22))
    assert [line.doubt for line in lines] == [None] * 20 + [Doubt.LINES]
    assert lines[-1].said == "nv 21 xong\nnv 22 xong\nnv 23 xong\nnv 24 xong\nnv 25 xong"
