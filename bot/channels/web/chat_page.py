"""The page of the web chat; what it shows comes by bot/channels/web/chat.py."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.rendering import page
from bot.channels.web.sessions import CITIZEN, PERSONAS, Sessions, persona_of
from bot.channels.web.visitors import language_of
from bot.demo.looks import LOOKS, look_of
from handlers.kit.occasion import Office
from handlers.words.catalogue import Keys, Words, catalogue
from handlers.words.keys import CHANNEL

_PERSONA = Keys("persona.{}", PERSONAS)
_HINT = Keys("persona.{}_hint", PERSONAS)


class ChatPage:
    def __init__(self, office: Office, sessions: Sessions) -> None:
        self._office = office
        self._sessions = sessions

    def routes(self) -> list[BaseRoute]:
        # Nothing in it is secret that a page of somebody else's could guess by its length.
        return [Route("/", self.show, middleware=[Middleware(GZipMiddleware)])]

    async def show(self, request: Request) -> Response:
        persona = persona_of(request, demo=self._office.demo)
        language = language_of(request, persona)
        say = Words(language)
        personas = [{"key": key, "name": say(_PERSONA[key]), "hint": say(_HINT[key])} for key in PERSONAS]
        response = page(
            "chat.html",
            agency=self._office.agency,
            language=language,
            personas=personas if self._office.demo else [],
            persona=persona,
            look=look_of(request) if self._office.demo else "",
            looks=[{"key": look, "name": say(CHANNEL[look])} for look in LOOKS],
            words=page_words(say),
            start=request.query_params.get("start"),
        )
        for key in PERSONAS if self._office.demo else (CITIZEN,):
            await self._sessions.open(request, response, key)
        return response


def page_words(say: Words) -> dict[str, str]:
    """The page's own words, from the catalogue's section `page`."""
    prefix = "page."
    return {key.removeprefix(prefix): say(key) for key in catalogue("vi") if key.startswith(prefix)}
