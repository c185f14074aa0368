"""Where `cchc` begins."""

import gc
import sys


def main() -> None:
    """The garbage collector is off until the command begins its work: while modules are loaded there is no garbage, and
    looking for it takes a fifth of the start. `cchc run` stays for months and does not load the command line, which
    takes 6 MB."""
    gc.disable()
    if sys.argv[1:] == ["run"]:
        from bot.commands.running import serve

        serve()
    else:
        from bot.commands.cli import app

        app()
