"""The command line. It calls the same functions as the chat."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.terminal import SAY, ask, do, read_settings, show
from storage.ground.days.calendars import Regime
from storage.models import Role

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # one of them may be a token
    help=SAY("cli.about"),
)


@app.command(help=SAY("cli.run"))
def run() -> None:
    from bot.commands.running import serve

    serve()


KINDS = {
    "plan": "plan",
    "procedures": "procedures",
    "dossiers": "dossiers",
    "ratings": "totals",
    "documents": "documents",
}


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
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from bot.commands.importing import ImportOrder, import_into

    console = Console(highlight=False)
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
        report = do(import_into(read_settings(), order))
    show("\n".join(report))


@app.command(help=SAY("cli.invite"))
def invite(
    role: Annotated[Role, typer.Option(help=SAY("cli.invite_role"))],
    unit: Annotated[str, typer.Option(help=SAY("cli.invite_unit"))],
    under: Annotated[str | None, typer.Option(help=SAY("cli.invite_under"))] = None,
    name: Annotated[str | None, typer.Option(help=SAY("cli.invite_name"))] = None,
) -> None:
    from bot.commands.people import make_invitation

    do(make_invitation(read_settings(), role, unit, under, name, show))


@app.command(help=SAY("cli.people"))
def people() -> None:
    from bot.commands.people import print_members

    do(print_members(read_settings(), show))


@app.command(help=SAY("cli.dismiss"))
def dismiss(number: Annotated[int, typer.Argument(min=1, help=SAY("cli.dismiss_number"))]) -> None:
    from bot.commands.people import end_role

    do(end_role(read_settings(), number, show))


@app.command(help=SAY("cli.summary"))
def summary(
    period: Annotated[str, typer.Argument(help=SAY("cli.summary_period"))] = "",
) -> None:
    from bot.commands.summarising import print_summary

    do(print_summary(read_settings(), period, show))


@app.command(help=SAY("cli.report"))
def report(
    period: Annotated[str, typer.Argument(help=SAY("cli.summary_period"))],
    calendar: Annotated[Regime, typer.Option(help=SAY("cli.report_calendar"))] = Regime.CCHC,
    out: Annotated[Path, typer.Option(help=SAY("cli.report_out"))] = Path(),
    leave_out: Annotated[bool, typer.Option("--leave-out", help=SAY("cli.report_leave_out"))] = False,
) -> None:
    from bot.commands.reporting import write_report

    do(write_report(read_settings(), period, calendar, out, leave_out, show))


@app.command(help=SAY("cli.lint"))
def lint(
    period: Annotated[str, typer.Argument(help=SAY("cli.summary_period"))] = "",
) -> None:
    from bot.commands.lint import print_findings

    errors = do(print_findings(read_settings(), period, show))
    raise typer.Exit(1 if errors else 0)


@app.command(help=SAY("cli.reports"))
def reports(
    number: Annotated[str, typer.Argument(help=SAY("cli.reports_number"))] = "",
) -> None:
    from bot.commands.reporting import print_reports

    do(print_reports(read_settings(), number, show))


Codes = Annotated[list[str], typer.Argument(help=SAY("cli.codes"))]
InChat = Annotated[bool, typer.Option("--chat", "--telegram", help=SAY("cli.in_chat"))]


@app.command(help=SAY("cli.link"))
def link(codes: Codes, in_chat: InChat = False) -> None:
    from bot.commands.receipts import print_links

    do(print_links(read_settings(), codes, in_chat, show))


@app.command(help=SAY("cli.qr"))
def qr(
    codes: Codes,
    in_chat: InChat = False,
    out: Annotated[Path | None, typer.Option(help=SAY("cli.qr_out"))] = None,
) -> None:
    from bot.commands.receipts import write_qr

    do(write_qr(read_settings(), codes, in_chat, out, show))


@app.command(help=SAY("cli.backup"))
def backup(
    folder: Annotated[Path, typer.Argument(help=SAY("cli.backup_folder"))],
    keep: Annotated[int, typer.Option(min=1, help=SAY("cli.backup_keep"))] = 14,
) -> None:
    from bot.commands.backup import back_up

    async def work() -> None:
        back_up(read_settings(), folder, keep, show)

    do(work())


zalo = typer.Typer(no_args_is_help=True, help=SAY("cli.zalo"))
app.add_typer(zalo, name="zalo")


@zalo.callback()
def of_zalo() -> None:
    """Without it typer would take the group's only command for the group."""


@zalo.command(help=SAY("cli.zalo_authorize"))
def authorize() -> None:
    from bot.commands.zalo import authorize as permit

    do(permit(read_settings(), show, ask))


@app.command(help=SAY("cli.doctor"))
def doctor() -> None:
    from bot.commands.doctor import examine

    problems = do(examine(read_settings(), show))
    raise typer.Exit(1 if problems else 0)
