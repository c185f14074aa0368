"""The command line. It calls the same functions as the chat."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.settings.problems import setting_problems
from bot.settings.settings import Settings
from handlers.words.catalogue import Words
from storage.ground.days.calendars import Regime
from storage.ground.refusals import Refusal
from storage.models import Role

Result = TypeVar("Result")
SAY = Words("vi")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # one of them may be a token
    help=SAY("cli.about"),
)
console = Console(highlight=False)


def _show(text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for line in setting_problems(error):
            console.print(line, style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from None


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop, where it exists: it does not on Windows."""
    try:
        import uvloop
    except ModuleNotFoundError:
        return None
    return uvloop.new_event_loop


def _run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Runs a command; an expected refusal is a sentence and exit code 1."""
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(coroutine)
    except Refusal as refusal:
        console.print(SAY(f"refusal.{refusal.key}", **refusal.values), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


def _name_unknown_settings() -> None:
    from bot.settings.names import unknown_settings

    for name, meant in unknown_settings():
        key = "cli.unknown_setting" if meant else "cli.useless_setting"
        console.print(SAY(key, name=name, meant=meant), style="yellow", markup=False, soft_wrap=True)


@app.command(help=SAY("cli.run"))
def run() -> None:
    from bot.commands.running import run_bot

    _name_unknown_settings()

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # These say at INFO which address was called, and the address holds the token.
    for name in ("httpx", "telegram", "aiohttp", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Ctrl+C is how one stops it: no mishap to tell about.
    with contextlib.suppress(KeyboardInterrupt):
        _run(run_bot(_settings(), _show))


KINDS = {"plan": "plan", "procedures": "procedures", "dossiers": "dossiers", "ratings": "totals"}


@app.command("import", help=SAY("cli.import"))
def import_file(
    kind: Annotated[str, typer.Argument(help=SAY("cli.import_kind"))],
    file: Annotated[Path, typer.Argument(help=SAY("cli.import_file"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=SAY("cli.import_dry_run"))] = False,
    year: Annotated[int | None, typer.Option(min=2000, max=2100, help=SAY("cli.import_year"))] = None,
    unit: Annotated[str | None, typer.Option(help=SAY("cli.import_unit"))] = None,
    choose: Annotated[list[str] | None, typer.Option(help=SAY("cli.import_choose"))] = None,
) -> None:
    if kind not in KINDS:
        raise typer.BadParameter(", ".join(KINDS), param_hint="KIND")
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from bot.commands.importing import ImportOrder, import_into

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(file.name, total=None)

        def prompt(text: str) -> str:
            bar.stop()
            return console.input(text)

        order = ImportOrder(
            kind=KINDS[kind],
            file=file,
            year=year,
            unit=unit,
            choices=choose or (),
            write=not dry_run,
            prompt=prompt,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        report = _run(import_into(_settings(), order))
    _show("\n".join(report))


@app.command(help=SAY("cli.invite"))
def invite(
    role: Annotated[Role, typer.Option(help=SAY("cli.invite_role"))],
    unit: Annotated[str, typer.Option(help=SAY("cli.invite_unit"))],
    under: Annotated[str | None, typer.Option(help=SAY("cli.invite_under"))] = None,
    name: Annotated[str | None, typer.Option(help=SAY("cli.invite_name"))] = None,
) -> None:
    from bot.commands.inviting import make_invitation

    _run(make_invitation(_settings(), role, unit, under, name, _show))


@app.command(help=SAY("cli.people"))
def people() -> None:
    from bot.commands.members import print_members

    _run(print_members(_settings(), _show))


@app.command(help=SAY("cli.dismiss"))
def dismiss(number: Annotated[int, typer.Argument(min=1, help=SAY("cli.dismiss_number"))]) -> None:
    from bot.commands.members import end_role

    _run(end_role(_settings(), number, _show))


@app.command(help=SAY("cli.summary"))
def summary(
    period: Annotated[str, typer.Argument(help=SAY("cli.summary_period"))] = "",
) -> None:
    from bot.commands.summarising import print_summary

    _run(print_summary(_settings(), period, _show))


@app.command(help=SAY("cli.report"))
def report(
    period: Annotated[str, typer.Argument(help=SAY("cli.summary_period"))],
    calendar: Annotated[Regime, typer.Option(help=SAY("cli.report_calendar"))] = Regime.CCHC,
    out: Annotated[Path, typer.Option(help=SAY("cli.report_out"))] = Path(),
) -> None:
    from bot.commands.reporting import write_report

    _run(write_report(_settings(), period, calendar, out, _show))


@app.command(help=SAY("cli.lint"))
def lint(
    period: Annotated[str, typer.Argument(help=SAY("cli.summary_period"))] = "",
) -> None:
    from bot.commands.lint import print_findings

    errors = _run(print_findings(_settings(), period, _show))
    raise typer.Exit(1 if errors else 0)


@app.command(help=SAY("cli.reports"))
def reports(
    number: Annotated[str, typer.Argument(help=SAY("cli.reports_number"))] = "",
) -> None:
    from bot.commands.reporting import print_reports

    _run(print_reports(_settings(), number, _show))


Codes = Annotated[list[str], typer.Argument(help=SAY("cli.codes"))]
ByTelegram = Annotated[bool, typer.Option("--telegram", help=SAY("cli.by_telegram"))]


@app.command(help=SAY("cli.link"))
def link(codes: Codes, telegram: ByTelegram = False) -> None:
    from bot.commands.receipts import print_links

    _run(print_links(_settings(), codes, telegram, _show))


@app.command(help=SAY("cli.qr"))
def qr(
    codes: Codes,
    telegram: ByTelegram = False,
    out: Annotated[Path | None, typer.Option(help=SAY("cli.qr_out"))] = None,
) -> None:
    from bot.commands.receipts import write_qr

    _run(write_qr(_settings(), codes, telegram, out, _show))


@app.command(help=SAY("cli.backup"))
def backup(
    folder: Annotated[Path, typer.Argument(help=SAY("cli.backup_folder"))],
    keep: Annotated[int, typer.Option(min=1, help=SAY("cli.backup_keep"))] = 14,
) -> None:
    from bot.commands.backup import back_up

    async def work() -> None:
        back_up(_settings(), folder, keep, _show)

    _run(work())


@app.command(help=SAY("cli.doctor"))
def doctor() -> None:
    from bot.commands.doctor import examine

    problems = asyncio.run(examine(_settings(), _show))
    raise typer.Exit(1 if problems else 0)
