from collections.abc import Callable

from bot.application import Application
from bot.demo import holds_samples
from bot.settings import Settings
from storage.refusals import Refusal


async def run_bot(settings: Settings, show: Callable[[str], None]) -> None:
    """Refuses to serve the public over a database of sample data."""
    application = Application(settings)

    def announce(address: str) -> None:
        if settings.demo:
            show(f"[bold]Demo mode[/] – sample data, for this machine only. Open [link={address}]{address}[/link]")
            show("With CCHC_TELEGRAM_TOKEN set, the bot serves Telegram instead; README.md says how.")
        else:
            show(
                f"CCHC bot for {settings.agency}: web page on {address}"
                + (", Telegram on" if application.telegram else "")
            )

    if not settings.demo:
        from storage.migrate import migrate

        await migrate(application.database)
        if await holds_samples(application.database):
            await application.database.close()
            raise Refusal("setup.sample_data", url=settings.database_url.split("@")[-1])
    await application.run(announce)
