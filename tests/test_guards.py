"""Tests that guard the repository itself."""

import ast
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from handlers.catalogue import LANGUAGES, catalogue
from handlers.job_kinds import JOBS
from handlers.kit.kept import Kept
from handlers.plan.questions import AwaitFiles
from handlers.report.questions import AwaitTemplate
from handlers.routes import ROUTES
from storage.models import Role
from tests.chat import Town
from tests.readme import README, settings_table
from tests.sent_before import BUTTONS, KEPT

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage")
# Keys that are put together while running; each of these sections is used as a whole.
BUILT = (
    "button.burst_",
    "button.case_",
    "button.cases_",
    "button.doing",
    "button.done",
    "button.edit_",
    "button.incidents_",
    "button.nothing",
    "button.this_",
    "button.to_",
    "apart.",
    "bursts.",
    "case.ask_",
    "case.kind_",
    "case.state_",
    "case.step_",
    "cases.",
    "channel.",
    "chase.",
    "check.reason_",
    "command.",
    "doctor.",
    "dossier.state_",
    "dossier_news.",
    "dossier_state.",
    "entry.",
    "import.ask_",
    "import.choice_",
    "import.line_",
    "import.section_",
    "every.",
    "flags.",
    "import.ask_",
    "import.changed",
    "import.choice_",
    "import.kind_",
    "import.line_",
    "import.new",
    "import.removed",
    "import.same",
    "import.section_",
    "incident.fixed",
    "incident.open",
    "incident.withdrawn",
    "indicator.ask_",
    "kiosk_page.ask_dossier",
    "letters.reason_",
    "lint.",
    "months.",
    "page.",
    "persona.",
    "plans.undo_",
    "plans.version_",
    "problem.",
    "progress.",
    "proposals.kind_",
    "rating.level_",
    "rating_page.ended",
    "rating_page.not_returned",
    "rating_page.rated",
    "rating_page.unknown",
    "reason.",
    "refusal.",
    "regime.",
    "report_changes.",
    "report_sheet.",
    "report_text.",
    "role.",
    "search.in_",
    "setting_problem.",
    "start.",
    "state.",
    "system_error.",
    "task.units_",
    "tasks.filter_",
    "template_field.",
    "template_place.",
    "web.session_",
)


def _sources() -> str:
    files = [path for room in ROOMS for kind in ("*.py", "*.html") for path in (ROOT / room).rglob(kind)]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_every_sentence_of_the_catalogue_is_used() -> None:
    sources = _sources()
    used = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_0-9]+)*)[\"']", sources))
    unused = [key for key in catalogue("vi") if key not in used and not key.startswith(BUILT)]
    assert unused == []


def test_every_sentence_that_is_said_is_in_the_catalogue() -> None:
    said = set(re.findall(r'\bsay\(\s*"([a-z_.0-9]+)"\s*[,)]', _sources())) | set(
        re.findall(r'SAY\(\s*"([a-z_.]+)"', _sources())
    )
    assert sorted(said - catalogue("vi").keys()) == []


def test_every_refusal_has_its_sentence() -> None:
    keys = set(re.findall(r'Refusal\(\s*"([a-z_.]+)"', _sources()))
    assert sorted(key for key in keys if f"refusal.{key}" not in catalogue("vi")) == []


def test_every_problem_of_an_import_has_its_sentence() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "storage" / "imports").rglob("*.py"))
    keys = set(re.findall(r'"((?:cell|code|plan|procedure|dossier|totals?)\.[a-z_]+)"', sources))
    refusals = set(re.findall(r'Refusal\(\s*"([a-z_.]+)"', sources))
    assert sorted(key for key in keys - refusals if f"problem.{key}" not in catalogue("vi")) == []


def test_whatever_of_a_file_is_not_read_has_its_sentence() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "storage" / "imports").rglob("*.py"))
    keys = set(re.findall(r'(?:Unread|numbered|Line)\(\s*"([a-z_]+)"', sources))
    assert sorted(key for key in keys if f"import.line_{key}" not in catalogue("vi")) == []


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "vi"])
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    vietnamese = catalogue("vi")
    for key, text in catalogue(language).items():
        assert key in vietnamese, key
        assert _fields(text) <= _fields(vietnamese[key]), key


def test_citizens_can_read_everything_in_english() -> None:
    english = catalogue("en")
    sections = (
        "rating.",
        "reason.",
        "dossier.",
        "page.",
        "web.",
        "case.",
        "refusal.case.",
        "rating_page.",
        "kiosk_page.",
        "refusal.rating.",
        "refusal.dossier.",
    )
    # What only the command line says.
    others = {"refusal.dossier.unknown"}
    missing = [key for key in catalogue("vi") if key.startswith(sections) and key not in english and key not in others]
    assert missing == []


