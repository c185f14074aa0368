"""Staff and leaders: tasks, figures, findings, alerts."""

from datetime import date

from handlers.alerts import actions as alert
from handlers.chasing import actions as chase
from handlers.figures import actions as figure
from handlers.kit.actions import Action
from handlers.kit.files import Sent
from handlers.kit.kept import Kept
from handlers.lint import actions as check
from handlers.making.lint_rules.matter import Place
from handlers.plan import actions as plan
from handlers.plan import questions as ask_plan
from handlers.search import actions as search
from storage.ground.days.periods import Period
from storage.models import ProgressState

MAY, JUNE = Period(date(2026, 5, 1), date(2026, 5, 31)), Period(date(2026, 6, 1), date(2026, 6, 30))
CODE = "0123456789abcdef"
SENT = Sent("web", "7", "anh.jpg", "image/jpeg")
BUTTONS: list[tuple[Action, str]] = [
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
    (plan.ChooseLead(12, 1), "lead:12:1"),
    (plan.SetLead(12, 3), "lead_set:12:3"),
    (chase.SendNudges(), "nudge_send"),
    (chase.NudgeOverdue(), "nudge_overdue"),
    (chase.NudgeOverdue(7), "nudge_overdue:7"),
    (chase.EndLeave(12), "leave_end:12"),
    (alert.ShowAlert(12), "alert:12"),
    (alert.MarkSeen(12), "alert_seen:12"),
    (alert.AskForWord(12), "alert_ask:12"),
    (figure.ShowSummary(), "summary"),
    (figure.ShowSummary(JUNE), "summary:20260601-20260630"),
    (figure.ShowSummary(JUNE, 7), "summary:20260601-20260630:7"),
    (figure.Compare(JUNE, MAY), "compare:20260601-20260630:20260501-20260531"),
    (figure.Compare(JUNE, MAY, 7), "compare:20260601-20260630:20260501-20260531:7"),
    (figure.ShowLeague(JUNE), "league:20260601-20260630"),
    (figure.ShowLeague(JUNE, 1, 7), "league:20260601-20260630:1:7"),
    (figure.ShowBreakdown(figure.Breakdown.FIELD, JUNE), "by:field:20260601-20260630"),
    (figure.ShowBreakdown(figure.Breakdown.PROCEDURE, JUNE), "by:procedure:20260601-20260630"),
    (figure.ShowChannels(JUNE), "channels:20260601-20260630"),
    (figure.ShowChannels(JUNE, 7), "channels:20260601-20260630:7"),
    (figure.ShowCharts(JUNE), "charts:20260601-20260630"),
    (figure.ShowAreas(JUNE), "areas:20260601-20260630"),
    (figure.ShowFlags(JUNE), "flags:20260601-20260630"),
    (figure.ShowLate(JUNE, 0), "late:20260601-20260630:0"),
    (figure.ShowLate(JUNE, 0, 7), "late:20260601-20260630:0:7"),
    (figure.ShowUnhappy(JUNE, 1), "unhappy:20260601-20260630:1"),
    (figure.OpenRating(12), "rating_open:12"),
    (figure.AnswerRating(12), "unhappy_answer:12"),
    (check.ShowFindings(JUNE, 0), "lint:20260601-20260630:0"),
    (check.ShowWaived(JUNE, 1), "lint_waived:20260601-20260630:1"),
    (check.LookAgain(JUNE), "lint_again:20260601-20260630"),
    (check.ShowFinding(3, CODE), f"finding:3:{CODE}"),
    (check.FixFinding(3, CODE), f"lint_fix:3:{CODE}"),
    (check.WaiveFinding(3, CODE), f"lint_waive:3:{CODE}"),
    (check.TakeWaiverBack(3, CODE), f"lint_unwaive:3:{CODE}"),
    (check.WaiveBecause(check.Reason.LATER, 3, CODE), f"lint_reason:later:3:{CODE}"),
    (check.FixTask(Place.TITLE, 12), "lint_words:title:12"),
    (check.FixReport(12), "lint_report:12"),
    (search.TurnTasks(1, "Bưu chính"), "search_tasks:1:Bưu chính"),
    (search.TurnDocuments(0, "số: 990"), "search_documents:0:số: 990"),
]
FORGED: list[tuple[type[Action], str]] = [
    (chase.AddLeave, "20260630-20260601"),
    (chase.AddLeave, "tháng 6"),
    (chase.ChooseDeputy, "12"),
    (alert.ShowAlerts, "0:1"),
    (alert.ShowAlerts, "100000"),
    (alert.MarkSeen, ""),
    (plan.ShowTasks, "weather"),
    (plan.ShowTasks, "area:0:2026"),
    (plan.ShowTasks, "all:0:20261301-20261331"),
    (plan.ShowTask, "12:5"),
    (plan.Report, "12:101"),
    (plan.Report, "12:not_started"),
    (plan.ReportOn, "12:20260631"),
    (plan.Correct, "12:80"),
    (figure.ShowSummary, "mãi mãi"),
    (figure.ShowLate, "20260601-20260630"),
    (check.ShowFinding, "3:abc"),
    (check.WaiveBecause, f"never:3:{CODE}"),
    (check.FixTask, "area:12"),
    (search.TurnTasks, "0:"),
    (search.TurnTasks, "0: ,"),
    (search.TurnDocuments, "x:990"),
    (search.TurnDocuments, "100000:990"),
]
KEPT: list[tuple[Kept, dict[str, object]]] = [
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
    (alert.AskWord(12), {"alert_id": 12}),
    (chase.AskLeave(JUNE), {"code": "20260601-20260630"}),
    (ask_plan.AttachFile(*SENT, 12), {**SENT._asdict(), "progress_id": 12}),
    (figure.AskPeriod(), {}),
    (figure.AskAnswer(12), {"rating_id": 12}),
    (figure.Draw([1, 2], JUNE), {"units": [1, 2], "period": "20260601-20260630"}),
    (
        figure.Break([1, 2], figure.Breakdown.FIELD, JUNE, "Du lịch"),
        {"units": [1, 2], "of": "field", "period": "20260601-20260630", "name": "Du lịch"},
    ),
    (
        check.AskWords(check.Target.REPORT, 12, JUNE),
        {"place": "report", "id": 12, "period": "20260601-20260630"},
    ),
    (check.AskReason(f"3:{CODE}"), {"finding": f"3:{CODE}"}),
    (search.AskTaskWords(), {}),
    (search.AskDocumentWords(), {}),
    (
        search.SearchTasks([1, 2], ["buu", "chinh"], "Bưu chính", 1),
        {"units": [1, 2], "words": ["buu", "chinh"], "said": "Bưu chính", "page": 1},
    ),
    (
        search.SearchDocuments([1], ["990"], "990", 0),
        {"units": [1], "words": ["990"], "said": "990", "page": 0},
    ),
    (check.Look([1, 2], JUNE), {"units": [1, 2], "period": "20260601-20260630"}),
]
