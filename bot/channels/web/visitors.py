"""Who looks at a page or writes on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.sessions import CITIZEN, Sessions, persona_of
from bot.intake import Clock
from storage.database import Database
from storage.ground.channels import WEB
from storage.people.people import Sender, find_sender_at

Prepare = Callable[[str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Visitor:
    address: str
    language: str
    persona: str


class Visitors:
    """`prepare(address, persona)` is called before a conversation is used: there demo personas get their role."""

    def __init__(self, database: Database, sessions: Sessions, clock: Clock, prepare: Prepare, *, demo: bool) -> None:
        self._database = database
        self._sessions = sessions
        self._clock = clock
        self._prepare = prepare
        self._demo = demo

    async def visitor(self, request: Request, event: str = "") -> Visitor:
        """Answers 401 to somebody without a session. `event`: of the message that is being sent."""
        persona = persona_of(request, demo=self._demo)
        address = await self._sessions.address(request, persona, event)
        await self._prepare(address, persona)
        return Visitor(address, language_of(request, persona), persona)

    async def answer(self, request: Request, visitor: Visitor, event_id: str) -> Response:
        """To a message that was taken, which may have ended the session, or taken a role."""
        session = await self._sessions.find(request, visitor.persona)
        if session is None or session.is_open(self._clock()):
            return JSONResponse({"ok": True})
        if not session.took_role_with(event_id, self._clock()):
            return JSONResponse({"ok": True, "ended": True})
        response = JSONResponse({"ok": True, "renewed": True})
        await self._sessions.renew(session, response, visitor.persona)
        return response

    async def sender(self, visitor: Visitor) -> Sender:
        async with self._database.read() as db:
            return await find_sender_at(db, WEB, visitor.address, self._clock().date())


def language_of(request: Request, persona: str = CITIZEN) -> str:
    """English for citizens whose browser asks for it before Vietnamese; staff work in Vietnamese."""
    if persona != CITIZEN:
        return "vi"
    wanted = [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "vi").split(",")]
    return next((language for language in wanted if language in ("vi", "en")), "vi")
