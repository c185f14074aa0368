"""Who is writing on the web: an HttpOnly cookie, and in demo mode the persona chosen on the page."""

import secrets
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "cchc_session"
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


def session_of(request: Request) -> str:
    if not has_session(request):
        raise HTTPException(401)
    return request.cookies[COOKIE]


def has_session(request: Request) -> bool:
    return 20 <= len(request.cookies.get(COOKIE, "")) <= 100


def open_session(request: Request, response: Response, *, secure: bool) -> None:
    """Sets the cookie where there is none yet."""
    token = session_of(request) if has_session(request) else secrets.token_urlsafe(24)
    response.set_cookie(COOKIE, token, max_age=_YEAR_SECONDS, httponly=True, samesite="lax", secure=secure)


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
