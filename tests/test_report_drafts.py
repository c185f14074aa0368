"""Sentences of a report are drafts: shown, changed, added, put in order, kept; their figures stay true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.making.documents.model import Block, Bullet, Paragraph, ended
from handlers.report.drafts.numbers import bound, fields_in, filled, names_of, numbers_in
from storage.models import Role
from tests.chat import Person, Town
from tests.issued_reports import makes
from tests.office_files import lines, opened
from tests.samples import furnish, receives

VALUES = {"late": "3", "received": "6.981", "late_share": "0,04%", "letters": "3"}


async def _text(town: Town, officer: Person, period: str = "tháng 6/2026") -> str:
    return "\n".join(lines(opened((await town.file((await makes(officer, period))[0])).content)))


async def _opens(officer: Person, part: str, period: str = "tháng 6/2026") -> None:
    await officer.says(f"/duthao {period}")
    await officer.taps(part)


async def test_a_computed_sentence_is_changed_and_its_figures_stay_true(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await _opens(officer, "Hồ sơ")
    await officer.taps("Hồ sơ trễ hạn: 02/04")
    assert "Câu do máy soạn" in officer.hears
    await officer.taps("Sửa câu")
    await officer.says("Còn 2 hồ sơ trễ hạn trong 4 hồ sơ, do phòng chuyên môn thiếu 1 người")
    assert "🔢 02: hồ sơ trễ hạn" in officer.hears
    assert "không tự cập nhật: 1" in officer.hears
    await officer.taps("Lên")
    await receives(any_town, "H-9,0912345682,01/06/2026,05/06/2026,")
    text = await _text(any_town, officer)
    assert "- Còn 03 hồ sơ trễ hạn trong 05 hồ sơ, do phòng chuyên môn thiếu 1 người;" in text
    assert "Hồ sơ trễ hạn: 03/05" not in text
    await _opens(officer, "Hồ sơ")
    await officer.taps("Bỏ lần sửa vừa rồi")
    await officer.taps("Bỏ lần sửa vừa rồi")
    assert "Hồ sơ trễ hạn: 03/05" in officer.hears
    assert "Còn 03" not in officer.hears


async def test_sentences_are_added_bound_kept_and_left_out(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await _opens(officer, "Mặt làm được")
    await officer.taps("Thêm câu")
    await officer.says("Đã rà soát 4 nhóm việc, {received} hồ sơ.")
    assert "🔢 04: hồ sơ tiếp nhận, tự cập nhật" in officer.hears
    await officer.taps("Giữ cho kỳ sau")
    await officer.taps("Đổi cấp")
    assert "Ý nhỏ (+)" in officer.hears
    await officer.taps("Lên")
    await officer.taps("Quay lại")
    text = await _text(any_town, officer)
    assert "+ Đã rà soát 4 nhóm việc, 04 hồ sơ" in text
    any_town.passes(days=31)
    text = await _text(any_town, officer, "tháng 7/2026")
    assert "+ Đã rà soát 4 nhóm việc, 0 hồ sơ." in text, "its figure is of the new period"
    await _opens(officer, "Mặt làm được", "tháng 7/2026")
    await officer.taps("Đã rà soát")
    await officer.taps("Bỏ câu")
    assert "Đã rà soát" not in officer.hears
    assert "Đã rà soát" in await _text(any_town, officer), "the month before has it still"


async def test_an_indicator_is_a_figure_of_a_sentence(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    for line, value in (("Phòng được kiểm tra; phòng; tháng", "2"), ("Thư điện tử; %; tổng số; tháng", "3/4")):
        await officer.says("/chisotieu")
        await officer.taps("Thêm chỉ tiêu")
        await officer.says(line)
        await officer.says(f"/chisotieu {line.partition(';')[0]} tháng 6/2026 {value}")
    await _opens(officer, "Mặt làm được")
    await officer.taps("Thêm câu")
    assert "Không có số liệu tên “indicator_9”" in (await officer.says("Kiểm tra {indicator_9} phòng")).text
    await _opens(officer, "Mặt làm được")
    await officer.taps("Thêm câu")
    await officer.says("Đã kiểm tra 02 phòng, 75% dùng thư điện tử")
    await officer.taps("02 là Phòng được kiểm tra")
    await officer.taps("75% là Thư điện tử")
    assert "🔢 02: Phòng được kiểm tra" in officer.hears
    await officer.taps("Giữ cho kỳ sau")
    assert "- Đã kiểm tra 02 phòng, 75% dùng thư điện tử." in await _text(any_town, officer)
    any_town.passes(days=31)
    await officer.says("/chisotieu Phòng được kiểm tra tháng 7/2026 11")
    july = "- Đã kiểm tra 11 phòng, không có số liệu dùng thư điện tử."
    assert july in await _text(any_town, officer, "tháng 7/2026")


async def test_who_may_and_what_cannot_be_read(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    staff = await town.member(Role.STAFF)
    await _opens(officer, "Mở đầu")
    await officer.taps("Thêm câu")
    assert "Không có số liệu tên “khong_co”" in (await officer.says("Có {khong_co} hồ sơ")).text
    await staff.forges("draft:cchc:20260601-20260630:1")
    assert "chưa có quyền" in staff.hears or "không có quyền" in staff.hears or "dành cho" in staff.hears
    await officer.forges("draft:cchc:20260601-20260630:1:up:12345678")
    assert "không còn trong dự thảo" in officer.hears
    assert "Kỳ này chưa đến" in (await officer.says("/duthao quý 1 2027")).text


async def test_nothing_is_not_said_beside_what_was_added_and_an_opening_stands_before_the_headings(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    for part, nothing in (("Mặt làm được", "chưa cho thấy"), ("Tồn tại", "không ghi nhận"), ("Đề xuất", "không có đề")):
        await _opens(officer, part)
        assert nothing in officer.hears
        await officer.taps("Thêm câu")
        await officer.says("Đơn vị đã ghi một ý")
        await officer.taps("Quay lại")
        assert "Đơn vị đã ghi một ý" in officer.hears
        assert nothing not in officer.hears
    await officer.taps("Thêm câu")
    await officer.says("Từ các khó khăn trên, cơ quan đề nghị:")
    await officer.taps("Đổi cấp")
    await officer.taps("Đổi cấp")
    await officer.says("/denxuat Sở Thử Hai: cấp thêm một máy quét")
    text = (await _text(town, officer)).split("III. ĐỀ XUẤT, KIẾN NGHỊ\n")[1]
    assert text.splitlines()[:4] == [
        "Từ các khó khăn trên, cơ quan đề nghị:",
        "1. Đối với Sở Thử Hai",
        "- Cấp thêm một máy quét;",
        "- Đơn vị đã ghi một ý.",
    ]


async def test_a_kept_opening_stands_only_where_something_follows(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await _opens(officer, "Đề xuất")
    await officer.taps("Thêm câu")
    await officer.says("Từ các khó khăn trên, cơ quan đề nghị:")
    await officer.taps("Đổi cấp")
    await officer.taps("Đổi cấp")
    await officer.taps("Giữ cho kỳ sau")
    town.passes(days=31)
    assert "cơ quan đề nghị" not in await _text(town, officer, "tháng 7/2026")
    await officer.says("/denxuat Sở Thử Hai: cấp thêm một máy quét")
    text = await _text(town, officer, "tháng 7/2026")
    assert "Từ các khó khăn trên, cơ quan đề nghị:\n1. Đối với Sở Thử Hai\n" in text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Kế hoạch số 12/KH-SM ngày 05/06/2026, 6.981 hồ sơ, 99,97%", ["6.981", "99,97%"]),
        ("Năm 2026, quý 3, {late} hồ sơ; 3/4 phòng", ["3", "4"]),
        ("không có số", []),
    ],
)
def test_days_years_and_documents_are_no_figures(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


def test_a_number_is_bound_only_where_it_can_be_one_figure() -> None:
    means = {"late": "hồ sơ trễ hạn", "received": "hồ sơ tiếp nhận", "late_share": "tỷ lệ", "letters": "thư xin lỗi"}
    assert names_of("3/6.981 việc, 0,04%", VALUES, means) == {"6.981": "received", "0,04%": "late_share"}
    assert names_of("Hồ sơ trễ hạn: 3/6.981", VALUES, means) == {"3": "late", "6.981": "received"}
    text = bound("3/6.981 hồ sơ, số 3, ngày 3/6/2026", {"3": "late", "6.981": "received"})
    assert text == "{late}/{received} hồ sơ, số 3, ngày 3/6/2026"


@given(
    st.text(max_size=60), st.dictionaries(st.sampled_from(["3", "12", "6.981", "0,04%"]), st.sampled_from(list(VALUES)))
)
def test_what_is_bound_reads_as_before(text: str, names: dict[str, str]) -> None:
    same = {number: name for number, name in names.items() if VALUES[name] == number}
    assert filled(bound(text, same), VALUES) == filled(text, VALUES)
    assert set(fields_in(bound(text, same))) >= set(fields_in(text))


def test_items_end_as_lists_do() -> None:
    items: list[Block] = [
        Bullet("một."),
        Bullet("hai;", 2),
        Bullet("ba…"),
        Bullet("Bốn mươi. Năm"),
        Bullet("sáu"),
        Paragraph("Bảy"),
    ]
    assert [block.text for block in ended(items) if isinstance(block, Bullet)] == [
        "một:", "hai;", "ba…", "Bốn mươi. Năm.", "sáu.",
    ]  # fmt: skip
