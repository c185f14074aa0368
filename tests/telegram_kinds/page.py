"""The table of `docs/telegram.md`: python -m tests.telegram_kinds.page writes it anew."""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.channels.telegram.kinds import MARKS, SERVICE
from tests.botapi import BotApiServer
from tests.databases import sqlite_url
from tests.telegram_kinds.walk import Row, walk
from tests.whole import running, telegram_settings

PAGE = Path(__file__).parents[2] / "docs" / "telegram.md"
BEGINS, ENDS = "<!-- kinds: made by `make telegram` -->", "<!-- end of kinds -->"
SILENT = "nothing: Telegram writes it itself, and nobody waits for an answer"
# Of `Update`, those the bot asks for, and why not the others.
UPDATES = {
    "message": "read as the table of messages says",
    "edited_message": "a report: the new text is offered as a correction in one tap, for an hour; feedback: it"
    " counts as its new text while nobody has begun, for an hour; else it is said that edited messages are not read"
    " again",
    "callback_query": "a tap: its right is checked anew, and the waiting sign on the button ends",
    "my_chat_member": "who has blocked the bot, and who has taken that back",
}
NOT_ASKED = "not asked for, and nothing said if it comes all the same: {why}"
WHY = {
    "inline": "the bot has no inline mode",
    "business": "the bot is no part of a business account",
    "channel": "the bot serves no channels",
    "payments": "the bot sells nothing",
    "reactions": "a face under a message is no words; ratings have buttons",
    "polls": "the bot sends no polls",
    "others": "it concerns other members of a chat, or the chat itself",
}
OTHER_UPDATES = {
    **dict.fromkeys(("channel_post", "edited_channel_post"), WHY["channel"]),
    **dict.fromkeys(("business_connection", "business_message", "edited_business_message"), WHY["business"]),
    **dict.fromkeys(("deleted_business_messages", "guest_message", "managed_bot"), WHY["business"]),
    **dict.fromkeys(("message_reaction", "message_reaction_count"), WHY["reactions"]),
    **dict.fromkeys(("inline_query", "chosen_inline_result"), WHY["inline"]),
    **dict.fromkeys(("shipping_query", "pre_checkout_query", "purchased_paid_media"), WHY["payments"]),
    **dict.fromkeys(("poll", "poll_answer"), WHY["polls"]),
    **dict.fromkeys(("chat_member", "chat_join_request", "chat_boost", "removed_chat_boost"), WHY["others"]),
}


def table(rows: Sequence[Row]) -> str:
    heads = ("`Message`", "A citizen who is writing feedback hears", "Staff who have just reported hear")
    said = [(f"`{row.kind}`", _cell(row.citizen), _cell(row.staff)) for row in rows if row.kind not in SERVICE]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, ("---",) * 3, *said)]
    service = ", ".join(f"`{row.kind}`" for row in rows if row.kind in SERVICE)
    marks = ", ".join(f"`{mark}`" for mark in sorted(MARKS))
    lines += ["", f"Service messages get no answer, for {SILENT.removeprefix('nothing: ')}: {service}.", ""]
    lines += [f"These come along with a message and change nothing in what is heard: {marks}.", ""]
    lines += ["| `Update` | What the bot does |", "|---|---|"]
    lines += [f"| `{kind}` | {does} |" for kind, does in UPDATES.items()]
    lines += [f"| `{kind}` | {NOT_ASKED.format(why=why)} |" for kind, why in sorted(OTHER_UPDATES.items())]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "**nothing said**"


def with_table(page: str, rows: Sequence[Row]) -> str:
    found = f"{re.escape(BEGINS)}.*{re.escape(ENDS)}"
    return re.sub(found, lambda _: f"{BEGINS}\n\n{table(rows)}\n\n{ENDS}", page, flags=re.DOTALL)


async def _rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        async with BotApiServer() as server, running(telegram_settings(server, sqlite_url(Path(folder)))) as bot:
            return await walk(server, bot)


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), asyncio.run(_rows())), "utf-8")
