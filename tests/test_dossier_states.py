"""What files say of the states of dossiers is what is kept, and what the figures count."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.dossiers.apologies import owed_letters
from storage.dossiers.dossiers import DossierView, find_by_code
from storage.dossiers.lateness import late_dossiers
from storage.figures.summary import DossierFigures, dossier_figures
from storage.ground.days.periods import Period
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.imports.questions import NO_ANSWERS, Answers, Ask, Unanswered
from storage.imports.state_words import read_state
from storage.models import DossierEvent, EventKind, StateWord
from storage.people.units import add_unit, subtree
from tests.chat import Town
from tests.samples import TAKE_BACK

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
HEAD = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Trạng thái"


async def sends(town: Town, *lines: str, answers: Answers = NO_ANSWERS, name: str = "ho-so.csv") -> Outcome:
    return await town.imports(FileKind.DOSSIERS, name, "\n".join(lines).encode(), answers=answers)


async def dossier(town: Town, code: str) -> DossierView:
    async with town.db() as db:
        found = await find_by_code(db, code)
    assert found is not None
    return found


async def late(town: Town, day: date, period: Period = MAY) -> list[str]:
    async with town.db() as db:
        units = await subtree(db, [town.unit_id])
        period = Period(period.first, min(day, period.last)) if day <= period.last else period
        return [one.code for one in await late_dossiers(db, sorted(units), period, day, 50)]


async def figures(town: Town, period: Period = MAY, today: date = date(2026, 6, 30)) -> DossierFigures:
    async with town.db() as db:
        return await dossier_figures(db, await subtree(db, [town.unit_id]), period, today)


def told(outcome: Outcome) -> list[tuple[str, bool]]:
    return [(problem.key, problem.left_out) for problem in outcome.problems]


async def test_states_decide_who_is_late_and_owed_a_letter(any_town: Town) -> None:
    outcome = await sends(
        any_town,
        "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Gia hạn đến,Trạng thái",
        *("A-1,05/05/2026,12/05/2026,,,Đã trả kết quả", "A-2,05/05/2026,12/05/2026,,,Người nộp xin rút hồ sơ"),
        *("A-3,05/05/2026,12/05/2026,,,Từ chối tiếp nhận", 'A-4,05/05/2026,12/05/2026,,,"Chờ bổ sung giấy tờ"'),
        *("A-5,05/05/2026,12/05/2026,15/05/2026,19/05/2026,Đã trả kết quả", "A-6,05/05/2026,12/05/2026,,,Đang xử lý"),
        *("A-7,05/05/2026,12/05/2026,,,Đã giải quyết (quá hạn)", "A-8,05/05/2026,,,,Đang xử lý"),
    )
    assert told(outcome) == [("dossier.ended_without_day", False)] * 2
    assert await late(any_town, date(2026, 5, 31)) == ["A-6", "A-7"]
    assert (await figures(any_town)).late == 2
    async with any_town.db() as db:
        owed = await owed_letters(db, [any_town.unit_id], MAY.first, MAY.last, date(2026, 6, 30), 50)
    assert [letter.code for letter in owed] == ["A-6", "A-7"]
    states = [(await dossier(any_town, f"A-{number}")).state.value for number in range(1, 9)]
    assert states == [
        *("handed_over", "withdrawn", "refused", "waiting", "handed_over", "received", "finished", "received")
    ]


async def test_finished_decides_on_lateness_and_handed_over_is_another_day(town: Town) -> None:
    await sends(
        town,
        "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày hoàn thành,Ngày trả,Trạng thái",
        "B-1,05/05/2026,12/05/2026,12/05/2026,20/05/2026,Đã trả kết quả",
        "B-2,05/05/2026,12/05/2026,13/05/2026,,Đã xử lý xong",
        "B-3,05/05/2026,12/05/2026,11/05/2026,,Chờ trả kết quả",
    )
    assert await late(town, date(2026, 5, 31)) == ["B-2"]
    days = [(found.finished_on, found.returned_on) for found in [await dossier(town, f"B-{n}") for n in (1, 2, 3)]]
    assert days == [
        (date(2026, 5, 12), date(2026, 5, 20)),
        (date(2026, 5, 13), None),
        (date(2026, 5, 11), None),
    ]
    assert (await figures(town)).returned == 1


async def test_where_a_file_knows_one_day_of_the_end_it_is_the_hand_over_unless_the_state_says_otherwise(
    town: Town,
) -> None:
    await sends(
        town,
        "STT,Số hồ sơ,Tên thủ tục hành chính,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái hồ sơ",
        "1,H29-260505-0001,Cấp phép,05/05/2026 08:15:22,15/05/2026 17:00:00,14/05/2026 14:30:00,Đã trả kết quả",
        "2,H29-260505-0002,Cấp phép,05/05/2026 08:15:22,15/05/2026 17:00:00,,Đang xử lý",
        "3,H29-260505-0003,Cấp phép,05/05/2026 08:15:22,15/05/2026 17:00:00,13/05/2026 09:00:00,",
        "4,H29-260505-0004,Cấp phép,05/05/2026 08:15:22,15/05/2026 17:00:00,13/05/2026 09:00:00,Đã xử lý xong",
    )
    found = [await dossier(town, f"H29-260505-000{number}") for number in (1, 2, 3, 4)]
    assert [one.returned_on for one in found] == [date(2026, 5, 14), None, date(2026, 5, 13), None]
    assert found[0].procedure == "Cấp phép"
    async with town.db() as db:
        event = (await db.execute(select(DossierEvent).where(DossierEvent.dossier_id == found[0].id))).all()
    assert [(row.kind, row.day, str(row.at)) for row in event] == [
        (EventKind.RECEIVED, date(2026, 5, 5), "08:15:00"),
        (EventKind.HANDED_OVER, date(2026, 5, 14), "14:30:00"),
    ]


async def test_a_wait_stops_the_clock_once_and_the_second_wait_is_late(town: Town) -> None:
    for name, state in (("06.05.2026", "Chờ bổ sung"), ("20.05.2026", "Đã bổ sung")):
        await sends(town, HEAD, f"C-1,05/05/2026,12/05/2026,,{state}", name=f"ho-so {name}.csv")
    # 6 to 20 May are ten working days.
    assert (await dossier(town, "C-1")).due_on == date(2026, 5, 26)
    assert await late(town, date(2026, 5, 25)) == []
    await sends(town, HEAD, "C-1,05/05/2026,12/05/2026,,Chờ bổ sung", name="ho-so 22.05.2026.csv")
    assert await late(town, date(2026, 5, 21)) == []
    assert await late(town, date(2026, 5, 22)) == ["C-1"]


async def test_a_past_period_stays_as_it_was_after_an_extension_and_after_a_withdrawal(town: Town) -> None:
    both = ("D-1,05/05/2026,12/05/2026,,Đang xử lý", "D-2,05/05/2026,12/05/2026,,Đang xử lý")
    await sends(town, HEAD, *both, name="ho-so 14.05.2026.csv")
    await sends(
        town,
        HEAD,
        *("D-1,05/05/2026,29/05/2026,,Đang xử lý", "D-2,05/05/2026,12/05/2026,,Công dân xin rút"),
        name="ho-so 20.05.2026.csv",
    )
    assert await late(town, date(2026, 5, 19)) == ["D-1", "D-2"]
    assert await late(town, date(2026, 5, 20)) == []
    assert await late(town, date(2026, 5, 29)) == []
    assert await late(town, date(2026, 5, 30)) == ["D-1"]


async def test_what_a_file_has_no_column_for_stays(any_town: Town) -> None:
    head = "Mã hồ sơ,Mã thủ tục,Số điện thoại,Hình thức nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả"
    await sends(any_town, head, "E-1,P-1,0901000539,Trực tuyến,05/05/2026,12/05/2026,")
    before = await dossier(any_town, "E-1")
    outcome = await sends(
        any_town, "Mã hồ sơ,Ngày trả kết quả", "E-1,11/05/2026", "E-9,11/05/2026", name="tra-ket-qua.csv"
    )
    assert (outcome.new, outcome.changed, told(outcome)) == (0, 1, [("dossier.unknown_code", True)])
    after = await dossier(any_town, "E-1")
    assert (after.returned_on, after.procedure, after.due_on) == (date(2026, 5, 11), "P-1", before.due_on)
    assert (await figures(any_town)).returned == 1
    again = await sends(any_town, "Mã hồ sơ,Ngày trả kết quả", "E-1,11/05/2026")
    assert again.changes_nothing


async def test_an_older_file_takes_no_return_back_unless_told_to(any_town: Town) -> None:
    await sends(any_town, HEAD, "F-1,05/05/2026,12/05/2026,11/05/2026,Đã trả kết quả", name="hs 20.05.2026.csv")
    old = (HEAD, "F-1,05/05/2026,12/05/2026,,Đang xử lý", "F-2,06/05/2026,13/05/2026,,Đang xử lý")
    with pytest.raises(Unanswered) as asked:
        await sends(any_town, *old, name="hs 08.05.2026.csv")
    assert asked.value.question.values == {"as_of": "08/05/2026", "known": "20/05/2026", "example": "F-1"}
    keep = NO_ANSWERS.with_answer(Ask.OLDER, "keep")
    outcome = await sends(any_town, *old, name="hs 08.05.2026.csv", answers=keep)
    assert (outcome.new, outcome.same) == (1, 1)
    assert (await dossier(any_town, "F-1")).returned_on == date(2026, 5, 11)
    await sends(any_town, *old, name="hs 08.05.2026.csv", answers=TAKE_BACK)
    assert (await dossier(any_town, "F-1")).returned_on is None
    assert (await figures(any_town)).returned == 0


async def test_an_unknown_word_of_state_is_asked_about_once(town: Town) -> None:
    rows = (HEAD, "G-1,05/05/2026,12/05/2026,,Chờ thanh toán", "G-2,05/05/2026,12/05/2026,,Chờ thanh toán")
    with pytest.raises(Unanswered) as asked:
        await sends(town, *rows)
    question = asked.value.question
    assert (question.ask, question.about) == (Ask.STATE, "Chờ thanh toán")
    assert question.values == {"word": "Chờ thanh toán", "count": 2, "example": "G-1"}
    await sends(town, *rows, answers=NO_ANSWERS.with_answer(Ask.STATE, "waiting", "Chờ thanh toán"))
    await sends(town, *rows)
    assert (await dossier(town, "G-1")).state == "waiting"
    async with town.db() as db:
        assert (await db.execute(select(StateWord.word, StateWord.state))).one() == ("cho thanh toan", "waiting")


def test_a_state_cell_with_personal_data_is_not_shown_whole() -> None:
    unknown = read_state("Gọi cho bà Tên Riêng Rất Dài ở số 0901000539 trước khi giao lại hồ sơ").unknown
    assert len(unknown) <= 40
    assert not any(letter.isdigit() for letter in unknown)


@pytest.mark.parametrize(
    ("text", "state", "late"),
    [
        *[("Chờ xử lý", "received", None), ("Đang xử lý (quá hạn)", "received", True)],
        ("Đã bổ sung", "received", None),
        *[("Yêu cầu bổ sung giấy tờ", "waiting", None), ("Đang bổ sung điều kiện", "waiting", None)],
        *[("Tạm dừng", "waiting", None), ("Từ chối (xử lý)", "refused", None)],
        ("Rút (không giải quyết)", "withdrawn", None),
        *[("Đã hủy", "withdrawn", None), ("Đã giải quyết sớm hạn", "finished", False)],
        ("Chờ trả kết quả", "finished", None),
        *[("Đã giải quyết (quá hạn)", "finished", True), ("DA TRA KET QUA", "handed_over", None)],
        *[("Chưa giải quyết", "received", None), ("Trả lại hồ sơ", "refused", None), ("Đúng hạn", None, False)],
        *[("Chưa quá hạn", None, False), ("Quá hạn 3 ngày", None, True), ("Dừng xử lý", None, None)],
    ],
)  # fmt: skip
def test_words_of_state_are_known(text: str, state: str | None, late: bool | None) -> None:
    said = read_state(text)
    assert (said.state, said.late) == (state, late)


async def test_days_decide_where_the_state_contradicts_them_and_it_is_told(town: Town) -> None:
    outcome = await sends(
        town,
        HEAD + ",Tình trạng hạn",
        "I-1,05/05/2026,12/05/2026,11/05/2026,Đang xử lý,Đúng hạn",
        "I-2,05/05/2026,12/05/2026,15/05/2026,Đã trả kết quả,Đúng hạn",
    )
    assert told(outcome) == [("dossier.state_contradicts", False), ("dossier.said_in_time", False)]
    assert await late(town, date(2026, 5, 31)) == ["I-2"]


async def test_months_first_is_seen_from_the_whole_file_and_a_contradiction_is_asked(town: Town) -> None:
    head = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả"
    outcome = await sends(town, head, "K-1,05/04/2026,05/12/2026", "K-2,05/05/2026,05/15/2026")
    assert [line.key for section in outcome.sections for line in section.lines] == ["months_first"]
    assert (await dossier(town, "K-1")).received_on == date(2026, 5, 4)
    mixed = (head, "L-1,04/05/2026,15/05/2026", "L-2,05/04/2026,05/15/2026", "L-3,05/04/2026,05/12/2026")
    with pytest.raises(Unanswered) as asked:
        await sends(town, *mixed)
    assert asked.value.question.ask is Ask.DAY_ORDER
    outcome = await sends(town, *mixed, answers=NO_ANSWERS.with_answer(Ask.DAY_ORDER, "by_row"))
    assert told(outcome) == [("dossier.day_order_unclear", True)]
    assert [(await dossier(town, code)).due_on for code in ("L-1", "L-2")] == [date(2026, 5, 15)] * 2


async def test_a_row_that_lost_a_cell_is_told_and_one_without_its_empty_end_is_read(town: Town) -> None:
    outcome = await sends(
        town,
        "Mã hồ sơ,Địa chỉ,Chủ hồ sơ,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Ghi chú",
        *(f"M-{number},Số 1,Tên,05/05/2026,12/05/2026,11/05/2026,x" for number in range(3)),
        "M-8,Tên,05/05/2026,12/05/2026,11/05/2026,x",
        "M-9,Số 1,Tên,05/05/2026,12/05/2026",
    )
    assert told(outcome) == [("dossier.shifted", True)]
    assert outcome.new == 4


async def test_a_procedure_is_known_by_its_name_and_a_unit_by_its_own(town: Town) -> None:
    procedures = "Mã thủ tục,Tên thủ tục\nP-1,Cấp thẻ hướng dẫn viên du lịch nội địa\nP-2,Xác nhận hội diễn\n"
    await town.imports(FileKind.PROCEDURES, "tt.csv", procedures.encode())
    async with town.db() as db:
        room = await add_unit(db, "Phòng Nghiệp vụ", town.unit_id)
    outcome = await sends(
        town,
        "Mã hồ sơ,Tên thủ tục,Phòng ban,Ngày tiếp nhận,Ngày hẹn trả",
        "N-1,xác nhận HỘI DIỄN,Phòng Nghiệp vụ,05/05/2026,12/05/2026",
        "N-2,Cấp thẻ hướng dẫn viên du lịch nội địa.,Phòng Lạ,05/05/2026,12/05/2026",
        "N-3,Việc chưa có trong danh mục,Trần Văn Mẫu,05/05/2026,12/05/2026",
    )
    lines = {line.key: line.values for section in outcome.sections for line in section.lines}
    assert lines["procedure_near"]["code"] == "P-1"
    assert lines["unit_unknown"] == {"name": "Phòng Lạ", "count": 1}
    assert lines["units_unknown"] == {"count": 1}
    found = [await dossier(town, f"N-{number}") for number in (1, 2, 3)]
    assert [one.procedure for one in found] == [
        *("Xác nhận hội diễn", "Cấp thẻ hướng dẫn viên du lịch nội địa", "Việc chưa có trong danh mục")
    ]
    assert [one.unit_id for one in found] == [room.id, town.unit_id, town.unit_id]
