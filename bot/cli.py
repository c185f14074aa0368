"""The command line: the same functions behind it as behind the chat."""

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.settings import Settings
from handlers.catalogue import Words
from storage.models import Role
from storage.refusals import Refusal

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="CCHC bot: reform plan, ratings and reports by chat."
)
console = Console(highlight=False)
SAY = Words("vi")


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        # Never the values: one of them may be a token.
        for problem in error.errors(include_input=False, include_url=False):
            name = "CCHC_" + "_".join(str(part) for part in problem["loc"]).upper()
            console.print(f"[red]{name}[/]: {problem['msg']}", soft_wrap=True)
        raise typer.Exit(2) from None


def _run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Runs a command; an expected refusal is a sentence and exit code 1."""
    try:
        asyncio.run(coroutine)
    except Refusal as refusal:
        console.print(SAY(f"refusal.{refusal.key}", **refusal.values), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


@app.command()
def run() -> None:
    """Start the bot. Without a token and a public address: demo mode, with sample data, for this machine only."""
    from bot.running import run_bot

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # These say at INFO which address was called, and the address holds the token.
    for name in ("httpx", "telegram", "aiohttp", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    _run(run_bot(_settings(), console.print))


KINDS = {"plan": "plan", "procedures": "procedures", "dossiers": "dossiers", "ratings": "totals"}


@app.command("import")
def import_file(
    kind: Annotated[str, typer.Argument(help="plan, procedures, dossiers or ratings")],
    file: Annotated[Path, typer.Argument(help=".docx or .xlsx for a plan; .csv or .xlsx for the others")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing")] = False,
    year: Annotated[int | None, typer.Option(help="The plan's year, where the file does not say")] = None,
    unit: Annotated[str | None, typer.Option(help="The unit whose data it is; the one at the top by default")] = None,
) -> None:
    """Read a plan, procedures, dossiers or channel totals from a file; importing again updates."""
    if kind not in KINDS:
        raise typer.BadParameter(f"one of: {', '.join(KINDS)}", param_hint="kind")
    from bot.importing import import_into

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(file.name, total=None)
        report: list[str] = []
        _run(
            import_into(
                _settings(),
                KINDS[kind],
                file,
                year=year,
                unit=unit,
                write=not dry_run,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
                report=report,
            )
        )
    console.print("\n".join(report), markup=False, soft_wrap=True)


@app.command()
def invite(
    role: Annotated[Role, typer.Option(help="staff, director or officer")],
    unit: Annotated[str, typer.Option(help="Name of the unit at which the role is held")],
    under: Annotated[str | None, typer.Option(help="Create the unit under this one")] = None,
    name: Annotated[str | None, typer.Option(help="The person's name, shown beside their reports")] = None,
) -> None:
    """Make an invitation for one person; it is good once, for seven days."""
    from bot.inviting import make_invitation

    _run(make_invitation(_settings(), role, unit, under, name, console.print))


@app.command()
def summary(
    period: Annotated[str, typer.Argument(help='"quý 3 2019", "9 tháng 2019", "21/11/2018-08/09/2019" …')] = "",
) -> None:
    """The figures of a period, as the director's /summary shows them; the year so far by default."""
    from bot.summarising import print_summary

    _run(print_summary(_settings(), period, lambda text: console.print(text, markup=False, soft_wrap=True)))


@app.command()
def link(codes: Annotated[list[str], typer.Argument(help="Dossier codes")]) -> None:
    """Print the signed link of each dossier, to hand to the citizen whose dossier it is."""
    from bot.linking import print_links

    _run(print_links(_settings(), codes, lambda text: console.print(text, markup=False, soft_wrap=True)))


@app.command()
def doctor() -> None:
    """Check settings, database and channels, and say what to do about each problem."""
    from bot.doctor import examine

    problems = asyncio.run(examine(_settings(), console.print))
    raise typer.Exit(1 if problems else 0)
