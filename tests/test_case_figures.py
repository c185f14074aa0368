from datetime import UTC, date, datetime

import pytest

from storage.cases.cases import Hand, case_with_code
from storage.cases.counts import CaseFigures, case_counts
from storage.cases.steps import answer
from storage.ground.refusals import Refusal
from storage.models import CaseKind, Role
from tests.cases import CODE, answers, assigns, code_in, writes
from tests.chat import Person, Town


async def _figures(town: Town, last: date, units: set[int] | None = None) -> CaseFigures:
    async with town.db() as db:
        counts = await case_counts(db, units or {town.unit_id, town.unit_id + 1}, date(2026, 6, 1), last, last)
    return counts.of_citizens


async def _listed(person: Person) -> set[str]:
    """The codes of the open cases that this person is shown."""
    return {code_in(label) for label in (await person.says("/vuviec")).labels if CODE.search(label)}


async def _ten_days_of_cases(town: Town, director: Person) -> tuple[str, str, str]:
    """One of May and four of Monday, 1 June: answered in time and opened again, answered late, still open, conduct.
    The codes of the first and the last two of the four, which are open at the end."""
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
    return in_time, still_open, conduct


async def test_figures_stand_as_they_were_at_the_end_of_the_day(any_town: Town) -> None:
    town = any_town
    director, room = await town.member(Role.DIRECTOR), await town.unit("Phòng Một cửa")
    reopened, still_open, conduct = await _ten_days_of_cases(town, director)
    assert await _figures(town, date(2026, 6, 1)) == CaseFigures(received=4, open=4, open_earlier=1)
    assert await _figures(town, date(2026, 6, 3)) == CaseFigures(
        received=4, answered=1, in_time=1, open=3, open_earlier=1
    )
    assert await _figures(town, date(2026, 6, 5)) == CaseFigures(
        received=4, answered=1, in_time=1, open=3, overdue=3, open_earlier=1
    )
    # Late was answered late; the conduct case was to be assigned by 03/06.
    assert await _figures(town, date(2026, 6, 8)) == CaseFigures(received=4, answered=2, in_time=1, open=2, overdue=2)
    assert await _figures(town, date(2026, 6, 9)) == CaseFigures(
        received=4, answered=1, in_time=0, open=3, overdue=2, reopened=1
    )
    async with town.db() as db:
        kinds = (await case_counts(db, {town.unit_id}, date(2026, 6, 1), date(2026, 6, 9), date(2026, 6, 9))).by_kind
        assert kinds[CaseKind.CONDUCT].received == 1
        assert kinds[CaseKind.INTERNAL] == CaseFigures()
    # The room has two of the three that are open; the conduct case is the department's own.
    assert await _listed(await town.member(Role.STAFF, room)) == {reopened, still_open}
    assert await _listed(director) == {reopened, still_open, conduct}


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
