import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.application import office_of
from bot.intake import utc_now
from bot.opening import opened
from bot.settings import Settings
from handlers.catalogue import Words
from handlers.report.content import Wanted
from handlers.report.making import make_report
from storage.calendars import Regime
from storage.period_text import parse_period
from storage.refusals import Refusal
from storage.units import root_unit, subtree
from storage.working_time import local_day


async def write_report(
    settings: Settings, text: str, regime: Regime, folder: Path, show: Callable[[str], None]
) -> None:
    """The files of `/baocao` into a folder."""
    now = utc_now()
    period = parse_period(text, local_day(now))
    if period is None:
        raise Refusal("period.unknown")
    async with opened(settings) as database:
        async with database.read() as db:
            root = await root_unit(db)
            if root is None:
                raise Refusal("setup.empty")
            units = frozenset(await subtree(db, [root.id]))
        made = await make_report(database, office_of(settings), Wanted(units, period, regime), now)
    for file in made.files:
        path = folder / file.name
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            await asyncio.to_thread(path.write_bytes, file.content)
        except OSError:
            raise Refusal("file.cannot_write", name=str(path)) from None
        show(Words("vi")("cli.written", path=path))
