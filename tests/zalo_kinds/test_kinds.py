"""No kind of event is met with silence but for a reason, and docs/zalo.md says what each is met with."""

from pathlib import Path

from bot.channels.zalo.kinds import IGNORED
from tests.bench.throughput import free_port
from tests.databases import sqlite_url
from tests.whole import running
from tests.zalo_chat.setting import permitted, zalo_settings
from tests.zalo_kinds.page import PAGE, with_tables
from tests.zalo_kinds.walk import silent, walk
from tests.zalo_oa.server import ZaloServer


async def test_each_kind_is_answered_or_passed_over_for_a_reason_as_the_page_says(tmp_path: Path) -> None:
    assert set(silent("1")) == set(IGNORED)
    url = await permitted(sqlite_url(tmp_path))
    async with ZaloServer() as zalo, running(zalo_settings(zalo, url, free_port())) as bot:
        rows = await walk(zalo, bot)
    for row in rows:
        assert (not row.citizen, not row.staff) == (row.kind in IGNORED, row.kind in IGNORED), row
    assert PAGE.read_text("utf-8") == with_tables(PAGE.read_text("utf-8"), rows), "make zalo"
