from handlers.chasing import leaves, nudges
from handlers.chasing.actions import (
    AddLeave,
    AskLeave,
    AskNudges,
    ChooseDeputy,
    EndLeave,
    NameDeputy,
    NudgeOverdue,
    SendNudges,
    ShowDeputies,
)
from handlers.kit.kept import reads
from handlers.routing import LEADERS, REPORTERS, Route, Topic

TOPIC = Topic(
    commands=(
        Route("nhac", nudges.nudge_command, LEADERS, aliases=("nudge",), words=("nhac viec",)),
        Route(
            "nghi",
            leaves.leave_command,
            REPORTERS,
            aliases=("leave",),
            words=(
                *(
                    "nghi phep",
                    "toi nghi",
                    "toi nghi phep",
                    "toi xin nghi",
                    "toi xin nghi phep",
                    "em nghi",
                    "em nghi phep",
                ),
                *("em xin nghi", "em xin nghi phep", "xin nghi", "xin nghi phep", "xin phep nghi", "em xin phep nghi"),
            ),
            example=leaves.example,
        ),
    ),
    actions=(
        Route.tap(AskNudges, nudges.ask_nudges, LEADERS),
        Route.tap(SendNudges, nudges.send_nudges, LEADERS),
        Route.tap(NudgeOverdue, nudges.nudge_overdue, LEADERS),
        Route.tap(AddLeave, leaves.confirm, REPORTERS),
        Route.tap(ChooseDeputy, leaves.choose_deputy, REPORTERS),
        Route.tap(ShowDeputies, leaves.show_deputies, REPORTERS),
        Route.tap(EndLeave, leaves.end, REPORTERS),
    ),
    answers=reads(AskLeave, leaves.leave_answered) | reads(NameDeputy, leaves.deputy_named),
)
