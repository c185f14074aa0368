"""Every call is checked against the published description of the whole API, where that file is at hand.

The file is looked for in ../shared/data beside the repository, or where CCHC_TEST_BOT_API points.
Stricter than the real server on purpose: it ignores a parameter it does not know, and that hides typing errors.
"""

import functools
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from tests.botapi.known_methods import known_methods
from tests.botapi.values import decode, is_simple
from tests.botapi.wire import Json, Upload, bad_request

DESCRIPTION = Path("data/telegram-bot-api-10.1.json")
EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "file_id": "file_id not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "message_id": "message identifier is not specified",
    "action": "wrong parameter action in request",
}


class Field(NamedTuple):
    name: str
    types: tuple[str, ...]
    required: bool


class Method(NamedTuple):
    name: str
    fields: dict[str, Field]


class Schema:
    def __init__(self, methods: dict[str, Method], types: dict[str, Any]) -> None:
        self.methods = methods
        self.types = types

    def read(self, method: Method, given: Json) -> Json:
        """The parameters with numbers, truth values and nested objects decoded; refuses what is missing or unknown."""
        attached = {value[9:] for value in given.values() if isinstance(value, str) and value.startswith("attach://")}
        values: Json = {}
        for name, value in given.items():
            field = method.fields.get(name)
            if field is not None:
                values[name] = decode(name, field.types, value)
            elif name not in attached:
                raise bad_request(f'{method.name} has no parameter "{name}"')
        for field in method.fields.values():
            value = values.get(field.name)
            if field.required and (value is None or (value == "" and field.name in EMPTY)):
                raise bad_request(EMPTY.get(field.name, f'parameter "{field.name}" is required'))
        return {name: _attached(value, given) for name, value in values.items()}

    def check_nested(self, method: Method, values: Json) -> None:
        for name, value in values.items():
            if isinstance(value, dict | list):
                self._check_any(name, method.fields[name].types, value)

    def _check_any(self, path: str, types: tuple[str, ...], value: object) -> None:
        problems = []
        for one in types:
            problem = self._problem(path, one, value)
            if problem is None:
                return
            problems.append(problem)
        raise bad_request(min(problems, key=lambda problem: "has no field" in problem))

    def _problem(self, path: str, type_name: str, value: object) -> str | None:
        if type_name.startswith("Array of "):
            if not isinstance(value, list):
                return f"{path} must be an Array"
            found = (self._problem(f"{path}[{i}]", type_name[9:], item) for i, item in enumerate(value))
            return next((problem for problem in found if problem), None)
        if type_name not in self.types:
            return None if is_simple(type_name, value) else f"{path} must be of type {type_name}"
        subtypes = self.types[type_name].get("subtypes")
        if subtypes:
            problems = [self._problem(path, one, value) for one in subtypes]
            return None if None in problems else f"{path} is not a {type_name}"
        return self._object_problem(path, type_name, value)

    def _object_problem(self, path: str, type_name: str, value: object) -> str | None:
        if type_name == "InputFile":
            return None if isinstance(value, Upload | str) else f"{path} must be a file"
        if not isinstance(value, dict):
            return f"{path} must be an Object"
        fields = {field["name"]: field for field in self.types[type_name].get("fields", [])}
        for name in value:
            if name not in fields:
                return f'{path} ({type_name}) has no field "{name}"'
        for name, field in fields.items():
            if name not in value:
                if field["required"]:
                    return f'{path} ({type_name}) lacks the field "{name}"'
                continue
            problems = [self._problem(f"{path}.{name}", one, value[name]) for one in field["types"]]
            if None not in problems:
                return problems[0]
        return None


def _attached(value: Any, given: Json) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        return given.get(value[9:], value)
    return value


@functools.cache
def load_schema() -> Schema:
    by_hand = {
        name.lower(): Method(name, {field[0]: Field(*field) for field in fields})
        for name, fields in known_methods().items()
    }
    path = _find_description()
    if path is None:
        return Schema(by_hand, {})
    published = json.loads(path.read_bytes())
    methods = {
        name.lower(): Method(name, {f["name"]: Field(f["name"], tuple(f["types"]), f["required"]) for f in fields})
        for name, fields in ((name, method.get("fields", [])) for name, method in published["methods"].items())
    }
    return Schema(by_hand | methods, published["types"])


def _find_description() -> Path | None:
    root = Path(__file__).resolve().parents[2]
    named = os.environ.get("CCHC_TEST_BOT_API")
    places = [Path(named)] if named else [root.parent / "shared" / DESCRIPTION]
    return next((place for place in places if place.is_file()), None)
