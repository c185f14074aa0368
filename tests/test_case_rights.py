import pytest

from handlers.routes import ROUTES
from storage.cases.cases import case_with_code, own_cases
from storage.models import Role
from tests.cases import DESK, answers, assigns, writes
from tests.chat import Person, Town


async def _id(town: Town, code: str) -> int:
    async with town.db() as db:
        case = await case_with_code(db, code)
    assert case is not None
    return case.id


STAFF_BUTTONS = (
    "case:{case}", "case_turn:{case}", "case_words:{case}", "case_pictures:{case}", "case_answer:{case}",
    "case_template:{case}:1",
    "case_send:{case}", "case_extend:{case}", "case_extend:{case}:3", "case_time_yes:{case}:1", "case_time_no:{case}:1",
    "case_similar:{case}", "case_same:{case}:{twin}",
    "case_part:{case}", "assign:{case}:0", "assign:0:1", "assign_due:{case}:0:{unit}:3", "assign_due:{case}:0:{own}:3",
    "alert_assign:1", "case_own:{case}", "case_rate:{case}:1", "case_reopen:{case}", "case_more:{case}",
    "case_place:{case}", "case_withdraw:{case}", "case_withdraw_do:{case}", "case_object:{case}",
    "case_dossier:{case}", "case_dossier_not:{case}",
    "case_proofs:{case}", "case_proofs_drop:{case}", "case_ask_more:{case}", "case_published:{case}",
    "assign_rule:{case}:0:{unit}:usual", "assign_rule:{case}:0:{own}:urgent",
    "case_place_keep:{case}", "case_words_keep:{case}",
)  # fmt: skip


@pytest.mark.parametrize("role", [None, Role.STAFF, Role.DIRECTOR, Role.OFFICER])
async def test_no_forged_button_opens_or_moves_a_case_of_another_unit(any_town: Town, role: Role | None) -> None:
    town = any_town
    director, room = await town.member(Role.DIRECTOR), await town.unit("Phòng Một cửa")
    other = await town.unit("Trung tâm khác")
    code, twin = await writes(town.person()), await writes(town.person(), f"{DESK} Hôm qua.")
    await assigns(director, code, "Phòng Một cửa")
    await assigns(director, twin, "Phòng Một cửa")
    person = town.person() if role is None else await town.member(role, other)
    values = {"case": await _id(town, code), "twin": await _id(town, twin), "unit": room, "own": other}

    before = await _all(town, director, (code, twin))
    for button in STAFF_BUTTONS:
        heard = (await person.forges(button.format(**values))).text
        assert DESK not in heard, button
        assert "✅" not in heard, button
    # What a forged button may have made the bot wait for is worth nothing either.
    await person.says("7 ngày")
    await person.says("Một câu trả lời giả")
    await person.forges(f"case_send:{values['case']}")
    assert await _all(town, director, (code, twin)) == before
    assert DESK not in (await person.says(code)).text


async def _all(town: Town, director: Person, codes: tuple[str, ...]) -> list[str]:
    return [(await director.says(code)).text for code in codes]


async def test_every_button_of_cases_was_forged_above() -> None:
    forged = {button.partition(":")[0] for button in STAFF_BUTTONS}
    buttons = {name for name in ROUTES.actions if name.startswith(("case", "assign", "alert_assign"))}
    # These carry no case: lists of what one may see, a kind, a unit that is looked at in the last step.
    assert buttons - forged == {"cases", "case_extend_which", "case_start", "case_kind", "case_mine", "assign_unit"}


async def test_staff_of_the_unit_direct_nothing(town: Town) -> None:
    director, room = await town.member(Role.DIRECTOR), await town.unit("Phòng Một cửa")
    staff = await town.member(Role.STAFF, room)
    code = await writes(town.person())
    case_id = await _id(town, code)
    await assigns(director, code, "Phòng Một cửa")
    for button in (f"assign:{case_id}:0", f"assign_due:{case_id}:0:{room}:10", f"case_same:{case_id}:{case_id}"):
        assert "vai trò khác" in (await staff.forges(button)).text


async def test_staff_see_a_case_only_once_it_is_given_to_them(any_town: Town) -> None:
    director, staff = await any_town.member(Role.DIRECTOR), await any_town.member(Role.STAFF)
    code = await writes(any_town.person(), kind="Thái độ")
    await staff.says(code)
    assert "Không tìm thấy phản ánh" in staff.hears
    await staff.forges(f"case:{await _id(any_town, code)}")
    assert DESK not in staff.hears
    await assigns(director, code, "Sở Thử")
    await staff.says(code)
    assert DESK in staff.hears


async def test_a_director_assigns_within_the_own_subtree_only(town: Town) -> None:
    room, other = await town.unit("Phòng Một cửa"), await town.unit("Trung tâm khác")
    director, head = await town.member(Role.DIRECTOR), await town.member(Role.DIRECTOR, room)
    code = await writes(town.person())
    await assigns(director, code, "Phòng Một cửa")
    await head.says(code)
    await head.taps("Giao đơn vị")
    assert "Trung tâm khác" not in head.last.labels
    for action in (f"assign_unit:{await _id(town, code)}:0:{other}", f"assign_due:{await _id(town, code)}:0:{other}:3"):
        assert "ngoài phạm vi" in (await head.forges(action)).text


async def test_an_alert_of_somebody_else_assigns_nothing(any_town: Town) -> None:
    director, officer = await any_town.member(Role.DIRECTOR), await any_town.member(Role.OFFICER)
    await writes(any_town.person(), kind="Thái độ")
    action = director.last.action("Giao đơn vị")
    await officer.forges(action)
    assert "Việc này không còn" in officer.hears


async def test_of_two_answers_the_first_is_sent(any_town: Town) -> None:
    director, staff = await any_town.member(Role.DIRECTOR), await any_town.member(Role.STAFF)
    citizen = any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Sở Thử")
    for person, text in ((director, "Câu trả lời của giám đốc"), (staff, "Câu trả lời của cán bộ")):
        await person.says(code)
        await person.taps("Trả lời")
        await person.says(text)
    draft = director.last
    await staff.taps("Gửi câu trả lời")
    heard = len(citizen.inbox)
    await director.taps("Gửi câu trả lời", draft)
    assert "đã được trả lời" in director.hears
    assert len(citizen.inbox) == heard
    # The same tap again, a week later.
    any_town.passes(days=3)
    await staff.forges(f"case_send:{await _id(any_town, code)}")
    assert len(citizen.inbox) == heard


async def test_a_citizen_moves_only_the_own_case(any_town: Town) -> None:
    director, citizen, other = await any_town.member(Role.DIRECTOR), any_town.person(), any_town.person()
    code = await writes(citizen)
    await answers(director, code)
    case_id = await _id(any_town, code)
    for action in (f"case_rate:{case_id}:1", f"case_reopen:{case_id}", f"case_more:{case_id}", f"case_own:{case_id}"):
        assert "không phải của ông/bà" in (await other.forges(action)).text
    await citizen.forges(f"case_rate:{case_id}:9")
    assert "không còn dùng được" in citizen.hears
    async with any_town.db() as db:
        assert await own_cases(db, 0, 5) == []
