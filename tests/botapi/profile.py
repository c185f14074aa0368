"""What the bot says about itself: its command menus, name and descriptions, for each language."""

import json
import re

from tests.botapi.wire import Json, bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMANDS = 100
DESCRIPTION_LENGTH = 256
SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
LONGEST = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    """`commands` is open to tests: (scope as JSON, language_code) → list of BotCommand."""

    def __init__(self) -> None:
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}

    def set_my_commands(self, params: Json) -> bool:
        commands = params["commands"]
        key = _key(params)
        if len(commands) > COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[key] = [_checked(command) for command in commands]
        return True

    def get_my_commands(self, params: Json) -> list[Json]:
        return self.commands.get(_key(params), [])

    def delete_my_commands(self, params: Json) -> bool:
        self.commands.pop(_key(params), None)
        return True

    def commands_for(self, language_code: str = "", **scope: object) -> list[Json]:
        """The menu as set: `commands_for(type="chat", chat_id=5)`."""
        return self.get_my_commands({"language_code": language_code} | ({"scope": scope} if scope else {}))

    def set_my_name(self, params: Json) -> bool:
        return self._set("name", params)

    def set_my_description(self, params: Json) -> bool:
        return self._set("description", params)

    def set_my_short_description(self, params: Json) -> bool:
        return self._set("short_description", params)

    def get_my_name(self, params: Json) -> Json:
        return self._get("name", params)

    def get_my_description(self, params: Json) -> Json:
        return self._get("description", params)

    def get_my_short_description(self, params: Json) -> Json:
        return self._get("short_description", params)

    def _set(self, what: str, params: Json) -> bool:
        text = params.get(what, "")
        if len(text) > LONGEST[what]:
            raise bad_request(f"{what.replace('_', ' ')} length must not exceed {LONGEST[what]}")
        self.texts[what, _language(params)] = text
        return True

    def _get(self, what: str, params: Json) -> Json:
        default = self.texts.get((what, ""), "")
        return {what: self.texts.get((what, _language(params))) or default}


def _key(params: Json) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"].startswith("chat") and scope.get("chat_id") in (None, ""):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    if scope["type"] == "chat_member" and not scope.get("user_id", 0) > 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Json) -> str:
    code: str = params.get("language_code") or ""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def _checked(command: Json) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(command.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = command["command"].removeprefix("/"), command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_LENGTH}")
    return {"command": name, "description": description}
