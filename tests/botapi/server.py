"""The tests' own Telegram Bot API: aiohttp on 127.0.0.1, no mocks. It refuses what the real one refuses."""

import asyncio
import time
import traceback
from typing import Any, Self

from aiohttp.web import BaseRequest, Response, Server, ServerRunner, StreamResponse, TCPSite

from tests.botapi.builders import Update
from tests.botapi.calls import Call, CallLog
from tests.botapi.chats import Chat, Chats
from tests.botapi.control import Control
from tests.botapi.dispatch import Dispatch
from tests.botapi.faults import Fault, Faults
from tests.botapi.files import UPLOAD_BYTES, Files
from tests.botapi.limits import Limits
from tests.botapi.methods import immediate_methods, waiting_methods
from tests.botapi.people import Place
from tests.botapi.profile import Profile
from tests.botapi.replies import fail, refuse, reply
from tests.botapi.schema import Method
from tests.botapi.updates import Updates
from tests.botapi.webhooks import Webhook
from tests.botapi.wire import ApiError, Clock, Json, read_parameters

TOKEN = "4839574812:" + "AAFD39kkdpWt3ywyRZergyOLMaJhac60qcc"


class BotApiServer:
    """`anyone`: every positive chat_id may be written to; `keep_calls`: remember only the last so many."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        port: int = 0,
        clock: Clock = time.time,
        anyone: bool = False,
        keep_calls: int | None = None,
    ) -> None:
        self.token = token
        self.port = port
        self.bot: Json = _bot(int(token.split(":")[0]))
        self.calls = CallLog(keep_calls)
        self.limits = Limits()
        self.faults = Faults()
        self.files = Files()
        self.profile = Profile()
        self.chats = Chats(self.bot, clock, anyone)
        self.updates = Updates(clock)
        self.webhook = Webhook(self.updates, self._take_webhook_answer)
        self.problems: list[str] = []
        self._dispatch = Dispatch(self.calls, self.limits, clock)
        self._dispatch.immediate = immediate_methods(self.chats, self.files, self.profile, self.webhook)
        self._dispatch.waiting = waiting_methods(self.updates, self.webhook)
        self._control = Control(self)
        self._stopping = asyncio.Event()

    async def start(self) -> Self:
        server = Server(self._handle, request_factory=self._make_request, handler_cancellation=True, access_log=None)
        self._runner = ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        self._stopping.set()
        self.updates.end_poll()
        await self.webhook.stop()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.stop()
        if kind is None and self.problems:
            raise AssertionError("\n".join(self.problems))

    @property
    def url(self) -> str:
        """The root address; python-telegram-bot wants `base_url` and `base_file_url`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def knows_whole_api(self) -> bool:
        """Whether the published description of the API is at hand, so that nested objects are checked too."""
        return bool(self._dispatch.schema.types)

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    def push(self, update: Update | Json) -> Json:
        """People write to the bot; gives back the update as it will reach it."""
        if isinstance(update, dict):
            update = Update(update)
        for body, content, folder in update.files:
            self.files.keep(body, content, folder)
        for kind, content in update.body.items():
            if kind in ("message", "edited_message"):
                self.chats.take_in(content)
            elif kind == "callback_query":
                self.chats.take_tap(content)
            elif kind == "my_chat_member":
                chat = self.chats.meet(content["chat"])
                chat.is_blocked = content["new_chat_member"]["status"] in ("kicked", "left")
        return self.updates.add(update.body) or update.body

    def meet(self, *places: Place) -> None:
        """From now on the bot may write to them, as if they had once pressed Start."""
        for place in places:
            self.chats.meet(place.as_chat())

    def block(self, place: Place, blocked: bool = True) -> None:
        """Without an update, as when it got lost."""
        self.chat(place).is_blocked = blocked

    def chat(self, place: Place) -> Chat:
        return self.chats.meet(place.as_chat())

    def sent_to(self, chat_id: int | str) -> list[Call]:
        return self.calls.sent(chat_id)

    async def wait_for(self, messages: int, within: float = 60.0) -> list[Call]:
        return await self.calls.wait_for_messages(messages, within)

    @staticmethod
    def _make_request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> BaseRequest:
        loop = asyncio.get_running_loop()
        return BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=2 * UPLOAD_BYTES)

    async def _handle(self, request: BaseRequest) -> StreamResponse:
        try:
            return await self._route(request)
        except ApiError as error:
            return refuse(error)
        except Exception:
            self.problems.append(traceback.format_exc())
            return refuse(ApiError(500, "Internal Server Error"))

    async def _route(self, request: BaseRequest) -> StreamResponse:
        kind, _, rest = request.path[1:].partition("/")
        if kind == "file" and rest.startswith("bot"):
            token, _, file_path = rest[3:].partition("/")
            self._authorize(token)
            return Response(body=self.files.download(file_path), content_type="application/octet-stream")
        if kind == "control":
            return reply(await self._control.answer(rest, request))
        if not kind.startswith("bot") or not rest:
            raise ApiError(404, "Not Found")
        self._authorize(kind[3:])
        return await self._answer(request, self._dispatch.find(rest))

    def _authorize(self, token: str) -> None:
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    async def _answer(self, request: BaseRequest, method: Method) -> StreamResponse:
        fault = self.faults.take(method.name) if self.faults.waiting else None
        given = await read_parameters(request)
        if fault is None:
            return await self._dispatch.answer(method, given)
        response = await self._dispatch.answer(method, given) if fault.accepted else fail(fault)
        await self._suffer(fault, request)
        return response if fault.kind in ("delay", "drop", "hang") else fail(fault)

    async def _suffer(self, fault: Fault, request: BaseRequest) -> None:
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "hang":
            await self._stopping.wait()
        elif fault.kind == "drop" and request.transport is not None:
            request.transport.abort()

    def _take_webhook_answer(self, body: Json) -> None:
        problem = self._dispatch.answer_webhook_answer(body)
        if problem:
            self.problems.append(problem)


def _bot(identifier: int) -> Json:
    flags = ("can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business", "has_main_web_app")
    body: Json = {"id": identifier, "is_bot": True, "first_name": "CCHC", "username": "cchc_test_bot"}
    return body | {"can_join_groups": True} | dict.fromkeys(flags, False)
