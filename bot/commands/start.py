"""Where `cchc` begins."""

import gc
import sys


def main() -> None:
    """Nothing that is loaded is garbage: looking for some takes a fifth of a start, so the collector waits until the
    command begins its work. What stays for months loads no command line: 6 MB."""
    gc.disable()
    if sys.argv[1:] == ["run"]:
        from bot.commands.running import serve

        serve()
    else:
        from bot.commands.cli import app

        app()