def test_every_listed_command_has_a_help_line_and_fits_telegram() -> None:
    for route in ROUTES.commands:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", route.name)
        if route.listed:
            assert 1 <= len(catalogue("vi")[f"command.{route.name}"]) <= 256


@pytest.mark.parametrize("role", [None, *Role])
async def test_every_command_is_answered_for_every_role(town: Town, role: Role | None) -> None:
    person = town.person() if role is None else await town.member(role)
    for route in ROUTES.commands:
        for name in (route.name, *route.aliases):
            answer = await person.says(f"/{name}")
            assert answer.text.strip()
            assert len(answer.text) <= 4096


@pytest.mark.parametrize("role", [None, *Role])
async def test_every_action_is_answered_whatever_it_carries(town: Town, role: Role | None) -> None:
    person = town.person() if role is None else await town.member(role)
    arguments = ("", ":", ":1", ":1:1", ":x", ":99999999999999999999", ":1:done", ":-1", ":all:0:2026", ":٣")
    for name in ROUTES.actions:
        answers = await person.forges_all(*(f"{name}{argument}" for argument in arguments))
        assert all(answer.text.strip() for answer in answers)
    assert all(answer.text.strip() for answer in await person.forges_all(*(wire for _, wire in BUTTONS)))


def _typed_questions() -> list[type[Kept]]:
    """Where they are asked, by the name they have in that module: two topics may have questions of one name."""
    found = []
    for path in (ROOT / "handlers").rglob("*.py"):
        for name in re.findall(r"context\.ask\(\s*(\w+)\(", path.read_text("utf-8")):
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found.append(getattr(module, name))
    return found


def test_every_pending_question_that_is_asked_can_be_answered() -> None:
    asked = {kind.kind for kind in _typed_questions()}
    assert asked - {AwaitFiles.kind, AwaitTemplate.kind} == ROUTES.answers.keys()


def test_every_button_question_and_job_stands_among_those_sent_before() -> None:
    assert {tap.kind for tap in ROUTES.actions.values()} == {type(action) for action, _ in BUTTONS}
    assert {*_typed_questions(), *(job.kind for job in JOBS.values())} == {type(kept) for kept, _ in KEPT}


# Keys of notices, which begin like an action by chance.
NOTICES = {("ask_indicators.py", "indicator"), ("nudges.py", "nudge"), ("reminders.py", "task")}


def _begins(node: ast.AST) -> str:
    """The first words of a text in the source, up to the first thing that is filled in."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0] if node.values else node
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("room", ROOMS)
def test_no_action_is_written_by_hand(room: str) -> None:
    found = [
        (path.name, begins.partition(":")[0])
        for path, node in _nodes(room)
        if ":" in (begins := _begins(node)) and begins.partition(":")[0] in ROUTES.actions and " " not in begins
    ]
    assert sorted(set(found) - NOTICES) == []


def test_what_is_kept_is_taken_apart_by_its_class_alone() -> None:
    """No dictionary of a question or a job is looked into, and none is handed from one module to the next."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in _nodes("handlers")
        if (isinstance(node, ast.Subscript) and ast.unparse(node.value).rpartition(".")[2] == "data")
        or (isinstance(node, ast.Attribute) and ast.unparse(node).endswith("data.get"))
    ]
    assert found == []


# The form of a message in the outbox; what a library asks for; the kit itself.
OPEN_FORMS = (
    *("handlers/occasion.py", "handlers/replies.py", "handlers/standing_in.py"),
    "handlers/report/template/rendering.py",
    "handlers/kit/",
)


def test_no_open_dictionary_crosses_a_border_of_modules() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, node in _nodes("handlers")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        if any(
            re.search(r"(?:dict|Mapping)\[str, (?:Any|object)\]", ast.unparse(one))
            for one in (node.args, node.returns)
            if one
        )
        if not str(path.relative_to(ROOT)).startswith(OPEN_FORMS)
    ]
    assert found == []


def _nodes(room: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        yield from ((path, node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def test_the_settings_table_of_the_readme_is_the_settings() -> None:
    assert settings_table() in README.read_text("utf-8"), "run `make readme`"


def test_no_function_and_no_file_outgrows_the_reader() -> None:
    for room in (*ROOMS, "tests"):
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            text = path.read_text("utf-8")
            assert sum(1 for line in text.splitlines() if line.strip()) <= 250, path
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    assert (node.end_lineno or 0) - node.lineno <= 45, f"{path}: {node.name}"
