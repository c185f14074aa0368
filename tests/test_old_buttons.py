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
from handlers.plan import actions as plan
from handlers.plan import questions as ask_plan
from handlers.signing_out import SignOut
from handlers.start import Start
from storage.cases.lists import CaseFilter
from storage.days.periods import Period
from storage.models import CaseKind, ProgressState
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
    (plan.ShowTasks(), "tasks"),
    (plan.ShowTasks(plan.Filter.UNREPORTED), "tasks:unreported"),
    (plan.ShowTasks(plan.Filter.ALL, 1, 2026), "tasks:all:1:2026"),
    (plan.ShowTasks(plan.OfArea(3), 0, JUNE), "tasks:area3:0:20260601-20260630"),
    (plan.ShowTasks(plan.OfPlan(3), 2, 2026), "tasks:plan3:2:2026"),
    (plan.ShowTask(12), "task:12"),
    (plan.ShowTask(12, JUNE), "task:12:20260601-20260630"),
    (plan.ShowPlans(), "plans"),
    (plan.ShowPlans(0), "plans:0"),
    (plan.ShowPlan(3), "plan:3"),
    (plan.AskTitle(3), "plan_title:3"),
    (plan.AskNumber(3), "plan_number:3"),
    (plan.AskUndoImport(3, 4), "plan_undo:3:4"),
    (plan.UndoImport(3, 4), "plan_undo_do:3:4"),
    (plan.ShowHistory(12, 0), "history:12:0"),
    (plan.SendFiles(12), "files:12"),
    (plan.Report(12, ProgressState.DONE), "report:12:done"),
    (plan.Report(12, 80), "report:12:80"),
    (plan.ReportOn(12, date(2026, 6, 15)), "report_on:12:20260615"),
    (plan.WriteReport(12), "report_text:12"),
    (plan.ReportOnTask(12), "report_task:12"),
    (plan.ReportInPlan(12), "report_plan:12"),
    (plan.ReportOnTasks(0), "report_tasks:0"),
    (plan.Correct(12), "correct:12"),
    (plan.Correct(12, 75), "correct:12:75"),
    (plan.Correct(12, ProgressState.NOT_STARTED), "correct:12:not_started"),
    (plan.UndoReport(12), "undo:12"),
    (plan.AddWords(12), "add_words:12"),
    (plan.ChooseLead(12), "lead:12"),
    (plan.SetLead(12, 3), "lead_set:12:3"),
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
    (plan.ShowTasks, "weather"),
    (plan.ShowTasks, "area:0:2026"),
    (plan.ShowTasks, "all:0:20261301-20261331"),
    (plan.ShowTask, "12:5"),
    (plan.Report, "12:101"),
    (plan.Report, "12:not_started"),
    (plan.ReportOn, "12:20260631"),
    (plan.Correct, "12:80"),
]
STORED: list[tuple[Kept, dict[str, object]]] = [
    (ask_case.AskCaseWords("", "Tôi hỏi"), {"kind": "", "text": "Tôi hỏi"}),
    (ask_case.AskCaseWords(CaseKind.RULE, ""), {"kind": "rule", "text": ""}),
    (ask_case.AskMore(12, 2), {"case_id": 12, "pictures": 2}),
    (ask_case.AskDue(12, 0, 3), {"case_id": 12, "alert_id": 0, "unit_id": 3}),
    (ask_case.AskExtensionReason(12, date(2026, 6, 15)), {"case_id": 12, "due_on": "2026-06-15"}),
    (ask_case.AskTemplate(), {}),
    (ask_plan.AskReport(12, 80, "Đã ký"), {"task_id": 12, "percent": 80, "text": "Đã ký"}),
    (
        ask_plan.AskOccurrence(12, ProgressState.DONE, 100, ""),
        {"task_id": 12, "state": "done", "percent": 100, "text": ""},
    ),
    (ask_plan.AskTask(80, None, ""), {"percent": 80, "state": None, "text": ""}),
    (ask_plan.AskPlan((12, 13), "5 xong"), {"tasks": [12, 13], "text": "5 xong"}),
    (
        ask_plan.AskTasks((12, 13), None, "done", "", "và 15 xong"),
        {"tasks": [12, 13], "percent": None, "state": "done", "text": "", "said": "và 15 xong"},
    ),
    (ask_plan.AskMoreWords(12), {"progress_id": 12}),
    (ask_plan.AwaitFiles(12), {"progress_id": 12}),
    (ask_plan.AskPlanTitle(3), {"plan_id": 3}),
    (ask_plan.AskPlanNumber(3), {"plan_id": 3}),
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


def test_a_report_that_was_asked_for_in_words_is_read() -> None:
    assert ask_plan.AskReport.read({"task_id": 12}) == ask_plan.AskReport(12)


def test_a_picture_that_was_waiting_to_be_fetched_is_fetched() -> None:
    kept = {"channel": "web", "reference": "7", "name": "anh.jpg", "media_type": "image/jpeg", "case_id": 12}
    assert ask_case.AttachPicture.read(kept) == ask_case.AttachPicture("web", "7", 12)
