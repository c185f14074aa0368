from handlers.figures import answers, breakdowns, charting, compare_screen, drill, flags, league, summary
from handlers.figures.actions import (
    AnswerRating,
    AskAnswer,
    AskPeriod,
    Compare,
    OpenRating,
    ShowAreas,
    ShowBreakdown,
    ShowChannels,
    ShowCharts,
    ShowFlags,
    ShowLate,
    ShowLeague,
    ShowSummary,
    ShowUnhappy,
)
from handlers.kit.kept import reads
from handlers.routing import LEADERS, Route, Topic

TOPIC = Topic(
    commands=(
        Route(
            "summary",
            summary.summary,
            LEADERS,
            aliases=("tonghop",),
            words=("tong hop", "tom tat", "toi phai lam gi", "viec cua toi", "can chi dao gi"),
        ),
        Route("bieudo", charting.charts_command, LEADERS, aliases=("charts",), words=("bieu do",)),
        Route("dauhieu", flags.flags_command, LEADERS, aliases=("flags",), words=("dau hieu",)),
    ),
    actions=(
        Route.tap(ShowSummary, summary.show_summary, LEADERS),
        Route.tap(ShowCharts, charting.show_charts, LEADERS),
        Route.tap(ShowAreas, drill.show_areas, LEADERS),
        Route.tap(ShowChannels, drill.show_channels, LEADERS),
        Route.tap(Compare, compare_screen.show_comparison, LEADERS),
        Route.tap(ShowLeague, league.show_league, LEADERS),
        Route.tap(ShowBreakdown, breakdowns.show_breakdown, LEADERS),
        Route.tap(ShowLate, drill.show_late, LEADERS),
        Route.tap(ShowUnhappy, drill.show_unhappy, LEADERS),
        Route.tap(OpenRating, answers.open_rating, LEADERS),
        Route.tap(AnswerRating, answers.ask_answer, LEADERS),
        Route.tap(ShowFlags, flags.show_flags, LEADERS),
    ),
    answers=reads(AskPeriod, summary.period_answered) | reads(AskAnswer, answers.answer_given),
)
