from collections.abc import Callable

from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.figures.comparing import collect_earlier
from handlers.figures.gathering import collect_figures
from handlers.figures.summary_text import summary_text
from handlers.words.catalogue import Words
from storage.dossiers.imports_running import running_imports
from storage.ground.days.period_text import parse_period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.people.units import root_unit, subtree


async def print_summary(settings: Settings, text: str, show: Callable[[str], None]) -> None:
    today = local_day(utc_now())
    period = parse_period(text or "năm nay", today)
    if period is None:
        raise Refusal("period.unknown")
    async with opened(settings) as database, database.read() as db:
        root = await root_unit(db)
        if root is None:
            raise Refusal("setup.empty")
        units = await subtree(db, [root.id])
        figures = await collect_figures(db, units, period, today)
        earlier = await collect_earlier(db, units, period, today)
        running = await running_imports(db, units, utc_now())
    show(summary_text(Words("vi"), root.name, figures, today, earlier, running))
