from handlers.chasing import leaves, nudges
from handlers.routing import LEADERS, REPORTERS, Route, Topic

TOPIC = Topic(
    commands=(
        Route("nhac", nudges.nudge_command, LEADERS, aliases=("nudge",), words=("nhac viec",)),
        Route(
            "nghi",
            leaves.leave_command,
            REPORTERS,
            aliases=("leave",),
            words=("nghi phep", "toi nghi"),
            example=leaves.example,
        ),
    ),
    actions=(
        Route("nudge", nudges.nudge_command, LEADERS),
        Route("nudge_send", nudges.send_nudges, LEADERS),
        Route("leave_add", leaves.confirm, REPORTERS),
        Route("leave_deputy", leaves.choose_deputy, REPORTERS),
        Route("leave_end", leaves.end, REPORTERS),
    ),
    answers={
        "leave": leaves.leave_answered,
    },
)
