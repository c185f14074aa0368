from handlers.plan import asking, corrections, doubts, history, leads, one_task, reporting, tasks
from handlers.routing import OFFICER, REPORTERS, STAFF, Route, Topic

TOPIC = Topic(
    commands=(
        Route("nhiemvu", asking.tasks_command, STAFF, aliases=("tasks",), words=("nhiem vu",)),
        Route("tiendo", reporting.task_command, STAFF, aliases=("task",), words=("tien do",)),
    ),
    actions=(
        Route("tasks", tasks.show_tasks, STAFF),
        Route("task", one_task.show_task, STAFF),
        Route("history", history.show_history, STAFF),
        Route("files", history.show_files, STAFF),
        Route("report", reporting.report_state, REPORTERS),
        Route("report_on", reporting.occurrence_chosen, REPORTERS),
        Route("report_text", reporting.ask_report, REPORTERS),
        Route("report_task", doubts.task_chosen, REPORTERS),
        Route("report_tasks", doubts.report_chosen, REPORTERS),
        Route("correct", corrections.correct, REPORTERS),
        Route("undo", corrections.undo, REPORTERS),
        Route("add_words", corrections.ask_words, REPORTERS),
        Route("lead", leads.choose_unit, OFFICER),
        Route("lead_set", leads.set_unit, OFFICER),
    ),
    answers={
        "report": reporting.report_answered,
        "report_occurrence": reporting.occurrence_answered,
        "report_task": doubts.task_answered,
        "report_tasks": doubts.tasks_answered,
        "more_words": corrections.words_answered,
    },
)
