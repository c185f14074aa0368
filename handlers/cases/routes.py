"""The routes of cases: a part of the table in handlers/routes.py."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers.cases import (
    answering,
    assigning,
    extending,
    lists,
    pictures,
    reactions,
    reading,
    screen,
    similar,
    templates,
    writing,
)
from handlers.context import Answer, Context
from handlers.routing import LEADERS, STAFF, Route

COMMANDS = (
    Route(
        "phananh",
        writing.case_command,
        aliases=("feedback",),
        words=("phan anh", "kien nghi", "khieu nai", "to cao"),
        for_citizens=True,
    ),
    Route("vuviec", lists.cases_command, STAFF, aliases=("cases",), words=("vu viec",)),
    Route("mautraloi", templates.templates_command, LEADERS, words=("mau tra loi",)),
)
ACTIONS = (
    Route("case_start", writing.start_case),
    Route("case_kind", writing.choose_kind),
    Route("case_more", writing.ask_more),
    Route("case_place", writing.ask_place),
    Route("case_mine", reading.show_mine),
    Route("case_own", reading.show_own),
    Route("case_rate", reactions.rate_answer),
    Route("case_reopen", reactions.ask_reopen),
    Route("cases", lists.show_list, STAFF),
    Route("case", screen.show_case, STAFF),
    Route("case_turn", screen.show_turn, STAFF),
    Route("case_words", screen.show_words, STAFF),
    Route("case_pictures", pictures.show_pictures, STAFF),
    Route("case_answer", answering.ask_answer, STAFF),
    Route("case_template", answering.choose_template, STAFF),
    Route("case_send", answering.send_answer, STAFF),
    Route("case_extend", extending.choose_extension, STAFF),
    Route("case_similar", similar.show_similar, LEADERS),
    Route("case_same", similar.mark_same, LEADERS),
    Route("case_part", similar.handle_apart, LEADERS),
    Route("assign", assigning.choose_unit, LEADERS),
    Route("assign_unit", assigning.choose_days, LEADERS),
    Route("assign_due", assigning.days_chosen, LEADERS),
    Route("alert_assign", assigning.assign_from_alert, LEADERS),
    Route("templates", templates.templates_command, LEADERS),
    Route("template", templates.show_template, LEADERS),
    Route("template_add", templates.ask_template, LEADERS),
    Route("template_remove", templates.forget_template, LEADERS),
)
ANSWERS: dict[str, Callable[[Context, dict[str, Any], str], Awaitable[Answer]]] = {
    "case_text": writing.text_answered,
    "case_more": writing.more_answered,
    "case_place": writing.place_answered,
    "case_reopen": reactions.reopen_answered,
    "case_due": assigning.due_answered,
    "case_extend": extending.reason_answered,
    "case_answer": answering.answer_written,
    "case_gaps": answering.gaps_answered,
    "template": templates.template_answered,
}
