"""One value as it came (a string of a form, or JSON) made into what its documented type says."""

import json
from typing import Any

from tests.botapi.wire import Upload, bad_request

TRUE = ("true", "yes", "1")
FALSE = ("false", "no", "0", "")


def decode(name: str, types: tuple[str, ...], value: Any) -> Any:
    if isinstance(value, Upload):
        if "InputFile" in types or name == "certificate":
            return value
        raise bad_request(f"{name} must not be a file")
    if "Integer" in types:
        return _integer(name, value, also_text="String" in types)
    if "String" in types:
        return _text(name, value)
    if types == ("Boolean",):
        return _truth(name, value)
    if types == ("Float",):
        return _number(name, value)
    return _nested(name, types, value)


def is_simple(type_name: str, value: object) -> bool:
    if type_name == "String":
        return isinstance(value, str)
    if type_name in ("Boolean", "True"):
        return isinstance(value, bool)
    if type_name in ("Integer", "Float"):
        numbers = int if type_name == "Integer" else int | float
        return isinstance(value, numbers) and not isinstance(value, bool)
    return True


def _integer(name: str, value: Any, also_text: bool) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            if also_text:
                return value
    raise bad_request(f"{name} must be a valid Integer")


def _text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise bad_request(f"{name} must be a String")


def _truth(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in TRUE + FALSE:
        return value.lower() in TRUE
    raise bad_request(f"{name} must be a Boolean")


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f"{name} must be a Number") from None


def _nested(name: str, types: tuple[str, ...], value: Any) -> Any:
    if value == "":
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from None
    if name == "reply_markup" and not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    wanted = list if types[0].startswith("Array of ") else dict
    if not isinstance(value, wanted):
        raise bad_request(f"{name} must be an {'Array' if wanted is list else 'Object'}")
    return value
