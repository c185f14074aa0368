"""The docstrings of `storage/` say what a caller has to expect."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent

Name = tuple[str, str]
"""Module and function, a method as `Class.method`."""


@dataclass
class Function:
    """`own`: keys it refuses with itself, or by a private helper of its module; `calls`: what it uses of storage/."""

    node: ast.FunctionDef | ast.AsyncFunctionDef
    own: set[str] = field(default_factory=set)
    calls: set[Name] = field(default_factory=set)
    refuses: bool = False

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.node) or ""


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _functions(module: str, tree: ast.Module) -> Iterator[tuple[Name, Function]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (module, node.name), Function(node)
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield (module, f"{node.name}.{method.name}"), Function(method)


def _imported(tree: ast.Module) -> dict[str, Name]:
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("storage")
        for alias in node.names
    }


def _used(node: ast.AST, module: str, imported: dict[str, Name]) -> Iterator[Name]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield imported.get(inner.id, (module, inner.id))
        elif isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id in imported:
            home, name = imported[inner.value.id]
            yield f"{home}.{name}", inner.attr


def _look(function: Function) -> None:
    for inner in ast.walk(function.node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "Refusal":
            function.refuses = True
            # A conditional expression names its keys, too; what a variable holds is told in words.
            function.own |= {
                part.value
                for part in ast.walk(inner.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value
            }


def _is_public(name: Name) -> bool:
    return not any(part.startswith("_") for part in name[1].split("."))


def _read() -> dict[Name, Function]:
    found: dict[Name, Function] = {}
    for path in sorted((ROOT / "storage").rglob("*.py")):
        tree, module = ast.parse(path.read_text()), _module(path)
        imported = _imported(tree)
        for name, function in _functions(module, tree):
            _look(function)
            function.calls = {used for used in _used(function.node, module, imported) if used != name}
            found[name] = function
    grown = True
    while grown:
        grown = any(_take_over(function, name[0], found) for name, function in found.items())
    return found


def _take_over(function: Function, module: str, found: dict[Name, Function]) -> bool:
    """What the called functions refuse; whether that was news."""
    before = len(function.own), function.refuses
    for name in function.calls & found.keys():
        function.refuses |= found[name].refuses
        if name[0] == module and not _is_public(name):
            function.own |= found[name].own
    return before != (len(function.own), function.refuses)


def test_a_public_function_of_storage_says_what_it_refuses() -> None:
    """By its keys where it refuses itself; where it calls something that refuses, in a sentence or by its keys."""
    silent = []
    for (module, name), function in _read().items():
        if not (function.refuses and _is_public((module, name))):
            continue
        unnamed = sorted(key for key in function.own if f"`{key}`" not in function.docstring)
        if unnamed or not re.search(r"\brefus(es|al)\b", function.docstring, re.IGNORECASE):
            silent.append(f"{module}.{name}: {', '.join(unnamed) or 'by what it calls'}")
    assert not silent, "\n".join(silent)


def test_refusals_are_found_through_private_helpers_and_other_modules() -> None:
    found = _read()
    assert found["storage.ratings.kiosks", "release_kiosk"].own == {"kiosk.no_device"}
    assert found["storage.imports.files.other_kinds", "refuse_other_kind"].own >= {"file.save_as_word", "file.pdf"}
    dismiss = found["storage.people.appointments", "dismiss"]
    assert dismiss.refuses
    assert not found["storage.ground.text", "fold"].refuses
