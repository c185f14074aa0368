"""The figures the sample data must give (PRODUCT.md), through the command line and through the chat."""

from typer.testing import CliRunner

from bot.commands.cli import app
from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Town
from tests.shared import shared_file

NAMES = {
    FileKind.PLAN: "phu-luc-cchc-2019.docx",
    FileKind.PROCEDURES: "thu-tuc-2019.csv",
    FileKind.DOSSIERS: "ho-so-2019.csv",
    FileKind.TOTALS: "danh-gia-kenh-ngoai-2019.csv",
}
PERIOD = "21/11/2018-08/09/2019"
FIGURES = (
    "Nhiệm vụ năm 2019: 42",
    "nhận 6.981",
    "3.198/3.199 = 99,97%",
    "1.310/1.311",
    "437/437",
    "1.451/1.451",
    "Trễ hạn: 9 (0,13%)",
    "7/9 (77,78%)",
    "3.199/6.981 = 45,82%",
)
AREAS = [5, 3, 9, 3, 5, 5, 12]


def _shows_every_figure(text: str) -> None:
    assert [figure for figure in FIGURES if figure not in text] == []
    lines = [line for line in text.splitlines() if line.split(".")[0] in ("I", "II", "III", "IV", "V", "VI", "VII")]
    assert [int(line.split("0/")[1].split()[0]) for line in lines] == AREAS


async def test_the_director_s_chat_gives_the_report_s_figures(any_town: Town) -> None:
    for kind, name in NAMES.items():
        outcome = await any_town.imports(kind, name, shared_file(name).read_bytes())
        assert outcome.problems == []
    director = await any_town.member(Role.DIRECTOR)
    shown = await director.says(f"/summary {PERIOD}")
    further = [(await director.taps(label, shown)).text for label in ("Theo kênh", "Theo nội dung")]
    _shows_every_figure("\n".join((shown.text, *further)))


def test_the_command_line_gives_the_report_s_figures() -> None:
    run = CliRunner()
    for kind, name in NAMES.items():
        word = "ratings" if kind is FileKind.TOTALS else kind
        result = run.invoke(app, ["import", word, str(shared_file(name))])
        assert result.exit_code == 0, result.output
    result = run.invoke(app, ["summary", PERIOD])
    _shows_every_figure(result.output)
