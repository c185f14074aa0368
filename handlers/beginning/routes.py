from handlers.beginning import cancelling, import_or_evidence, linking, signing_out, start
from handlers.beginning.menus import ShowHelp
from handlers.kit import choosing, periods
from handlers.kit.kept import reads
from handlers.kit.screens import ShowMain
from handlers.office.actions import ImportFile, ProveReport
from handlers.routing import OFFICER, Route, Topic

BEGINNING = Topic(
    commands=(Route("start", start.start_command, words=("bat dau", "xin chao", "hello", "menu"), listed=False),),
    actions=(
        Route.tap(ShowMain, start.show_main),
        Route.tap(start.Start, start.start),
        Route.tap(ShowHelp, start.show_help),
        Route.tap(ImportFile, import_or_evidence.import_it, OFFICER),
        Route.tap(ProveReport, import_or_evidence.attach_it, OFFICER),
    ),
)
HELP = Topic(
    commands=(
        Route("huy", cancelling.cancel, aliases=("cancel",), bare=False, keeps_question=True),
        Route("help", start.help_command, aliases=("trogiup",), words=("tro giup", "huong dan", "giup")),
    ),
    parts=(signing_out.ROUTES, linking.ROUTES),
    answers=reads(choosing.NameUnit, choosing.unit_named) | reads(periods.NamePeriod, periods.period_named),
)
