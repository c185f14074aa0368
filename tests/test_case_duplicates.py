"""Cases that say the same: found, answered together, parted again."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.likeness import ALIKE
from storage.ground.likeness import likeness, sketch
from storage.models import Role
from tests.cases import DESK, answers, assigns, office, writes
from tests.chat import Town


async def test_near_duplicates_are_shown_and_answered_together(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    first, second, other = any_town.person(), any_town.person(), any_town.person()
    code = await writes(first)
    await writes(other, "Nên cho nộp hồ sơ vào sáng thứ bảy để người đi làm đỡ phải nghỉ việc.")
    twin = await writes(second, "quay so 3 dong cua truoc gio, toi phai ve khong!!")
    await director.says(twin)
    await director.taps("Có thể trùng (1)")
    assert DESK in director.hears
    await director.taps(f"Trùng với {code}")
    assert "giải quyết chung" in second.hears
    assert code not in second.hears

    await assigns(director, code, "Phòng Một cửa")
    assert f"{twin} của ông/bà đã được giao" in second.hears
    await staff.says("/vuviec")
    assert "chưa trả lời: 1" in staff.hears
    await staff.says(code)
    assert f"Giải quyết chung cả {twin}" in staff.hears
    await answers(staff, code, "Quầy 3 đã mở lại.")
    assert "Quầy 3 đã mở lại." in first.hears
    assert "Quầy 3 đã mở lại." in second.hears
    # Each is asked by themselves whether it is settled.
    await second.taps("chưa được giải quyết")
    await second.says("Chiều nay vẫn đóng")
    await director.says(code)
    assert "✅ Đã trả lời" in director.hears
    await director.says(twin)
    assert "↩️ Mở lại" in director.hears


async def test_what_was_taken_for_the_same_is_parted_again(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    code, twin = await writes(town.person()), await writes(town.person())
    await director.says(twin)
    await director.taps("Có thể trùng")
    await director.taps(f"Trùng với {code}")
    await director.says(twin)
    await director.taps("Tách riêng")
    await director.says(twin)
    assert "Giải quyết chung" not in director.hears
    assert any("Trả lời" in label for label in director.last.labels)


@given(st.text(), st.text())
def test_likeness_is_between_nothing_and_all_and_the_same_both_ways(one: str, other: str) -> None:
    score = likeness(sketch(one), sketch(other))
    assert 0 <= score <= 1
    assert score == likeness(sketch(other), sketch(one))
    assert not sketch(one) or likeness(sketch(one), sketch(one)) == 1


SAME = (
    (DESK, "quay so 3 dong cua truoc gio, toi phai ve khong"),
    ("Đèn đường trước số 12 hỏng đã ba tuần", "Đèn đường trước nhà số 12 bị hỏng ba tuần nay"),
    ("Bãi giữ xe của sở thu 10.000 đồng không có vé", "Bãi giữ xe trong sở thu 10.000 đ, không đưa vé"),
    ("Máy lấy số tự động ở tầng trệt hỏng từ thứ hai", "Máy lấy số ở tầng trệt bị hỏng từ hôm thứ hai"),
)


def test_what_says_the_same_is_more_alike_than_what_does_not() -> None:
    for one, other in SAME:
        assert likeness(sketch(one), sketch(other)) >= ALIKE, (one, other)
    texts = [pair[0] for pair in SAME]
    for one in texts:
        assert sum(likeness(sketch(one), sketch(other)) >= ALIKE for other in texts) == 1
