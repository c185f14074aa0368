"""Every tag of a template is one we know: names, a few filters, loops over our lists, conditions. Nothing else runs."""

import contextlib
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from docx.document import Document
from jinja2 import Environment, TemplateSyntaxError, nodes

from handlers.report.template.fields import FIELDS, NUMBER, PICTURE, TEXT, Kind, Shape
from handlers.report.template.places import PROPERTIES, Tag, parts_of, tags_in, tags_of
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.ground.text import shorten

FILTERS = frozenset({"capitalize", "default", "first", "join", "last", "length", "lower", "title", "trim", "upper"})
# All that may stand in a template, also where docxtpl or Word's attributes hide it from the tags.
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr,
           nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Filter,
           nodes.Concat)  # fmt: skip
MAX_LOOPS = 3
_LOOP: Mapping[str, Shape] = {"index": NUMBER, "first": NUMBER, "last": NUMBER, "length": NUMBER}
_STATEMENT = re.compile(r"-?\s*(?:(?:p|tr|tc|r)\s+)?(?P<rest>(?P<word>\w+).*?)\s*-?\Z", re.DOTALL)
_MARKED_VALUE = re.compile(r"(?:p|tr|tc|r)\s")
_CLOSES = {"endfor": "for", "endif": "if"}
_ENVIRONMENT = Environment(autoescape=True)
T = TypeVar("T", bound=nodes.Stmt)


@dataclass
class _Open:
    """A loop or a condition that waits for its end."""

    word: str
    place: str
    names: Mapping[str, Shape] = field(default_factory=dict)


def check_template(say: Words, document: Document) -> None:
    """Refuses the first tag that is wrong, with its place; and a file without any."""
    found = 0
    for part, root in parts_of(say, document):
        found += _check_part(list(tags_of(say, part, root)), pictures=root is document.element.body)
    for name in PROPERTIES:
        text = getattr(document.core_properties, name)
        found += _check_part(list(tags_in(text, say("template_place.property", text=text))))
    if not found:
        raise Refusal("template.no_tags")


def _check_part(tags: Sequence[Tag], *, pictures: bool = False) -> int:
    """`pictures`: they can stand in this part."""
    stack: list[_Open] = []
    for tag in tags:
        if tag.statement:
            _statement(tag, stack)
        else:
            _value(tag, stack, pictures=pictures)
    if stack:
        raise Refusal("template.not_ended", word=stack[-1].word, place=stack[-1].place)
    return len(tags)


def _value(tag: Tag, stack: Sequence[_Open], *, pictures: bool) -> None:
    if _MARKED_VALUE.match(tag.value):
        raise Refusal("template.not_allowed", what=source_of(tag), place=tag.place)
    output = _parsed(tag, f"{{{{{tag.value}}}}}", nodes.Output)
    shape = _Checker(tag, stack).shape_of(output.nodes[0])
    if not isinstance(shape, Kind):
        raise Refusal("template.not_a_value", what=source_of(tag), place=tag.place)
    if shape is PICTURE and not pictures:
        raise Refusal("template.picture_place", what=source_of(tag), place=tag.place)


def _statement(tag: Tag, stack: list[_Open]) -> None:
    match = _STATEMENT.match(tag.statement)
    word, rest = (match["word"], match["rest"]) if match else ("", "")
    if word in _CLOSES:
        if not stack or stack[-1].word != _CLOSES[word]:
            raise Refusal("template.not_begun", word=word, place=tag.place)
        stack.pop()
    elif word == "for":
        stack.append(_Open("for", tag.place, _loop(tag, rest, stack)))
    elif word == "if":
        _condition(tag, rest, stack)
        stack.append(_Open("if", tag.place))
    elif word in ("elif", "else") and stack and stack[-1].word == "if":
        if word == "elif":
            _condition(tag, rest.removeprefix("el"), stack)
    elif not (rest == "vm" and any(opened.word == "for" for opened in stack)):
        raise Refusal("template.not_allowed", what=source_of(tag), place=tag.place)


