"""What may be seen and done in a unit's group: its tasks and reports on them. No other unit's, no ratings, no feedback,
nothing about citizens."""

from handlers.context import Context
from handlers.plan import actions as act
from handlers.plan import questions as ask
from storage.plan.task_units import Access

IN_GROUPS = frozenset(
    {
        *("nhiemvu", "viec", "tiendo"),
        *(act.ShowTasks.name, act.ShowMine.name, act.ShowTask.name, act.ShowHistory.name, act.Report.name),
        *(act.ReportOn.name, act.WriteReport.name, act.ReportOnTask.name, act.ReportInPlan.name),
        *(act.ReportOnTasks.name, act.ReportAnyway.name, act.ReportLines.name, act.StepBack.name, act.StayDone.name),
        *(act.Correct.name, act.UndoReport.name, act.AddWords.name),
        *(ask.AskReport.kind, ask.AskOccurrence.kind, ask.AskTask.kind, ask.AskPlan.kind, ask.AskTasks.kind),
        *(ask.AskWhether.kind, ask.AskLines.kind, ask.AskStepBack.kind, ask.AskReason.kind, ask.AskMoreWords.kind),
    }
)


def seen_here(context: Context) -> Access:
    """Which of a unit's tasks are shown: in its group not those of others in which it only takes part, for how they
    stand is the other unit's figure."""
    return Access.SEES if context.incoming.group is None else Access.REPORTS
