"""What was sent before is understood: buttons and questions have the form they always had."""

from datetime import date

import pytest

from handlers.alerts import actions as alert
from handlers.cases import actions as case
from handlers.cases import questions as ask_case
from handlers.chasing import actions as chase
from handlers.citizens import actions as citizen
from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from handlers.menus import ShowMain
from handlers.signing_out import SignOut
from handlers.start import Start
from storage.cases.lists import CaseFilter
from storage.days.periods import Period
from storage.models import CaseKind
from storage.ratings.details import Reason
from storage.refusals import Refusal

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
BUTTONS: list[tuple[Action, str]] = [
    (case.StartCase(), "case_start"),
    (case.ChooseMatter(case.Matter.FORMAL), "case_kind:formal"),
    (case.RateAnswer(12, 5), "case_rate:12:5"),
    (case.ShowCases(), "cases"),
    (case.ShowCases(CaseFilter.OPEN, 0), "cases:open:0"),
    (case.ShowCases(CaseFilter.OVERDUE, 2), "cases:overdue:2"),
    (case.ExtendCase(12), "case_extend:12"),
    (case.ExtendCase(12, 5), "case_extend:12:5"),
    (case.Assign(0, 7), "assign:0:7"),
    (case.AssignToUnit(12, 0, 3), "assign_unit:12:0:3"),
    (case.AssignWithin(12, 0, 3, 10), "assign_due:12:0:3:10"),
    (case.JoinCase(12, 13), "case_same:12:13"),
    (case.FillTemplate(12, 4), "case_template:12:4"),
    (citizen.EnterCode(), "rate_ask"),
    (citizen.RateDossier(12, 5), "rate:12:5"),
    (citizen.RateTogether(12, 5), "rate_all:12:5"),
    (citizen.RateNext(12, 1), "rate_next:12:1"),
    (citizen.OpenOther(12, 13), "rate_other:12:13"),
    (citizen.ToggleReason(12, Reason.CAME_AGAIN), "rate_reason:12:came_again"),
    (citizen.ShowDossier(12), "dossier:12"),
    (citizen.EraseHeld(), "privacy_erase"),
    (chase.AskNudges(), "nudge"),
    (chase.AddLeave(JUNE), "leave_add:20260601-20260630"),
    (chase.ChooseDeputy(12, 3), "leave_deputy:12:3"),
    (alert.ShowAlerts(0), "alerts:0"),
    (alert.ShowAlerts(), "alerts"),
    (alert.GiveWord(12), "word:12"),
    (ShowMain(), "main"),
    (Start(), "start"),
    (Start.with_dossier("Aa-_9"), "start:d_Aa-_9"),
    (SignOut(), "sign_out"),
]
FORGED: list[tuple[type[Action], str]] = [
    (case.ChooseMatter, "internal"),
    (case.RateAnswer, "12:6"),
    (case.ShowCases, "everything:0"),
    (case.ExtendCase, "12:4"),
    (case.AssignWithin, "12:0:3:4"),
    (case.Assign, "12"),
    (citizen.RateDossier, "12:0"),
    (citizen.RateTogether, "12:6"),
    (citizen.RateNext, "12:-1"),
    (citizen.ToggleReason, "12:weather"),
    (citizen.ShowDossier, "٣"),
    (citizen.EraseHeld, "12"),
    (chase.AddLeave, "20260630-20260601"),
    (chase.AddLeave, "tháng 6"),
    (chase.ChooseDeputy, "12"),
    (alert.ShowAlerts, "0:1"),
    (alert.ShowAlerts, "100000"),
    (case.ShowCases, "open:100000"),
    (alert.MarkSeen, ""),
]
STORED: list[tuple[Kept, dict[str, object]]] = [
    (ask_case.AskCaseWords("", "Tôi hỏi"), {"kind": "", "text": "Tôi hỏi"}),
    (ask_case.AskCaseWords(CaseKind.RULE, ""), {"kind": "rule", "text": ""}),
    (ask_case.AskMore(12, 2), {"case_id": 12, "pictures": 2}),
    (ask_case.AskDue(12, 0, 3), {"case_id": 12, "alert_id": 0, "unit_id": 3}),
    (ask_case.AskExtensionReason(12, date(2026, 6, 15)), {"case_id": 12, "due_on": "2026-06-15"}),
    (ask_case.AskTemplate(), {}),
    (citizen.AskDossierCode(), {}),
    (citizen.AskDigits("H-1"), {"code": "H-1"}),
    (citizen.AskComment(12), {"dossier_id": 12}),
    (citizen.Export(), {}),
    (alert.AskWord(12), {"alert_id": 12}),
    (chase.AskLeave(JUNE), {"code": "20260601-20260630"}),
]


@pytest.mark.parametrize(("action", "wire"), BUTTONS, ids=[wire for _, wire in BUTTONS])
def test_a_button_is_written_as_it_always_was_and_read(action: Action, wire: str) -> None:
    assert action.wire == wire
    assert type(action).read(wire.partition(":")[2]) == action


@pytest.mark.parametrize(("kind", "argument"), FORGED)
def test_what_no_button_offered_is_stale(kind: type[Action], argument: str) -> None:
    with pytest.raises(Refusal) as refused:
        kind.read(argument)
    assert refused.value.key == "button.stale"


@pytest.mark.parametrize(("kept", "data"), STORED, ids=[str(kept) for kept, _ in STORED])
def test_a_question_is_kept_as_it_always_was_and_read(kept: Kept, data: dict[str, object]) -> None:
    assert kept.data == data
    assert type(kept).read(data) == kept


def test_who_was_asked_when_they_are_away_is_still_asked() -> None:
    assert chase.AskLeave.read({}) == chase.AskLeave.read(chase.AskLeave().data) == chase.AskLeave()


def test_a_picture_that_was_waiting_to_be_fetched_is_fetched() -> None:
    kept = {"channel": "web", "reference": "7", "name": "anh.jpg", "media_type": "image/jpeg", "case_id": 12}
    assert ask_case.AttachPicture.read(kept) == ask_case.AttachPicture("web", "7", 12)
