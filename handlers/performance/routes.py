from handlers.kit.kept import reads
from handlers.kit.occasion import Office
from handlers.performance import checking, sheet
from handlers.performance.actions import Accept, AskWhy, AskWhySentBack, MakeSheet, ShowWaiting, TakeBack
from handlers.performance.checking import DIRECTORS
from handlers.routing import Route, Topic


def _measures(office: Office) -> bool:
    return office.measures_performance


TOPIC = Topic(
    commands=(
        Route("nghiemthu", checking.waiting_command, DIRECTORS, words=("nghiem thu",), offered=_measures, alone=True),
        Route("thuchien", sheet.sheet_command, DIRECTORS, words=("ket qua thuc hien nhiem vu",), offered=_measures),
    ),
    actions=(
        Route.tap(ShowWaiting, checking.show_waiting, DIRECTORS),
        Route.tap(Accept, checking.accept, DIRECTORS),
        Route.tap(AskWhy, checking.ask_why, DIRECTORS),
        Route.tap(TakeBack, checking.take_back, DIRECTORS),
        Route.tap(MakeSheet, sheet.make_sheet, DIRECTORS),
    ),
    answers=reads(AskWhySentBack, checking.why_answered),
)
