"""Which keys of the catalogue the sources say, and with which values: read from the sources, nothing is run."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent
SAYS = frozenset({"say", "_say", "SAY", "_SAY"})
# Whoever is called with a name that is said elsewhere: which argument it is, and the keys of its sentences.
MADE: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "Refusal": (0, ("refusal.{}",)),
    "Counter": (2, ("refusal.{}",)),
    "connected": (1, ("refusal.{}",)),
    "counters_of": (5, ("refusal.{}",)),
    "good": (0, ("doctor.{}",)),
    "note": (0, ("doctor.{}", "doctor.{}_advice")),
    "bad": (0, ("doctor.{}", "doctor.{}_advice")),
}
# The same where the values come as a mapping: which argument is the name, which the values.
MADE_WITH_MAPPING: Mapping[str, tuple[int, int, str]] = {
    "Choice": (1, 2, "{}"),
    "Line": (0, 1, "import.line_{}"),
    "Problem": (1, 2, "problem.{}"),
    "Unread": (0, 1, "import.line_{}"),
}
_RULE = ("lint.{}.what", "lint.{}.why", "lint.{}.fix")
# The refusals of `Bounds`, with what handlers/apart/ fills in.
BOUNDS: Mapping[str, str] = {"too_slow": "seconds", "too_much": "memory_mb"}


@dataclass(frozen=True, slots=True)
class Use:
    """`keys`: all that may be said there; None where the source does not tell. `values`: the names that are given;
    None where that is not told (`**values` that come from elsewhere)."""

    place: str
    written: str
    keys: frozenset[str] | None
    values: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Source:
    path: Path
    tree: ast.Module
    module: ModuleType

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def sources() -> tuple[Source, ...]:
    found = []
    for room in ("bot", "handlers", "storage"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts and path.stem != "__main__":
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                found.append(Source(path, ast.parse(path.read_text("utf-8")), import_module(name)))
    return tuple(found)


@cache
def pages() -> str:
    """The web's pages and scripts."""
    found = sorted(path for path in (ROOT / "bot").rglob("*") if path.suffix in (".html", ".js"))
    return "\n".join(path.read_text("utf-8") for path in found)


