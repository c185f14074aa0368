"""Who is writing on the web: an HttpOnly cookie, in demo mode one for each persona (docs/decisions/web-sessions.md)."""

import secrets
from datetime import timedelta
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.intake import Clock
from handlers.kit.occasion import Office
from storage.database import Database
from storage.ground.channels import WEB
from storage.models import SessionEnd
from storage.people import sessions
from storage.people.people import find_sender_at
from storage.people.sessions import Session

COOKIE = "cchc_session"
# A browser takes such a cookie only over https, from this very host and for all of it: no neighbour plants one.
_HOST = "__Host-"
CITIZEN = "citizen"
PERSONAS = (CITIZEN, "staff", "director", "officer")
_YEAR_SECONDS = 365 * 24 * 3600


def address_of(token: str, persona: str) -> str:
    """The token's hash: who reads the database cannot take over a session."""
    digest = sha256(token.encode()).hexdigest()[:32]
    return digest if persona == CITIZEN else f"{digest}:{persona}"


def persona_of(request: Request, *, demo: bool) -> str:
    persona = request.query_params.get("as", CITIZEN)
    if persona not in PERSONAS or (persona != CITIZEN and not demo):
        raise HTTPException(404)
    return persona


class Sessions:
    """`staff_days`: after how many days without a sign of life the session of somebody with a role ends."""

    def __init__(self, database: Database, office: Office, clock: Clock, staff_days: int) -> None:
        self._database = database
        self._office = office
        self._clock = clock
        self._staff_for = timedelta(days=staff_days)

    async def find(self, request: Request, persona: str = CITIZEN) -> Session | None:
        """None for somebody without a cookie. The session that is found may have ended."""
        token, before = _brought(request, self._cookie(persona)), False
        if token is None and self._is_secure and persona == CITIZEN:
            token, before = _brought(request, COOKIE), True
        if token is None:
            return None
        session = await self._look_up(address_of(token, persona))
        # Under its old name anybody may have planted it: it counts where it was known before the names changed.
        return None if before and not session.renew and session.end is not SessionEnd.RENEWED else session

    async def _look_up(self, token: str) -> Session:
        async with self._database.read() as db:
            return await sessions.find_session(db, token, self._staff_for, self._clock())

    async def address(self, request: Request, persona: str = CITIZEN, event: str = "") -> str:
        """The conversation; answers 401 to somebody without a session. `event`: of the message that is being sent:
        it may be the one that took a role, sent again."""
        session, now = await self.find(request, persona), self._clock()
        if session is None:
            raise HTTPException(401)
        if not session.is_open(now) and not session.took_role_with(f"{session.address}/{event}", now):
            raise HTTPException(401, session.end)
        if session.is_to_touch(now):
            async with self._database.write(beside=True) as db:
                await sessions.touch_session(db, session.token, now)
        return session.address

    async def open(self, request: Request, response: Response, persona: str = CITIZEN) -> None:
        """The page is opened: sets the cookie, with a new token where there is none that may stay."""
        session = await self.find(request, persona)
        if session is None or not session.is_open(self._clock()) or await self._is_untaken(session, persona):
            self._set(response, persona, secrets.token_urlsafe(24))
        elif session.may_renew(self._clock()):
            await self.renew(session, response, persona)
        else:
            self._set(response, persona, request.cookies[self._cookie(persona)])

    async def _is_untaken(self, session: Session, persona: str) -> bool:
        """A persona's role is not taken in a session that was brought along."""
        if persona == CITIZEN:
            return False
        async with self._database.read() as db:
            sender = await find_sender_at(db, WEB, session.address, self._clock().date())
        return not sender.id

    async def renew(self, session: Session, response: Response, persona: str) -> None:
        """The session goes on under a new token that nobody else can know."""
        token = secrets.token_urlsafe(24)
        async with self._database.write(beside=True) as db:
            await sessions.renew_session(db, session, address_of(token, persona), self._clock())
        self._set(response, persona, token)

    @property
    def _is_secure(self) -> bool:
        return self._office.public_url.startswith("https://")

    def _cookie(self, persona: str) -> str:
        return (_HOST if self._is_secure else "") + COOKIE + ("" if persona == CITIZEN else f"_{persona}")

    def _set(self, response: Response, persona: str, token: str) -> None:
        traits = {"httponly": True, "samesite": "lax", "secure": self._is_secure}
        response.set_cookie(self._cookie(persona), token, max_age=_YEAR_SECONDS, **traits)  # type: ignore[arg-type]


def _brought(request: Request, cookie: str) -> str | None:
    token = request.cookies.get(cookie, "")
    return token if 20 <= len(token) <= 100 else None


def refuse_other_sites(request: Request) -> None:
    """A page of another site cannot write in this person's name."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise HTTPException(403)
        return
    origin = request.headers.get("origin")
    if origin is not None and origin.split("://")[-1] != request.headers.get("host"):
        raise HTTPException(403)
