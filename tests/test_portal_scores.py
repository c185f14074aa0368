"""The portal's points as a file, beside our own."""

import io

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.refusals import Refusal
from storage.imports.portal_scores import read_scores
from storage.models import Role
from storage.rules.index_766 import criteria
from tests.chat import Town
from tests.samples import furnish

# A workbook holds no control characters.
_LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
MOST = {one.code: one.points for one in criteria()}
PLAIN = """Mã,Tiêu chí,Điểm tối đa,Điểm đạt
2.1,Giải quyết đúng hạn,20,"18,5"
3,Trực tuyến,12,9
4.1,Thanh toán,10,5.25
"""


def _book(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _read(text: str) -> dict[str, str]:
    return read_scores(text.encode(), "diem.csv", MOST).points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (PLAIN, {"2.1": "18.5", "3": "9", "4.1": "5.25"}),
        ("Tiêu chí;Điểm\n2.1;18,5\n4.1;5\n", {"2.1": "18.5", "4.1": "5"}),
        # a number of the row is no criterion; the group's sum is none either
        (
            "STT,Chỉ số thành phần,Điểm\n1,Công khai,18\n2,2.1. Đúng hạn,18\n3,Tiêu chí 4.1: Thanh toán,5\n,Tổng,41\n",
            {"2.1": "18", "4.1": "5"},
        ),
        ("Tiêu chí,Kết quả (điểm)\n2.1,-\n5.2,6 điểm\n", {"5.2": "6"}),
    ],
)
def test_a_column_of_criteria_and_one_of_points_are_found(text: str, points: dict[str, str]) -> None:
    assert _read(text) == points


def test_numbers_of_a_workbook_are_criteria_too() -> None:
    title, heads = ("Bảng điểm quý 2",), ("STT", "Mã", "Điểm chuẩn", "Điểm đạt được")
    content = _book(title, heads, (1, 2.1, 20, 18.5), (2, 5.2, 6, None))
    scores = read_scores(content, "diem.xlsx", MOST)
    assert scores.points == {"2.1": "18.5"}
    assert (scores.without, scores.empty) == (2, 1), "what was not read is counted"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Mã,Điểm\n1,5\n2,6\n", "index.no_table"),
        ("Mã hồ sơ,Ngày\nH-1,01/06/2026\n", "index.no_table"),
        ("Mã,Điểm quý 1,Điểm quý 2\n2.1,5,6\n", "index.which_points"),
        ("Mã,Điểm\n2.1,nhiều\n", "index.unclear_row"),
        ("Mã,Điểm\n2.1,99\n", "index.too_many"),
        ("Mã,Điểm\n2.1,5\n2.1,6\n", "index.twice"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_kept(text: str, refused: str) -> None:
    with pytest.raises(Refusal) as raised:
        _read(text)
    assert raised.value.key == refused


@given(st.lists(st.lists(st.text(_LETTERS, max_size=12), min_size=1, max_size=4), min_size=1, max_size=8))
def test_no_table_gives_points_above_the_most(rows: list[list[str]]) -> None:
    try:
        found = read_scores(_book(("Mã", "Điểm"), *map(tuple, rows)), "x.xlsx", MOST).points
    except Refusal:
        return
    assert all(0 <= float(points) <= MOST[code] for code, points in found.items())


async def test_a_file_sent_when_they_are_asked_for_stands_beside_our_own(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/chiso766 tháng 6/2026")
    await officer.taps("Nhập số của Cổng")
    assert "Hoặc gửi tệp" in officer.hears
    await officer.sends_file("diem.csv", PLAIN.encode())
    told = [message.text for message in officer.inbox[-2:]]
    assert told[0] == (
        "✅ Đã ghi điểm của 3 tiêu chí từ tệp. Không đọc: 1 dòng không ghi mã tiêu chí, 0 tiêu chí chưa có điểm."
    )
    assert "Cổng: 18,5" in told[1]
    await officer.sends_file("diem.csv", PLAIN.encode())
    assert "18,5" not in officer.hears, "asked for once"


async def test_another_table_is_refused_then_and_taken_when_it_is_sent_again(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("/chiso766 tháng 6/2026")
    await officer.taps("Nhập số của Cổng")
    dossiers = "Mã hồ sơ,Tiếp nhận,Hẹn trả,Ngày trả kết quả\nH-9,01/06/2026,08/06/2026,\n".encode()
    await officer.sends_file("ho-so.csv", dossiers)
    assert "không có bảng điểm theo tiêu chí" in officer.hears
    await officer.sends_file("ho-so.csv", dossiers)
    assert "✅ Nhập 1 dòng" in officer.last.labels, "the preview of an import"


async def test_a_file_with_other_words_is_taken_for_what_they_say(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("/chiso766 tháng 6/2026")
    await officer.taps("Nhập số của Cổng")
    await officer.sends_file("bang-chung.csv", PLAIN.encode(), caption="4 80% Đã niêm yết")
    assert "tiêu chí" not in officer.hears
    await officer.says("/chiso766 tháng 6/2026")
    await officer.taps("Nhập số của Cổng")
    await officer.sends_file("diem.csv", PLAIN.encode(), caption="Điểm trên Cổng")
    assert "Cổng: 18,5" in officer.hears


async def test_staff_and_directors_enter_none(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.forges("index_portal:20260601-20260630")
    await director.sends_file("diem.csv", PLAIN.encode())
    await director.says("/chiso766 tháng 6/2026")
    assert "Cổng: 18,5" not in director.hears
