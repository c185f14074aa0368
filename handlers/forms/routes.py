from handlers.forms import actions as act
from handlers.forms import index_file, index_screens, portal, screens
from handlers.forms.questions import AskScores
from handlers.kit.kept import reads
from handlers.routing import LEADERS, OFFICER, Route, Topic

TOPIC = Topic(
    commands=(
        Route("kstthc", screens.form_command, LEADERS, words=("ket qua giai quyet thu tuc",)),
        Route("chiso766", index_screens.index_command, LEADERS, words=("chi so 766",)),
    ),
    actions=(
        Route.tap(act.ShowForm, screens.show_form, LEADERS),
        Route.tap(act.ShowFormUnits, screens.show_units, LEADERS),
        Route.tap(act.ShowFormField, screens.show_field, LEADERS),
        Route.tap(act.ShowBehind, screens.show_behind, LEADERS),
        Route.tap(act.ShowIndex, index_screens.show_index, LEADERS),
        Route.tap(act.ShowLost, index_screens.show_lost, LEADERS),
        Route.tap(act.EnterScores, portal.ask_scores, OFFICER),
        Route.tap(act.SendIndex, index_file.start_file, LEADERS),
    ),
    answers=reads(AskScores, portal.scores_answered),
)
