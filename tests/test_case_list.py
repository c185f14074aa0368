"""The list of cases: what is open, its filters, its pages."""

from tests.cases import assigns, office, writes
from tests.chat import Town


async def test_the_list_has_filters_and_pages(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    codes = [await writes(any_town.person(), f"Việc số {number} khác hẳn: {number * 'a'}") for number in range(10)]
    await director.says("/vuviec")
    assert "chưa trả lời: 10" in director.hears
    await director.taps("Trang sau")
    assert len([label for label in director.last.labels if "·" in label]) == 2
    await assigns(director, codes[0], "Phòng Một cửa", "3 ngày")
    await director.says("/vuviec")
    await director.taps("Đang giải quyết (1)")
    assert codes[0] in "".join(director.last.labels)
    await staff.says("/vuviec")
    assert "chưa trả lời: 1" in staff.hears
    any_town.passes(days=10)
    await staff.says("/vuviec")
    await staff.taps("Quá hạn (1)")
    await staff.taps(codes[0])
    assert "🔴 quá hạn từ 18/06/2026" in staff.hears
