"""The control interface over HTTP, for tests whose server runs in another process.

POST /control/updates   [{"body": …, "files": [[body, base64, folder]]}] → the updates as they will reach the bot
GET  /control/calls     ?since=N&method=… → the recorded calls from number N on
GET  /control/wait      ?messages=N&within=SECONDS → as state, once so many messages were accepted
GET  /control/state     counts: calls, messages, pending updates, 429s; problems
POST /control/faults    {"name": "drop_next", "count": 2, "method": "sendMessage"}
POST /control/limits    {"enabled": true, "chat_rate": 1.0}
POST /control/chats     {"chats": [Chat, …], "is_blocked": false}
"""

import base64
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from aiohttp.web import BaseRequest

from tests.botapi.builders import Update
from tests.botapi.calls import Call
from tests.botapi.limits import Limits
from tests.botapi.wire import ApiError, Json, Upload

if TYPE_CHECKING:
    from tests.botapi.server import BotApiServer

FAULTS = ("fail_next", "hang_next", "drop_next", "garble_next", "delay", "clear")


class Control:
    def __init__(self, server: "BotApiServer") -> None:
        self.server = server

    async def answer(self, what: str, request: BaseRequest) -> Json:
        body = await request.json() if request.can_read_body else None
        if what == "calls":
            return {"ok": True, "result": self._calls(int(request.query.get("since", 0)), request.query.get("method"))}
        if what == "wait":
            await self.server.wait_for(int(request.query["messages"]), float(request.query["within"]))
        actions: dict[str, Callable[[Any], Any]] = {
            "updates": self._push,
            "state": self._state,
            "wait": self._state,
            "faults": self._set_fault,
            "limits": self._set_limits,
            "chats": self._set_chats,
        }
        if what not in actions:
            raise ApiError(404, "Not Found")
        return {"ok": True, "result": actions[what](body)}

    def _calls(self, since: int, method: str | None) -> list[Json]:
        return [
            call_as_json(call) for call in self.server.calls if call.number >= since and method in (None, call.method)
        ]

    def _push(self, updates: list[Json]) -> list[Json]:
        return [self.server.push(update_from_json(update)) for update in updates]

    def _state(self, _: object) -> Json:
        server = self.server
        return {
            "bot": server.bot,
            "calls": server.calls.count,
            "messages": server.calls.messages,
            "pending_updates": len(server.updates),
            "refused_by_limits": server.limits.refused,
            "problems": server.problems,
        }

    def _set_fault(self, fault: Json) -> bool:
        name = fault.pop("name")
        if name not in FAULTS:
            raise ApiError(400, f"no such fault: {name}")
        getattr(self.server.faults, name)(**fault)
        return True

    def _set_limits(self, values: Json) -> bool:
        known = {field.name for field in fields(Limits) if field.init}
        for name, value in values.items():
            if name not in known:
                raise ApiError(400, f"no such limit: {name}")
            setattr(self.server.limits, name, value)
        return True

    def _set_chats(self, values: Json) -> bool:
        for chat in values["chats"]:
            self.server.chats.meet(chat).is_blocked = values.get("is_blocked", False)
        return True


def update_as_json(update: Update) -> Json:
    files = [[body, base64.b64encode(content).decode(), folder] for body, content, folder in update.files]
    return {"body": update.body, "files": files}


def update_from_json(update: Json) -> Update:
    files = [(body, base64.b64decode(content), folder) for body, content, folder in update.get("files", [])]
    return Update(update["body"], files)


def call_as_json(call: Call) -> Json:
    return {
        "number": call.number,
        "method": call.method,
        "params": {name: _plain(value) for name, value in call.params.items()},
        "at": call.at,
        "result": call.result,
        "error": call.error and call.error.body(),
    }


def call_from_json(call: Json) -> Call:
    error = call["error"]
    refusal = error and ApiError(error["error_code"], error["description"], **error.get("parameters", {}))
    return Call(call["method"], call["params"], call["at"], call["result"], refusal, call["number"])


def _plain(value: Any) -> Any:
    if not isinstance(value, Upload):
        return value
    content = base64.b64encode(value.content).decode()
    return {"file_name": value.file_name, "mime_type": value.mime_type, "content": content}