def texts_of(node: ast.AST) -> Iterator[str]:
    """The whole texts that stand in it; without the pieces of one that is put together, the names of a type, and
    what `MADE` knows better."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Subscript) and _name(node.value) == "Literal"):
        return
    is_made = isinstance(node, ast.Call) and _name(node.func) in MADE
    for child in node.keywords if isinstance(node, ast.Call) and is_made else ast.iter_child_nodes(node):
        yield from texts_of(child)


def constants_of(source: Source) -> Iterator[str]:
    """The texts in the mappings at the top of a module: `Keys` among them."""
    for value in vars(source.module).values():
        if isinstance(value, Mapping):
            yield from (text for text in value.values() if isinstance(text, str))


@cache
def uses() -> tuple[Use, ...]:
    return (*(use for source in sources() for use in _uses(source)), *_page_uses())


def _uses(source: Source) -> Iterator[Use]:
    names = {"Refusal", "Counter", "counters_of", "Bounds"}
    names |= set() if source.name.startswith("storage") else SAYS
    names |= MADE.keys() if source.path.stem in ("doctor", "door") else set()  # of `Findings`
    for call, inside in _calls(source, names):
        name, place = _name(call.func), f"{source.name}:{call.lineno}"
        if name == "Bounds":
            yield from (_of_bounds(place, given) for given in call.keywords if given.arg in BOUNDS)
            continue
        at, forms = MADE.get(name, (0, ("{}",)))
        if len(call.args) > at:
            keys = _keys(call, at, forms, source, inside)
            yield Use(place, ast.unparse(call.args[at]), keys, _values(call, source, inside))


def _keys(call: ast.Call, at: int, forms: Sequence[str], source: Source, inside: ast.AST) -> frozenset[str] | None:
    found = said(call.args[at], source, inside) if len(call.args) > at else None
    return None if found is None else frozenset(form.format(one) for form in forms for one in found)


@cache
def uses_with_mapping() -> tuple[Use, ...]:
    """What a preview shows of a file, and what a rule of lint finds."""
    found = []
    for source in sources():
        for call, inside in _calls(source, {*MADE_WITH_MAPPING, "make_finding"}):
            if _name(call.func) == "make_finding":
                keys, values = _keys(call, 0, _RULE, source, inside), _values(call, source, inside)
            else:
                at, to, form = MADE_WITH_MAPPING[_name(call.func)]
                keys = _keys(call, at, (form,), source, inside)
                values = _given(call.args[to] if len(call.args) > to else None, source, inside)
            found.append(Use(f"{source.name}:{call.lineno}", ast.unparse(call), keys, values))
    return tuple(found)


def _given(node: ast.expr | None, source: Source, inside: ast.AST) -> frozenset[str] | None:
    """The names in a mapping: written out there, under a name in the same function, or by a function of the module."""
    match node:
        case None:
            return frozenset()
        case ast.Dict(keys=keys, values=values):
            found = [
                _given(value, source, inside) if key is None else said(key, source, inside)
                for key, value in zip(keys, values, strict=True)
            ]
            return None if None in found else frozenset().union(*filter(None, found))
        case ast.Call(func=ast.Name(id=name)):
            functions = [one for one in source.tree.body if isinstance(one, ast.FunctionDef) and one.name == name]
            results = [(one.value, top) for top in functions for one in ast.walk(top) if isinstance(one, ast.Return)]
            found = [_given(value, source, top) for value, top in results]
        case ast.Name(id=name) if not _is_added_to(name, inside):
            found = [_given(one, source, inside) for one in _assigned(name, inside)]
        case _:
            return None
    return found[0] if len(set(found)) == 1 else None


def _is_added_to(name: str, inside: ast.AST) -> bool:
    """`values |= …`, `values["day"] = …`"""
    added = (ast.unparse(node.target) for node in ast.walk(inside) if isinstance(node, ast.AugAssign))
    kept = (node for node in ast.walk(inside) if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store))
    return name in added or name in (ast.unparse(node.value) for node in kept)


def _of_bounds(place: str, given: ast.keyword) -> Use:
    key = f"refusal.{ast.literal_eval(given.value)}"
    return Use(place, key, frozenset({key}), frozenset({BOUNDS[given.arg or ""]}))


def _page_uses() -> Iterator[Use]:
    for key, values in re.findall(r"\bsay\(\s*\"([a-z_.0-9]+)\"((?:[^()]|\([^()]*\))*)\)", pages()):
        yield Use("pages", key, frozenset({key}), frozenset(re.findall(r"(\w+)\s*=", values)))


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Call):
        return "say" if _name(func.func) in ("Words", "words_for") else ""
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def _calls(source: Source, names: Collection[str]) -> Iterator[tuple[ast.Call, ast.AST]]:
    """With the outermost function around each."""
    for top in source.tree.body:
        inner = top.body if isinstance(top, ast.ClassDef) else [top]
        for function in inner:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _name(node.func) in names:
                    yield node, function


def _values(call: ast.Call, source: Source, inside: ast.AST) -> frozenset[str] | None:
    spread = [_given(keyword.value, source, inside) for keyword in call.keywords if keyword.arg is None]
    names = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
    return None if None in spread else frozenset(names).union(*filter(None, spread))


def said(node: ast.expr, source: Source, inside: ast.AST) -> frozenset[str] | None:
    """Every text that an expression may be; None where that cannot be told."""
    parts: list[ast.expr]
    match node:
        case ast.Constant(value=str(text)):
            return frozenset({text})
        case ast.IfExp(body=one, orelse=other):
            parts = [one, other]
        case ast.BoolOp(values=parts):
            pass
        case ast.Subscript(value=ast.Name(id=name)):
            mapping = getattr(source.module, name, None)
            texts = mapping.values() if isinstance(mapping, Mapping) else ()
            return frozenset(text for text in texts if isinstance(text, str)) or None
        case ast.Name(id=name):
            return _joined(
                *(said(part, source, inside) for part in _assigned(name, inside)),
                *(said(part, source, caller) for part, caller in _handed_in(name, source, inside)),
            )
        case _:
            return None
    return _joined(*(said(part, source, inside) for part in parts))


def _joined(*found: frozenset[str] | None) -> frozenset[str] | None:
    return frozenset().union(*filter(None, found)) if found and None not in found else None


def _assigned(name: str, inside: ast.AST) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in ast.walk(inside):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [node.value for target in targets if isinstance(target, ast.Name) and target.id == name]
    return found


def _handed_in(name: str, source: Source, inside: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """What the calls of that function in its own module give for a parameter, each with the function it stands in."""
    if isinstance(inside, ast.FunctionDef | ast.AsyncFunctionDef):
        names = [argument.arg for argument in inside.args.args]
        for call, caller in _calls(source, {inside.name}) if name in names else ():
            at = names.index(name) - names[:1].count("self")
            given = [keyword.value for keyword in call.keywords if keyword.arg == name] or call.args[at : at + 1]
            yield from ((part, caller) for part in given if caller is not inside)
