from handlers.checking import fixing, looking, screens, waiving
from handlers.routing import LEADERS, OFFICER, Route, Topic

TOPIC = Topic(
    commands=(Route("kiemtra", looking.check_command, LEADERS, aliases=("lint",), words=("kiem tra",)),),
    actions=(
        Route("lint", looking.show_findings, LEADERS),
        Route("lint_waived", looking.show_waived, LEADERS),
        Route("lint_again", looking.look_again, LEADERS),
        Route("finding", screens.show_finding, LEADERS),
        Route("lint_fix", fixing.choose_words, OFFICER),
        Route("lint_words", fixing.choose_task, OFFICER),
        Route("lint_report", fixing.choose_report, OFFICER),
        Route("lint_waive", waiving.ask_reason, OFFICER),
        Route("lint_reason", waiving.choose_reason, OFFICER),
        Route("lint_unwaive", waiving.take_back, OFFICER),
    ),
    answers={
        "lint_reason": waiving.reason_answered,
        "lint_words": fixing.words_answered,
    },
)