def _loop(tag: Tag, text: str, stack: Sequence[_Open]) -> Mapping[str, Shape]:
    loop = _parsed(tag, f"{{% {text} %}}{{% endfor %}}", nodes.For)
    if not isinstance(loop.target, nodes.Name) or loop.recursive or loop.test:
        raise Refusal("template.not_allowed", what=source_of(tag), place=tag.place)
    if sum(opened.word == "for" for opened in stack) >= MAX_LOOPS:
        raise Refusal("template.too_deep", limit=MAX_LOOPS, place=tag.place)
    shape = _Checker(tag, stack).shape_of(loop.iter)
    if isinstance(shape, Kind | Mapping):
        raise Refusal("template.not_a_list", what=source_of(tag), place=tag.place)
    return {loop.target.name: shape[0], "loop": _LOOP}


def _condition(tag: Tag, text: str, stack: Sequence[_Open]) -> None:
    condition = _parsed(tag, f"{{% {text} %}}{{% endif %}}", nodes.If)
    _Checker(tag, stack).shape_of(condition.test)


def _parsed(tag: Tag, source: str, kind: type[T]) -> T:
    """Parses the source, which has to be exactly one node of that kind."""
    with contextlib.suppress(TemplateSyntaxError, RecursionError):
        body = _ENVIRONMENT.parse(source).body
        if len(body) == 1 and isinstance(body[0], kind):
            return body[0]
    raise Refusal("template.unreadable", what=source_of(tag), place=tag.place)


def source_of(tag: Tag) -> str:
    return shorten(tag.value or tag.statement, 80)


@dataclass(frozen=True)
class _Checker:
    tag: Tag
    stack: Sequence[_Open]

    def shape_of(self, node: nodes.Node) -> Shape:
        match node:
            case nodes.Name():
                return self._named(node.name, self._names(), "")
            case nodes.Getattr():
                return self._named(node.attr, self.shape_of(node.node), f"{_written(node.node)}.")
            case nodes.Const():
                return TEXT if isinstance(node.value, str) else NUMBER
            case nodes.Filter() if node.node is not None and node.name in FILTERS:
                return self._filtered(node, self.shape_of(node.node))
            case nodes.CondExpr():
                self._check_all(node)
                return self.shape_of(node.expr1)
            case nodes.Concat() | nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not():
                self._check_all(node)
                return TEXT
        raise Refusal("template.not_allowed", what=source_of(self.tag), place=self.tag.place)

    def _check_all(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            self._refuse_picture(self.shape_of(child.expr if isinstance(child, nodes.Operand) else child))

    def _refuse_picture(self, shape: Shape) -> None:
        """It can only stand by itself."""
        if shape is PICTURE:
            raise Refusal("template.not_allowed", what=source_of(self.tag), place=self.tag.place)

    def _names(self) -> Mapping[str, Shape]:
        names = dict(FIELDS)
        for opened in self.stack:
            names |= opened.names
        return names

    def _named(self, name: str, shape: Shape, before: str) -> Shape:
        known = shape if isinstance(shape, Mapping) else {}
        if name in known:
            return known[name]
        values = {"name": before + name, "place": self.tag.place}
        if near := difflib.get_close_matches(name, known, 1):
            raise Refusal("template.unknown_name_near", near=before + near[0], **values)
        raise Refusal("template.unknown_name", **values)

    def _filtered(self, node: nodes.Filter, shape: Shape) -> Shape:
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise Refusal("template.not_allowed", what=source_of(self.tag), place=self.tag.place)
        for one in (shape, *map(self.shape_of, node.args)):
            self._refuse_picture(one)
        if isinstance(shape, Kind) and node.name not in ("join", "first", "last"):
            return NUMBER if node.name == "length" else shape
        if not isinstance(shape, Kind | Mapping):
            if node.name in ("first", "last"):
                return shape[0]
            if node.name == "length" or (node.name == "join" and isinstance(shape[0], Kind)):
                return TEXT
        raise Refusal("template.not_a_value", what=source_of(self.tag), place=self.tag.place)


def _written(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
    return "…"
