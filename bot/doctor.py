"""`cchc doctor`: what is set up, what is not, and what to do about it."""

import os
import socket
from collections.abc import Callable

from bot.application import telegram_make
from bot.channels.base import NotSent
from bot.settings import Settings
from storage.counts import count_rows
from storage.database import Database
from storage.migrate import migrate

Show = Callable[[str], None]


class Examination:
    def __init__(self, show: Show) -> None:
        self._show = show
        self.problems = 0

    def good(self, what: str) -> None:
        self._show(f"[green]ok[/]       {what}")

    def note(self, what: str, advice: str) -> None:
        self._show(f"[yellow]note[/]     {what}\n         → {advice}")

    def bad(self, what: str, advice: str) -> None:
        self.problems += 1
        self._show(f"[red]problem[/]  {what}\n         → {advice}")


async def examine(settings: Settings, show: Show) -> int:
    """The number of problems found."""
    found = Examination(show)
    _examine_settings(settings, found)
    await _examine_database(settings, found)
    await _examine_telegram(settings, found)
    _examine_web(settings, found)
    return found.problems


def _examine_settings(settings: Settings, found: Examination) -> None:
    if settings.demo:
        found.note("demo mode: no token and no public address", "set CCHC_TELEGRAM_TOKEN (README: Telegram bot)")
    if settings.agency == "Sở Mẫu" and not settings.demo:
        found.bad("CCHC_AGENCY is not set", "set it to the department's name; citizens see it")
    try:
        settings.secret()
    except OSError as error:
        found.bad(
            f"the secret key cannot be read or made in {settings.data_dir}: {error.strerror}",
            "make the folder writable, or set CCHC_SECRET_KEY",
        )
        return
    if settings.secret_key is None:
        found.good(f"secret key in {settings.data_dir / 'secret.key'}; keep a copy beside the database's backup")
    else:
        found.good("secret key from CCHC_SECRET_KEY")


async def _examine_database(settings: Settings, found: Examination) -> None:
    where = settings.database_url.split("@")[-1]
    try:
        database = Database(settings.database_url)
        await migrate(database)
        async with database.read() as db:
            counts = await count_rows(db)
        await database.close()
    except Exception as error:
        found.bad(f"database {where}: {type(error).__name__}", "check CCHC_DATABASE_URL, and that the server runs")
        return
    found.good(f"database {where}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    if not counts["units"]:
        found.note("nothing has been set up yet", 'cchc invite --role officer --unit "NAME OF THE DEPARTMENT"')
    elif not counts["tasks"]:
        found.note("there is no plan yet", "cchc import plan FILE, or send the file to the bot as officer")


async def _examine_telegram(settings: Settings, found: Examination) -> None:
    if settings.telegram_token is None:
        return
    telegram = telegram_make(settings, Database(settings.database_url))
    try:
        name = await telegram.name_of_bot()
        found.good(f"Telegram: @{name}, by {'webhook' if settings.public_url else 'polling'}")
    except NotSent as failure:
        found.bad(f"Telegram: {failure.reason}", "check CCHC_TELEGRAM_TOKEN, CCHC_TELEGRAM_API_URL and the network")
    finally:
        await telegram.close()


def _examine_web(settings: Settings, found: Examination) -> None:
    if settings.public_url and not settings.public_url.startswith("https://"):
        found.bad("CCHC_PUBLIC_URL is not https", "Telegram accepts https only; put a reverse proxy in front")
    host = "127.0.0.1" if settings.demo else settings.web_host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, settings.web_port))
            found.good(f"web: {host}:{settings.web_port} is free")
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            found.note(f"web: {host}:{settings.web_port}: {reason}", "the bot runs already, or set CCHC_WEB_PORT")
