from handlers.figures import answers, charting, drill, flags, summary
from handlers.routing import LEADERS, Route, Topic

TOPIC = Topic(
    commands=(
        Route("summary", summary.summary, LEADERS, aliases=("tonghop",), words=("tong hop", "tom tat")),
        Route("bieudo", charting.charts_command, LEADERS, aliases=("charts",), words=("bieu do",)),
        Route("dauhieu", flags.flags_command, LEADERS, aliases=("flags",), words=("dau hieu",)),
    ),
    actions=(
        Route("summary", summary.show_summary, LEADERS),
        Route("charts", charting.show_charts, LEADERS),
        Route("areas", drill.show_areas, LEADERS),
        Route("late", drill.show_late, LEADERS),
        Route("unhappy", drill.show_unhappy, LEADERS),
        Route("rating_open", answers.open_rating, LEADERS),
        Route("unhappy_answer", answers.ask_answer, LEADERS),
        Route("flags", flags.show_flags, LEADERS),
    ),
    answers={
        "summary_period": summary.period_answered,
        "unhappy_answer": answers.answer_given,
    },
)
