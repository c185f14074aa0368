from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.similar import ALIKE
from storage.cases.cases import Hand, case_with_code
from storage.cases.codes import ALPHABET, draw_code, read_code
from storage.cases.counts import CaseFigures, case_counts
from storage.cases.lists import open_cases
from storage.cases.steps import answer
from storage.models import CaseKind, Role
from storage.refusals import Refusal
from storage.similar import likeness, sketch
from tests.cases import DESK, answers, assigns, writes
from tests.chat import Town


async def _figures(town: Town, last: date, units: set[int] | None = None) -> CaseFigures:
    async with town.db() as db:
        counts = await case_counts(db, units or {town.unit_id, town.unit_id + 1}, date(2026, 6, 1), last, last)
    return counts.of_citizens


async def test_figures_stand_as_they_were_at_the_end_of_the_day(any_town: Town) -> None:
    town = any_town
    director, room = await town.member(Role.DIRECTOR), await town.unit("Phòng Một cửa")
    citizens = [town.person() for _ in range(4)]
    town.now = datetime(2026, 5, 28, 3, tzinfo=UTC)
    earlier = await writes(town.person())
    town.now = datetime(2026, 6, 1, 3, tzinfo=UTC)  # Monday
    in_time, late, still_open, conduct = [
        await writes(citizen, kind="Thái độ" if number == 3 else "Thủ tục") for number, citizen in enumerate(citizens)
    ]
    for code in (in_time, late, still_open):
        await assigns(director, code, "Phòng Một cửa", "3 ngày")  # 04/06
    town.passes(days=2)
    await answers(director, in_time)
    town.passes(days=5)  # Monday 08/06
    await answers(director, late)
    await answers(director, earlier)
    town.passes(days=1)
    await citizens[0].taps("chưa được giải quyết", citizens[0].inbox[-1])
    await citizens[0].says("Vẫn còn chờ lâu")

    assert await _figures(town, date(2026, 6, 1)) == CaseFigures(received=4, open=4, open_earlier=1)
    assert await _figures(town, date(2026, 6, 3)) == CaseFigures(
        received=4, answered=1, in_time=1, open=3, open_earlier=1
    )
    assert await _figures(town, date(2026, 6, 5)) == CaseFigures(
        received=4, answered=1, in_time=1, open=3, overdue=2, open_earlier=1
    )
    # Late was answered late; the conduct case, to be assigned by 08/06, is still in time on that day.
    assert await _figures(town, date(2026, 6, 8)) == CaseFigures(received=4, answered=2, in_time=1, open=2, overdue=1)
    assert await _figures(town, date(2026, 6, 9)) == CaseFigures(
        received=4, answered=1, in_time=0, open=3, overdue=2, reopened=1
    )
    async with town.db() as db:
        kinds = (await case_counts(db, {town.unit_id}, date(2026, 6, 1), date(2026, 6, 9), date(2026, 6, 9))).by_kind
        assert kinds[CaseKind.CONDUCT].received == 1
        assert kinds[CaseKind.INTERNAL] == CaseFigures()
        assert [case.code for case in await open_cases(db, {town.unit_id}, 10)] == [conduct]
        assert {case.code for case in await open_cases(db, {room}, 10)} == {in_time, still_open}


async def test_of_two_who_answer_at_the_same_moment_the_second_is_refused(any_town: Town) -> None:
    code = await writes(any_town.person())
    hand = Hand(None, any_town.now, any_town.today)
    async with any_town.db() as db:
        case = await case_with_code(db, code)
        assert case is not None
        await answer(db, case.id, hand, "Câu trả lời thứ nhất")
        with pytest.raises(Refusal):
            await answer(db, case.id, hand, "Câu trả lời thứ hai")


async def test_nothing_received_is_zero(any_town: Town) -> None:
    assert await _figures(any_town, date(2026, 6, 9)) == CaseFigures()


@given(st.text())
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


def test_codes_are_drawn_by_lot_and_read_as_people_type_them() -> None:
    codes = [draw_code() for _ in range(200)]
    assert len(set(codes)) == 200
    for code in codes:
        assert set(code) <= {*ALPHABET, "-"}
        for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", f"Mã: {code}"):
            assert read_code(typed) == code


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
