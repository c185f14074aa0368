"""The tables of `docs/zalo.md`: python -m tests.zalo_kinds.page writes them anew."""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.channels.zalo.errors import MEANINGS, Cure
from bot.channels.zalo.kinds import IGNORED
from tests.bench.throughput import free_port
from tests.databases import sqlite_url
from tests.whole import running
from tests.zalo_chat.setting import permitted, zalo_settings
from tests.zalo_kinds.walk import Row, walk
from tests.zalo_oa.server import ZaloServer

PAGE = Path(__file__).parents[2] / "docs" / "zalo.md"
KINDS, ERRORS = "kinds", "errors"
CURES = {
    Cure.WAIT: "a minute later",
    Cure.SOON: "five seconds later",
    Cure.AGAIN: "tried again, five times; then given up, and counted for the officer",
    Cure.MENDED: "tried again for a day, meanwhile an administrator has to act; then given up, and counted",
    Cure.MORNING: "at six in the morning",
    Cure.AWAY: "kept until the person writes again; alerts and reminders go to the next in line",
    Cure.NEVER: "given up, and counted for the officer",
}


def kinds_table(rows: Sequence[Row]) -> str:
    heads = ("Event", "A citizen who is writing feedback hears", "Staff who have just reported hear")
    said = [(f"`{row.kind}`", _cell(row.citizen), _cell(row.staff)) for row in rows if row.kind not in IGNORED]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, ("---",) * 3, *said)]
    lines += ["", "Of these nothing comes, and nobody waits for an answer:", "", "| Event | Why |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{kind}` | {why} |" for kind, why in IGNORED.items())])


def errors_table() -> str:
    lines = ["| Error | Means | What the bot does with the message |", "|---|---|---|"]
    lines += [f"| `{code}` | {one.words} | {CURES[one.cure]} |" for code, one in sorted(MEANINGS.items(), reverse=True)]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "**nothing said**"


def with_tables(page: str, rows: Sequence[Row]) -> str:
    for name, table in ((KINDS, kinds_table(rows)), (ERRORS, errors_table())):
        begins, ends = f"<!-- {name}: made by `make zalo` -->", f"<!-- end of {name} -->"
        found = f"{re.escape(begins)}.*{re.escape(ends)}"
        page = re.sub(found, f"{begins}\n\n{table}\n\n{ends}".replace("\\", "\\\\"), page, flags=re.DOTALL)
    return page


async def _rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        url = await permitted(sqlite_url(Path(folder)))
        async with ZaloServer() as zalo, running(zalo_settings(zalo, url, free_port())) as bot:
            return await walk(zalo, bot)


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8"), asyncio.run(_rows())), "utf-8")
