from handlers.kit.kept import reads
from handlers.lint import fixing, looking, screens, waiving
from handlers.lint.actions import (
    AskReason,
    AskWords,
    FixFinding,
    FixReport,
    FixTask,
    LookAgain,
    ShowFinding,
    ShowFindings,
    ShowWaived,
    TakeWaiverBack,
    WaiveBecause,
    WaiveFinding,
)
from handlers.routing import LEADERS, OFFICER, Route, Topic

TOPIC = Topic(
    commands=(Route("kiemtra", looking.check_command, LEADERS, aliases=("lint",), words=("kiem tra",)),),
    actions=(
        Route.tap(ShowFindings, looking.show_findings, LEADERS),
        Route.tap(ShowWaived, looking.show_findings, LEADERS),
        Route.tap(LookAgain, looking.look_again, LEADERS),
        Route.tap(ShowFinding, screens.show_finding, LEADERS),
        Route.tap(FixFinding, fixing.choose_words, OFFICER),
        Route.tap(FixTask, fixing.choose_task, OFFICER),
        Route.tap(FixReport, fixing.choose_report, OFFICER),
        Route.tap(WaiveFinding, waiving.ask_reason, OFFICER),
        Route.tap(WaiveBecause, waiving.choose_reason, OFFICER),
        Route.tap(TakeWaiverBack, waiving.take_back, OFFICER),
    ),
    answers=reads(AskReason, waiving.reason_answered) | reads(AskWords, fixing.words_answered),
)
