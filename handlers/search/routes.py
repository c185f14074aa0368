from handlers.routing import STAFF, Route, Topic
from handlers.search import documents, tasks

TOPIC = Topic(
    commands=(
        Route("timvb", documents.search_command, STAFF, aliases=("documents",), words=("tim van ban", "tim vb")),
    ),
    actions=(
        Route("search_tasks", tasks.show_page, STAFF),
        Route("search_documents", documents.show_page, STAFF),
    ),
    answers={
        "search_tasks": tasks.words_answered,
        "search_documents": documents.words_answered,
    },
)
