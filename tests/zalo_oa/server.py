"""The tests' own openapi.zalo.me: aiohttp on 127.0.0.1, no mocks."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Self

from aiohttp.web import BaseRequest, FileField, Response, Server, ServerRunner, StreamResponse, TCPSite

from tests.zalo_oa.rules import check_message, check_template, check_upload
from tests.zalo_oa.state import Fault, Json, SentCall, State, Upload, ZaloError

APP_ID, OA_ID = "2829384756473829101", "3829102938475647382"
APP_SECRET, OA_SECRET = "app-secret-of-the-tests", "oa-secret-key-of-the-tests"
TOKEN, REFRESH = "an-access-token-of-the-tests", "a-refresh-token-of-the-tests"
_CLOSED = ("/v2.0/oa/message", "/v3.0/oa/message/transaction", "/v3.0/oa/message/promotion")


class ZaloServer:
    """`token`: the one that is good now. `says_401`: how a wrong one is told: by HTTP, or by a code with HTTP 200."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.token, self.refresh = TOKEN, REFRESH
        self.renewals = 0
        self.says_401 = True
        self.state = State()
        self.problems: list[str] = []
        self._came = asyncio.Event()

    async def start(self) -> Self:
        server = Server(self._handle, request_factory=self._make_request, access_log=None)
        self._runner = ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self._runner.cleanup()
        if kind is None and self.problems:
            raise AssertionError("\n".join(self.problems))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def keeps(self, name: str, content: bytes) -> str:
        """The address of a file that somebody has sent."""
        self.state.files[name] = content
        return f"{self.url}/cdn/{name}"

    def fails(self, path: str = "message/cs", **how: Any) -> None:
        self.state.faults.append(Fault(path, **how))

    @staticmethod
    def _make_request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> BaseRequest:
        loop = asyncio.get_running_loop()
        return BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=30 * 1024**2)

    async def _handle(self, request: BaseRequest) -> StreamResponse:
        if request.path.startswith("/moved/"):
            return Response(status=302, headers={"Location": request.path.replace("/moved/", "/cdn/")})
        if request.path.startswith("/cdn/"):
            content = self.state.files.get(request.path.removeprefix("/cdn/"))
            return Response(status=404) if content is None else Response(body=content)
        if request.path == "/v4/oa/access_token":
            return _reply(self._renewed(request, await request.post()))
        fault = self.state.fault(request.path)
        if fault is not None and not fault.accepted:
            return await self._faulty(fault, request)
        answer = await self._answered(request)
        return answer if fault is None else await self._faulty(fault, request)

    def _renewed(self, request: BaseRequest, form: Mapping[str, Any]) -> Json:
        """A pair is given once; whoever asks with another is told so with HTTP 200 and without a number."""
        wanted = {"app_id": APP_ID, "grant_type": "refresh_token", "refresh_token": self.refresh}
        if request.headers.get("secret_key") != APP_SECRET or dict(form) != wanted:
            return {"error_name": "Invalid refresh token.", "error_description": "Refresh token is invalid"}
        self.renewals += 1
        self.token, self.refresh = f"{TOKEN}-{self.renewals}", f"{REFRESH}-{self.renewals}"
        return {"access_token": self.token, "refresh_token": self.refresh, "expires_in": "90000"}

    async def _faulty(self, fault: Fault, request: BaseRequest) -> Response:
        await asyncio.sleep(fault.seconds)
        if fault.drop and request.transport is not None:
            request.transport.abort()
        if fault.body is not None:
            return Response(status=fault.status, body=fault.body)
        return _reply({"error": fault.code or 0, "message": "fault"}, fault.status)

    async def _answered(self, request: BaseRequest) -> Response:
        headers = {}
        try:
            left, reset = self.state.counts()
            limit = str(self.state.a_minute)
            headers = {"X-RateLimit-Limit": limit, "X-RateLimit-Remaining": str(left), "X-RateLimit-Reset": str(reset)}
            if request.headers.get("access_token") != self.token:
                status = 401 if self.says_401 else 200
                return _reply({"error": -216, "message": "Access token is invalid"}, status)
            return _reply({"error": 0, "message": "Success", "data": await self._done(request)}, headers=headers)
        except ZaloError as error:
            return _reply({"error": error.code, "message": error.message}, headers=headers)
        except Exception as error:
            self.problems.append(repr(error))
            return Response(status=500)

    async def _done(self, request: BaseRequest) -> Json:
        path = request.path
        if path in _CLOSED:
            raise ZaloError(-240)
        if path.startswith("/v2.0/oa/upload/"):
            return await self._upload(path.rpartition("/")[2], request)
        if path == "/v2.0/oa/getoa":
            return {"oa_id": OA_ID, "name": "Sở Thử OA"}
        if path == "/v3.0/oa/message/template":
            check_template(self.state, body := json.loads(await request.read()))
            self.state.templates.append(body["user_id"])
            return {"message_id": self.state.new_id()}
        if path != "/v3.0/oa/message/cs":
            self.problems.append(f"no such address: {path}")
            raise ZaloError(-201)
        body = json.loads(await request.read())
        try:
            user, message = check_message(self.state, body)
        except ZaloError as error:
            self.state.refused.append((error.code, body))
            self._came.set()
            raise
        call = SentCall(self.state.new_id(), user, message)
        self.state.sent.append(call)
        self._came.set()
        return {"message_id": call.id, "user_id": user}

    async def _upload(self, kind: str, request: BaseRequest) -> Json:
        part = (await request.post()).get("file")
        if not isinstance(part, FileField):
            raise ZaloError(-201, "no file")
        with part.file as file:
            content = file.read()
        if not check_upload(kind, part.filename, content):
            return {}
        id_ = f"upload-{self.state.new_id()}"
        self.state.uploads[id_] = Upload(kind, content, part.filename)
        return {"attachment_id" if kind == "image" else "token": id_}

    async def wait_for(self, messages: int, within: float = 30.0) -> list[SentCall]:
        async with asyncio.timeout(within):
            while len(self.state.sent) < messages:
                self._came.clear()
                await self._came.wait()
        return self.state.sent


def _reply(body: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Zalo says that its JSON is text."""
    return Response(body=json.dumps(body).encode(), status=status, content_type="text/json", headers=headers)
