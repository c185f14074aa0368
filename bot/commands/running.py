from collections.abc import Callable

from bot.application import Application
from bot.demo.department import holds_samples
from bot.garbage import spare_the_collector
from bot.memory import give_memory_back
from bot.settings.settings import Settings
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.migrate import migrate
from storage.only_process import only_process


async def run_bot(settings: Settings, show: Callable[[str], None]) -> None:
    """Refuses to serve the public over sample data, and an SQLite file that another process serves."""
    give_memory_back()
    application = Application(settings)
    say = Words("vi")

    def announce(address: str) -> None:
        if settings.demo:
            show(say("cli.demo", address=address))
            show(say("cli.demo_next"))
        else:
            telegram = say("cli.serving_telegram") if application.telegram else ""
            show(say("cli.serving", agency=settings.agency, address=address, telegram=telegram))

    with only_process(application.database):
        if not settings.demo:
            await migrate(application.database)
            if await holds_samples(application.database):
                await application.database.close()
                raise Refusal("setup.sample_data", url=application.database.place)
        spare_the_collector()
        await application.run(announce)
