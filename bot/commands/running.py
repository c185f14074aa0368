"""`cchc run`."""

import contextlib
import logging
from collections.abc import Callable

from bot.application import Application
from bot.commands.opening import refuse_samples
from bot.commands.terminal import SAY, do, read_settings, show, show_in
from bot.memory import give_memory_back
from bot.settings.names import unknown_settings
from bot.settings.settings import Settings
from storage.ground.refusals import Refusal
from storage.migrate import migrate
from storage.only_process import only_process


def serve() -> None:
    """Until it is told to stop."""
    for name, meant in unknown_settings():
        key = "cli.unknown_setting" if meant else "cli.useless_setting"
        show_in("yellow", SAY(key, name=name, meant=meant))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # These say at INFO which address was called, and the address holds the token.
    for name in ("httpx", "telegram", "aiohttp", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Ctrl+C is how one stops it: no mishap to tell about.
    with contextlib.suppress(KeyboardInterrupt):
        do(run_bot(read_settings(), show))


async def run_bot(settings: Settings, show: Callable[[str], None]) -> None:
    """Refuses to serve the public over sample data, and an SQLite file that another process serves."""
    give_memory_back()
    application = Application(settings)

    def announce(address: str) -> None:
        if settings.demo:
            show(SAY("cli.demo", address=address))
            show(SAY("cli.demo_next"))
        else:
            over = "".join(SAY("cli.serving_over", service=messenger.service) for messenger in application.messengers)
            show(SAY("cli.serving", agency=settings.agency, address=address, messengers=over))

    with only_process(application.database):
        if not settings.demo:
            await migrate(application.database)
            try:
                await refuse_samples(settings, application.database)
            except Refusal:
                await application.database.close()
                raise
        await application.run(announce)
