"""The table of routes. A new command is a line here, a function in a module of this room, and its help line in
`words/vi.toml` (README, "Add a command")."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import rating, start
from handlers.context import Answer, Context
from handlers.routing import Route, Routes

ROUTES = Routes(
    commands=[
        Route("start", start.start, words=("bat dau", "xin chao", "hello", "menu"), listed=False),
        Route("danhgia", rating.rate_command, aliases=("rate",), words=("danh gia",)),
        Route("help", start.show_help, aliases=("trogiup",), words=("tro giup", "huong dan", "giup")),
    ],
    actions=[
        Route("main", start.show_main),
        Route("help", start.show_help),
        Route("rate", rating.rate),
        Route("rate_ask", rating.ask_code),
        Route("rate_show", rating.show_faces),
        Route("rate_reason", rating.toggle_reason),
        Route("rate_comment", rating.ask_comment),
    ],
)

# kind of pending question → who reads the answer
ANSWERS: dict[str, Callable[[Context, dict[str, Any], str], Awaitable[Answer]]] = {
    "dossier_code": rating.code_answered,
    "dossier_digits": rating.digits_answered,
    "rating_comment": rating.comment_answered,
}

# Readers of text that is no command, in this order; None passes it on.
PLAIN_TEXT: tuple[Callable[[Context, str], Awaitable[Answer | None]], ...] = ()


async def FILES(context: Context) -> Answer:
    raise NotImplementedError
