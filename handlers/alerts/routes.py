from handlers.alerts import screens
from handlers.alerts.actions import AskForWord, AskWord, GiveWord, MarkSeen, ShowAlert, ShowAlerts
from handlers.kit.kept import reads
from handlers.routing import LEADERS, STAFF, Route, Topic

TOPIC = Topic(
    commands=(Route("canhbao", screens.alerts_command, LEADERS, aliases=("alerts",), words=("canh bao",)),),
    actions=(
        Route.tap(ShowAlert, screens.show_alert, LEADERS),
        Route.tap(ShowAlerts, screens.show_alerts, LEADERS),
        Route.tap(MarkSeen, screens.mark_as_seen, LEADERS),
        Route.tap(AskForWord, screens.ask_for_word, LEADERS),
        Route.tap(GiveWord, screens.give_word, STAFF),
    ),
    answers=reads(AskWord, screens.word_given),
)
