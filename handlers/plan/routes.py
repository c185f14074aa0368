from handlers.kit.kept import reads
from handlers.plan import (
    asking,
    confirmed,
    corrections,
    doubts,
    edited,
    forwarded,
    history,
    mine,
    one_task,
    plan_edits,
    plans,
    reporting,
    several_tasks,
    tasks,
    unit_changes,
    which_plan,
)
from handlers.plan.actions import (
    AddWords,
    AskNumber,
    AskTitle,
    AskUndoImport,
    ChooseLead,
    Correct,
    Report,
    ReportAnyway,
    ReportInPlan,
    ReportLines,
    ReportOn,
    ReportOnTask,
    ReportOnTasks,
    SendFiles,
    SetLead,
    ShowHistory,
    ShowMine,
    ShowPlan,
    ShowPlans,
    ShowTask,
    ShowTasks,
    StayDone,
    StepBack,
    TakeEdited,
    TakeNumber,
    UndoImport,
    UndoReport,
    WriteReport,
)
from handlers.plan.forwarded_actions import ChooseWriter, EnterFor, EnterOwn, LeaveForwarded
from handlers.plan.in_groups import IN_GROUPS
from handlers.plan.questions import (
    AskEdited,
    AskForwarded,
    AskLines,
    AskMoreWords,
    AskOccurrence,
    AskPlan,
    AskPlanNumber,
    AskPlanTitle,
    AskReason,
    AskReport,
    AskStepBack,
    AskTask,
    AskTasks,
    AskWhether,
)
from handlers.plan.unit_actions import AddOther, AskRemoveOther, ChooseOther, RemoveOther, ShowTaskUnits
from handlers.routing import LEADERS, OFFICER, REPORTERS, STAFF, Route, Topic

TOPIC = Topic(
    commands=(
        Route("nhiemvu", asking.tasks_command, STAFF, aliases=("tasks",), words=("nhiem vu",)),
        Route(
            "viec",
            mine.mine_command,
            REPORTERS,
            aliases=("mine",),
            words=(
                *("viec cua toi", "viec cua em", "viec cua minh", "nhiem vu cua toi", "nhiem vu cua em"),
                *("cong viec cua toi", "cong viec cua em", "toi con viec gi", "em con viec gi", "viec toi phai lam"),
                *(
                    "toi con nhung viec gi",
                    "toi phai lam gi",
                    "toi con thieu bao cao gi",
                    "thang nay toi con thieu bao cao gi",
                ),
            ),
        ),
        Route("kehoach", plans.plans_command, LEADERS, aliases=("plans",), words=("ke hoach nam", "cac ke hoach")),
        Route("tiendo", reporting.task_command, STAFF, aliases=("task",), words=("tien do",)),
    ),
    actions=(
        Route.tap(ShowTasks, tasks.show_tasks, STAFF),
        Route.tap(ShowPlans, plans.show_plans, LEADERS),
        Route.tap(ShowPlan, plans.show_plan, LEADERS),
        Route.tap(AskTitle, plan_edits.ask_title, OFFICER),
        Route.tap(AskNumber, plan_edits.ask_number, OFFICER),
        Route.tap(TakeNumber, plan_edits.take_number, OFFICER),
        Route.tap(AskUndoImport, plan_edits.ask_undo, OFFICER),
        Route.tap(UndoImport, plan_edits.undo, OFFICER),
        Route.tap(ShowMine, mine.show_mine, REPORTERS),
        Route.tap(ShowTask, one_task.show_task, STAFF),
        Route.tap(ShowHistory, history.show_history, STAFF),
        Route.tap(SendFiles, history.show_files, STAFF),
        Route.tap(Report, reporting.report_state, REPORTERS),
        Route.tap(ReportOn, reporting.occurrence_chosen, REPORTERS),
        Route.tap(WriteReport, reporting.ask_report, REPORTERS),
        Route.tap(ReportOnTask, doubts.task_chosen, REPORTERS),
        Route.tap(ReportInPlan, which_plan.plan_chosen, REPORTERS),
        Route.tap(ReportOnTasks, doubts.report_chosen, REPORTERS),
        Route.tap(ReportAnyway, doubts.report_anyway, REPORTERS),
        Route.tap(ReportLines, several_tasks.lines_chosen, REPORTERS),
        Route.tap(StepBack, confirmed.step_back, REPORTERS),
        Route.tap(StayDone, confirmed.stay_done, REPORTERS),
        Route.tap(Correct, corrections.correct, REPORTERS),
        Route.tap(TakeEdited, edited.take_edited, REPORTERS),
        Route.tap(EnterFor, forwarded.enter_for, REPORTERS),
        Route.tap(ChooseWriter, forwarded.choose_writer, REPORTERS),
        Route.tap(EnterOwn, forwarded.enter_own, REPORTERS),
        Route.tap(LeaveForwarded, forwarded.leave_forwarded, REPORTERS),
        Route.tap(UndoReport, corrections.undo, REPORTERS),
        Route.tap(AddWords, corrections.ask_words, REPORTERS),
        Route.tap(ChooseLead, unit_changes.choose_unit, OFFICER),
        Route.tap(SetLead, unit_changes.set_unit, OFFICER),
        Route.tap(ShowTaskUnits, unit_changes.show_units, OFFICER),
        Route.tap(ChooseOther, unit_changes.choose_other, OFFICER),
        Route.tap(AddOther, unit_changes.add, OFFICER),
        Route.tap(AskRemoveOther, unit_changes.ask_remove, OFFICER),
        Route.tap(RemoveOther, unit_changes.remove, OFFICER),
    ),
    answers=(
        reads(AskReport, reporting.report_answered)
        | reads(AskOccurrence, reporting.occurrence_answered)
        | reads(AskTask, doubts.task_answered)
        | reads(AskPlanTitle, plan_edits.title_answered)
        | reads(AskPlanNumber, plan_edits.number_answered)
        | reads(AskPlan, which_plan.plan_answered)
        | reads(AskTasks, doubts.tasks_answered)
        | reads(AskWhether, doubts.whether_answered)
        | reads(AskLines, several_tasks.lines_answered)
        | reads(AskStepBack, confirmed.step_back_answered)
        | reads(AskReason, confirmed.reason_answered)
        | reads(AskEdited, edited.edited_answered)
        | reads(AskForwarded, forwarded.forwarded_answered)
        | reads(AskMoreWords, corrections.words_answered)
    ),
    in_groups=IN_GROUPS,
)
