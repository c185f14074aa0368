from handlers.kit.kept import reads
from handlers.routing import STAFF, Route, Topic
from handlers.search import documents, tasks
from handlers.search.actions import AskDocumentWords, AskTaskWords, TurnDocuments, TurnTasks

TOPIC = Topic(
    commands=(
        Route("timvb", documents.search_command, STAFF, aliases=("documents",), words=("tim van ban", "tim vb")),
    ),
    actions=(
        Route.tap(TurnTasks, tasks.show_page, STAFF),
        Route.tap(TurnDocuments, documents.show_page, STAFF),
    ),
    answers=reads(AskTaskWords, tasks.words_answered) | reads(AskDocumentWords, documents.words_answered),
)
