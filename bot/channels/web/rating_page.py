"""The rating page `/r/<token>`: plain forms, no script. Reading it writes nothing; taps go to the intake."""

import re
import secrets
from functools import partial
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import form_body
from bot.channels.web.limiter import Limiter, network_of
from bot.channels.web.rating_forms import PageSaid, is_unhappy, said_on_page
from bot.channels.web.rendering import face_words, page
from bot.channels.web.sessions import Sessions, refuse_other_sites
from bot.channels.web.visitors import language_of
from bot.intake import Clock, Intake
from handlers.citizens.rating_page import (
    PageRating,
    RatingView,
    is_formal,
    rate_on_page,
    rating_view,
)
from handlers.incoming import Incoming
from handlers.kit.occasion import Office
from handlers.words.catalogue import LANGUAGES, Keys, Words
from handlers.words.keys import ASPECT, ASPECT_QUESTION, LEVEL, REASON
from storage.database import Database
from storage.ground.channels import WEB
from storage.keys import keyed_hash

_NONCE = re.compile(r"[A-Za-z0-9_-]{16,32}")
_FORMAL = "formal"
_STATUS = {"unknown": 404, "ended": 410}
_ENDED = ("unknown", "ended", "not_returned", "rated")
_TITLE = Keys("rating_page.{}_title", _ENDED)
_TEXT = Keys("rating_page.{}", _ENDED)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    # The address of the page is not told to other sites, but without it a form says "Origin: null".
    "Referrer-Policy": "same-origin",
    # Going back loads the page again: a cached one would show old answers and send its form's number twice.
    "Cache-Control": "no-store",
}


class RatingPage:
    def __init__(
        self, database: Database, office: Office, intake: Intake, clock: Clock, limiter: Limiter, sessions: Sessions
    ) -> None:
        self._database = database
        self._office = office
        self._intake = intake
        self._clock = clock
        self._limiter = limiter
        self._sessions = sessions

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/r/{token}", self.show, methods=["GET"]),
            Route("/r/{token}", self.rate, methods=["POST"]),
            Route("/r/{token}/more", self.tell_more, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        view = await self._view(request)
        has_session = await self._session(request) is not None
        language = _language(request)
        response = page(
            "rating.html",
            _STATUS.get(view.state, 200),
            _HEADERS,
            view=view,
            agency=self._office.agency,
            account=self._office.account,
            has_figures=self._office.public_figures,
            language=language,
            other_language=next(other for other in LANGUAGES if other != language),
            say=Words(language),
            face_words=face_words,
            path=_path(request),
            query=_query(request),
            nonce=secrets.token_urlsafe(16),
            reasons=REASON,
            aspects=ASPECT,
            questions=ASPECT_QUESTION,
            title_keys=_TITLE,
            text_keys=_TEXT,
            unhappy=is_unhappy(view),
            reachable=has_session,
            is_formal=_FORMAL in request.query_params,
        )
        # Somebody without a session is known by the link: a second rating is a change of the first.
        if view.state == "open" and not has_session:
            await self._sessions.open(request, response)
        return response

    async def rate(self, request: Request) -> Response:
        """The tap on a face."""
        form = dict(await self._form(request))
        level, scope = form.get("level", ""), form.get("scope", "one")
        if level not in ("1", "2", "3", "4", "5") or scope not in ("one", "all"):
            raise HTTPException(400)
        if (await self._view(request)).state in ("open", "yours"):
            label = Words(_language(request))(LEVEL[int(level)])
            rating = PageRating(request.path_params["token"], int(level), together=scope == "all")
            # Twice the same face is once; another face tapped in between is another tap.
            said = PageSaid(level, partial(rate_on_page, tapped=rating), label=label)
            await self._intake.submit(_incoming(request, await self._address(request), form, said))
        return _back(request)

    async def tell_more(self, request: Request) -> Response:
        """Reasons, a comment and the wish for an answer, all from one form."""
        fields = await self._form(request)
        view = await self._view(request)
        if view.state == "yours" and view.rating_id is not None:
            said = said_on_page(Words(_language(request)), view, view.rating_id, fields)
            address = await self._address(request)
            if said:
                await self._intake.submit(*(_incoming(request, address, dict(fields), one) for one in said))
        return _back(request, is_formal=is_formal(dict(fields).get("comment", "")))

    async def _form(self, request: Request) -> list[tuple[str, str]]:
        refuse_other_sites(request)
        self._limiter.count("post", request)
        fields = await form_body(request)
        if not _NONCE.fullmatch(dict(fields).get("nonce", "")):
            raise HTTPException(400)
        return fields

    async def _view(self, request: Request) -> RatingView:
        token, address = request.path_params["token"], await self._address(request)
        async with self._database.read() as db:
            view = await rating_view(db, self._office, token, address, self._clock())
        if view.state == "unknown":
            self._limiter.count("unknown", request)
        return view

    async def _session(self, request: Request) -> str | None:
        """The conversation of the web chat in this browser."""
        session = await self._sessions.find(request)
        return session.address if session is not None and session.is_open(self._clock()) else None

    async def _address(self, request: Request) -> str:
        """That conversation; without a session the link itself says who this is."""
        link = request.path_params["token"]
        return await self._session(request) or keyed_hash(self._office.secret, "rating page", link)[:32]


def _incoming(request: Request, address: str, form: dict[str, str], said: PageSaid) -> Incoming:
    return Incoming(
        channel=WEB,
        event_id=f"{address}/{form['nonce']}-{said.part}",
        address=address,
        text=said.text,
        call=said.call,
        label=said.label,
        language=_language(request),
        source=network_of(request),
    )


def _language(request: Request) -> str:
    """As chosen on the page, or as the browser asks for it."""
    chosen = request.query_params.get("lang")
    return chosen if chosen in LANGUAGES else language_of(request)


def _path(request: Request) -> str:
    return f"/r/{quote(request.path_params['token'], safe='')}"


def _query(request: Request) -> str:
    return f"?lang={_language(request)}" if "lang" in request.query_params else ""


def _back(request: Request, *, is_formal: bool = False) -> Response:
    """`is_formal`: what was written has a door of its own, and was not kept."""
    query = _query(request)
    query += f"{'&' if query else '?'}{_FORMAL}" if is_formal else ""
    return RedirectResponse(_path(request) + query, 303, _HEADERS)
