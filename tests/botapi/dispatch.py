"""From a method's name and its raw parameters to a recorded call and its response."""

from collections.abc import Callable
from typing import Any

from aiohttp.web import Response

from tests.botapi.calls import Call, CallLog
from tests.botapi.keyboards import check_reply_markup
from tests.botapi.limits import Limits
from tests.botapi.methods import Answering, Waiting
from tests.botapi.replies import refuse, reply
from tests.botapi.schema import Method, load_schema
from tests.botapi.wire import ApiError, Clock, Json


class Dispatch:
    def __init__(self, calls: CallLog, limits: Limits, clock: Clock) -> None:
        self.calls = calls
        self.limits = limits
        self.clock = clock
        self.schema = load_schema()
        self.immediate: dict[str, Answering] = {}
        self.waiting: dict[str, Waiting] = {}

    def find(self, name: str) -> Method:
        method = self.schema.methods.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        return method

    async def answer(self, method: Method, given: Json) -> Response:
        params = given
        try:
            params = self._read(method, given)
            waiting = self.waiting.get(method.name)
            result = await waiting(params) if waiting else self._function(method)(params)
        except ApiError as error:
            self._record(method, params, None, error)
            return refuse(error)
        self._record(method, params, result, None)
        return reply({"ok": True, "result": result})

    def answer_webhook_answer(self, body: Json) -> str | None:
        """A call in the body of a webhook's response: carried out, its result told to nobody; gives the problem."""
        name = str(body.pop("method"))
        method = self.schema.methods.get(name.lower())
        if method is None or method.name not in self.immediate:
            return f"a webhook answered with {name}, which cannot be called there"
        try:
            params = self._read(method, body)
            self._record(method, params, self.immediate[method.name](params), None)
        except ApiError as error:
            self._record(method, body, None, error)
            return f"a webhook answered with {name}, which was refused: {error.description}"
        return None

    def _read(self, method: Method, given: Json) -> Json:
        params = self.schema.read(method, given)
        if params.get("reply_markup"):
            check_reply_markup(params["reply_markup"])
        if self.schema.types:
            self.schema.check_nested(method, params)
        self.limits.enforce(method.name, params.get("chat_id"))
        return params

    def _function(self, method: Method) -> Callable[[Json], Any]:
        try:
            return self.immediate[method.name]
        except KeyError:
            raise ApiError(501, f"Not Implemented: the tests' server does not know {method.name} yet") from None

    def _record(self, method: Method, params: Json, result: Any, error: ApiError | None) -> None:
        self.calls.record(Call(method.name, params, self.clock(), result, error, self.calls.count))
