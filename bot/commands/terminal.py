"""What every command needs of the terminal: settings, a loop to run in, a way to say things. It does not load the
command line: the bot, which runs for months, does without."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.memory import spare_the_collector
from bot.settings.problems import setting_problems
from bot.settings.settings import Settings
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal

Result = TypeVar("Result")
SAY = Words("vi")


def show(text: str) -> None:
    print(text)  # noqa: T201 - the terminal is where a command answers


def ask(text: str) -> str:
    """What is typed in a line; empty where nobody types."""
    try:
        return input(text)
    except EOFError:
        return ""


def show_in(colour: str, text: str) -> None:
    """Red for what went wrong, yellow for warnings; no colours where the terminal has none."""
    from rich.console import Console  # seldom needed

    Console(highlight=False).print(text, style=colour, markup=False, soft_wrap=True)


def read_settings() -> Settings:
    """Says what is wrong with them and ends the process with 2 where they cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        for line in setting_problems(error):
            show_in("red", line)
        raise SystemExit(2) from None


def do(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs a command; an expected refusal is a sentence and exit code 1."""
    if not gc.isenabled():  # since `bot/commands/start.py`: by now all is loaded
        spare_the_collector()
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(work)
    except Refusal as refusal:
        show_in("red", SAY(f"refusal.{refusal.key}", **refusal.values))
        raise SystemExit(1) from None


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop, where it exists: it does not on Windows."""
    try:
        import uvloop
    except ModuleNotFoundError:
        return None
    return uvloop.new_event_loop
