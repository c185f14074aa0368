"""A citizen takes back what they have sent, before anybody has begun to handle it."""

from datetime import date

import pytest

from storage.cases.cases import Hand, case_with_code
from storage.cases.counts import CaseFigures, case_counts
from storage.cases.steps import withdraw
from storage.ground.refusals import Refusal
from tests.cases import DESK, assigns, office, writes
from tests.chat import Person, Town


async def _withdraws(citizen: Person) -> None:
    await citizen.taps("Rút phản ánh")
    await citizen.taps("Đồng ý rút")


async def _figures(town: Town, day: date) -> CaseFigures:
    async with town.db() as db:
        return (await case_counts(db, {town.unit_id}, date(2026, 6, 1), day, day)).of_citizens


async def test_fresh_feedback_is_withdrawn_after_one_confirmation(any_town: Town) -> None:
    _, director, _ = await office(any_town)
    citizen = any_town.person()
    code = await writes(citizen)
    await citizen.taps("Rút phản ánh")
    assert f"muốn rút phản ánh {code}?" in citizen.hears
    await citizen.taps("Đồng ý rút")
    assert f"Đã rút phản ánh {code}" in citizen.hears
    await citizen.taps("Xem phản ánh")
    assert "Tình trạng: ông/bà đã rút" in citizen.hears
    assert citizen.last.labels == ["🏠 Màn hình chính"]

    await director.says(code)
    assert "✖️ Người gửi đã rút" in director.hears
    assert "Người dân: rút phản ánh" in director.hears
    assert director.last.labels == ["◀ Về danh sách"]
    await director.says("/vuviec")
    assert "không có phản ánh, kiến nghị nào chưa trả lời" in director.hears.lower()
    await director.taps("Kết thúc (1)")
    assert f"✖️ {code}" in director.last.labels[0]


async def test_nothing_is_added_after_it(town: Town) -> None:
    citizen = town.person()
    code = await writes(citizen)
    await _withdraws(citizen)
    await citizen.says("Còn một việc nữa ở quầy số 4")
    assert "Ông/bà muốn gửi nội dung này" in citizen.hears
    stranger = town.person()
    await stranger.says(code)
    assert "đã rút" in stranger.hears
    assert DESK not in stranger.hears


async def test_what_somebody_has_begun_to_handle_stays(any_town: Town) -> None:
    _, director, _ = await office(any_town)
    citizen = any_town.person()
    code = await writes(citizen)
    sent = citizen.last
    await citizen.taps("Rút phản ánh")
    asked = citizen.last
    await assigns(director, code, "Phòng Một cửa")
    for label, message in (("Đồng ý rút", asked), ("Rút phản ánh", sent)):
        await citizen.taps(label, message)
        assert "không rút được nữa" in citizen.hears
    await citizen.says(f"/phananh {code}")
    assert "↩️ Rút phản ánh" not in citizen.last.labels
    assert "đang được giải quyết" in citizen.hears


async def test_what_is_handled_together_with_others_stays(town: Town) -> None:
    _, director, _ = await office(town)
    first, second = town.person(), town.person()
    main, other = await writes(first), await writes(second, f"{DESK} Hôm qua.")
    await director.says(other)
    await director.taps("Có thể trùng")
    await director.taps(f"Trùng với {main}")
    for citizen, code in ((first, main), (second, other)):
        await citizen.says(f"/phananh {code}")
        assert "↩️ Rút phản ánh" not in citizen.last.labels
        await citizen.forges(f"case_withdraw_do:{1 if citizen is first else 2}")
        assert "không rút được nữa" in citizen.hears


async def test_a_case_that_is_withdrawn_cannot_be_given_to_a_unit(town: Town) -> None:
    _, director, _ = await office(town)
    citizen = town.person()
    await writes(citizen)
    await _withdraws(citizen)
    await director.forges("assign_due:1:0:2:3")
    assert "đã kết thúc nên không giao được nữa" in director.hears
    heard = len(director.inbox)
    await town.ticks_after(days=20)
    assert not [message for message in director.inbox[heard:] if "quá hạn" in message.text]


async def test_figures_count_it_until_the_day_it_was_withdrawn_and_never_as_unanswered(any_town: Town) -> None:
    citizen = any_town.person()
    await writes(citizen)
    await writes(any_town.person(), "Quầy số 5 cũng đóng cửa sớm")
    any_town.passes(days=1)
    assert await _figures(any_town, date(2026, 6, 16)) == CaseFigures(received=2, open=2)
    await _withdraws(citizen)
    assert await _figures(any_town, date(2026, 6, 15)) == CaseFigures(received=2, open=2)
    assert await _figures(any_town, date(2026, 6, 16)) == CaseFigures(received=1, open=1)


async def test_it_is_withdrawn_once(town: Town) -> None:
    citizen = town.person()
    code = await writes(citizen)
    await _withdraws(citizen)
    async with town.db() as db:
        case = await case_with_code(db, code)
        assert case is not None
        with pytest.raises(Refusal, match="handled_already"):
            await withdraw(db, case.id, Hand(None, town.now, town.today))
