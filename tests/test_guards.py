"""Tests that guard the repository itself."""

import ast
import io
import re
import string
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from handlers.job_kinds import JOBS
from handlers.kit.kept import Kept
from handlers.plan.questions import AwaitFiles
from handlers.report.questions import AwaitTemplate
from handlers.report.signed.actions import AwaitSigned
from handlers.report.template.example import example_template
from handlers.routes import ROUTES
from handlers.words.catalogue import LANGUAGES, Words, catalogue, sentences_of
from storage.models import Role
from tests.chat import NOON, Town
from tests.readme import EXAMPLE, README, settings_table
from tests.sent_before import BUTTONS, KEPT

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage")


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
    for name in ("citizens", "kiosk", "privacy", "rating_page", "web"):
        assert sentences_of("vi", name).keys() - sentences_of("en", name).keys() == set(), name


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
        for name in re.findall(r"(?:context\.ask\(|\basks=|\basks or )\s*(\w+)\(", path.read_text("utf-8")):
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found.append(getattr(module, name))
    return found


def test_every_pending_question_that_is_asked_can_be_answered() -> None:
    asked = {kind.kind for kind in _typed_questions()}
    assert asked - {AwaitFiles.kind, AwaitTemplate.kind, AwaitSigned.kind} == ROUTES.answers.keys()


def test_every_button_question_and_job_stands_among_those_sent_before() -> None:
    assert {tap.kind for tap in ROUTES.actions.values()} == {type(action) for action, _ in BUTTONS}
    assert {*_typed_questions(), *(job.kind for job in JOBS.values())} == {type(kept) for kept, _ in KEPT}


# Keys of notices, which begin like an action by chance.
NOTICES = {
    ("group_posts.py", "task"),
    ("indicator_requests.py", "indicator"),
    ("nudges.py", "nudge"),
    ("reminders.py", "task"),
}


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
    *("handlers/kit/occasion.py", "handlers/replies.py", "handlers/alerts/standing_in.py"),
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


def _members(package: bytes) -> dict[str, bytes]:
    """How they are packed is the machine's own affair."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_example_of_a_template_is_what_the_code_writes() -> None:
    written = _members(example_template(Words("vi"), NOON))
    assert written == _members(EXAMPLE.read_bytes()), "run `make readme`"


def test_every_topic_keeps_to_itself() -> None:
    """A folder of `handlers/` with a table of routes stands in the contract of topics (pyproject.toml)."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    apart = next(contract["modules"] for contract in contracts if contract["type"] == "independence")
    topics = {f"handlers.{path.parent.name}" for path in (ROOT / "handlers").glob("*/routes.py")}
    assert topics - {"handlers.beginning"} == set(apart)  # which stands above them all


def test_the_page_of_broken_rules_names_what_there_is() -> None:
    """docs/testing.md: a file with the place to break, and the test that fails."""
    rows = re.findall(r"^\| .+? \| (`.+?) \| `(.+?)::(\w+)` \|$", (ROOT / "docs/testing.md").read_text("utf-8"), re.M)
    assert len(rows) >= 10
    for change, path, test in rows:
        assert f"def {test}(" in (ROOT / "tests" / path).read_text("utf-8"), test
        module, *places = re.findall(r"`([^`]+)`", change)
        place = re.split(r"[ .]", places[0])[-1] if places[0].isidentifier() or "." in places[0] else places[0]
        assert place.split(" ")[0] in (ROOT / module).read_text("utf-8"), change
