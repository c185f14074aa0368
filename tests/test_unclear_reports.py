"""A one-line report that may be misread is asked about, and nothing is stored before the answer."""

import pytest

from storage.models import Role
from tests.chat import Person, Town
from tests.samples import furnish


async def _staff(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.STAFF)


async def _task(staff: Person, number: int) -> str:
    return (await staff.says(f"/tiendo {number}")).text


@pytest.mark.parametrize(
    "line", ["4 80", "4 150%", "4 -5%", "4, 3 xong", "4 va 3 xong", "4 3/6", "4 80%, 3 xong", "80%"]
)
async def test_nothing_is_stored_of_what_may_be_misread(town: Town, line: str) -> None:
    staff = await _staff(town)
    await staff.says("4 40%")
    await staff.says(line)
    assert "chưa được ghi" in staff.hears or "chưa ghi" in staff.hears
    assert "Đang thực hiện 40%" in await _task(staff, 4)
    assert "Báo cáo mới nhất" not in await _task(staff, 3)


async def test_a_bare_number_is_asked_about_and_one_tap_stores_it(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("4 80")
    assert "tiến độ là 80%, phải không?" in staff.hears
    await staff.taps("80%")
    assert "Đang thực hiện 80%" in staff.hears


@pytest.mark.parametrize("answer", ["đúng", "80%", "4 80%", "vang"])
async def test_the_percentage_may_be_confirmed_in_words(town: Town, answer: str) -> None:
    staff = await _staff(town)
    await staff.says("4 80")
    await staff.says(answer)
    assert "Đã ghi báo cáo nhiệm vụ 4." in staff.hears
    assert "Đang thực hiện 80%\n" in staff.hears


async def test_words_beside_a_doubtful_percentage_are_not_lost(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 -5% so với tháng trước")
    await staff.taps("5%")
    assert "Đang thực hiện 5% – so với tháng trước" in staff.hears


async def test_more_than_a_hundred_percent_is_asked_for_anew(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 150%")
    assert "“150%” không phải là một tỷ lệ từ 0% đến 100%" in staff.hears
    await staff.says("50%")
    assert "Đang thực hiện 50%" in staff.hears


async def test_a_fraction_of_a_percentage_is_rounded(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 80,5%")
    assert "Đang thực hiện 81%" in staff.hears


async def test_one_line_for_two_tasks_reports_both_or_one(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("3, 4 xong")
    assert "3 và 4" in staff.hears
    assert staff.last.labels[:3] == ["Cả 3 và 4", "Chỉ nhiệm vụ 3", "Chỉ nhiệm vụ 4"]
    await staff.taps("Cả 3 và 4")
    said = [message.text for message in staff.inbox[-2:]]
    assert all("Đã xong" in text for text in said)
    assert ["sẽ được đính kèm" in text for text in said] == [False, True]
    await staff.says("3 va 4 50%")
    await staff.says("chỉ 4")
    assert "Chuyển lại thành đang thực hiện 50%?" in staff.hears
    await staff.taps("Chuyển thành đang thực hiện 50%")
    assert "Đã ghi báo cáo nhiệm vụ 4." in staff.hears
    assert "Đã xong" in await _task(staff, 3)


async def test_a_button_of_two_tasks_works_once(town: Town) -> None:
    staff = await _staff(town)
    asked = await staff.says("3, 4 xong")
    await staff.taps("Chỉ nhiệm vụ 3")
    await staff.taps("Cả", asked)
    assert "không còn dùng được" in staff.hears
    assert "Chưa báo cáo" in await _task(staff, 4)


async def test_a_number_that_is_no_task_counts_something_else(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4, 28 người đã học")
    assert "Đang thực hiện – 28 người đã học" in staff.hears
    await staff.says("4, 3 người đã học")
    await staff.taps("Chỉ nhiệm vụ 4")
    assert "Đang thực hiện – 3 người đã học" in staff.hears
    await staff.says("4, 28 xong")
    assert "không có nhiệm vụ số 28" in staff.hears


async def test_a_percentage_without_a_task_is_asked_for_its_task(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("80% Đã in bảng")
    assert "của nhiệm vụ nào?" in staff.hears
    await staff.says("4")
    assert "Đã ghi báo cáo nhiệm vụ 4." in staff.hears
    assert "Đang thực hiện 80% – Đã in bảng" in staff.hears
    await staff.says("60%")
    await staff.taps("3. Rà soát")
    assert "Đã ghi báo cáo nhiệm vụ 3." in staff.hears
    await staff.says("70%")
    await staff.says("3 90%")
    assert "Đang thực hiện 90%" in staff.hears


async def test_a_director_is_asked_for_no_task(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("80%")
    assert "chưa hiểu" in director.hears


async def test_a_written_report_may_begin_with_the_task_s_number(town: Town) -> None:
    staff = await _staff(town)
    for text, understood in (("4 60% đang in", "60% – đang in"), ("28 người đã học", "– 28 người đã học")):
        await staff.says("/tiendo 4")
        await staff.taps("Viết báo cáo")
        await staff.says(text)
        assert understood in staff.hears
    await staff.says("/tiendo 4")
    await staff.taps("Viết báo cáo")
    await staff.says("3 xong")
    assert "Chỉ nhiệm vụ 3" in staff.last.labels


async def test_a_report_of_its_own_is_no_answer_and_what_waited_is_told(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("3 Đã triển khai Kế hoạch số 990/KH-UBND")
    assert "đã xong hay đang làm?" in staff.hears
    await staff.says("3 60% Đã ký biên bản với bưu điện")
    assert "“Đã triển khai Kế hoạch số 990/KH-UBND” chưa được ghi" in staff.inbox[-2].text
    assert "Đang thực hiện 60% – Đã ký biên bản với bưu điện\n" in staff.hears
