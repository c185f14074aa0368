"""What the web says when it cannot do what was asked: a page to people, JSON to scripts."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.rendering import page
from bot.channels.web.visitors import language_of
from handlers.kit.occasion import Office
from handlers.words.catalogue import LANGUAGES, Keys, Words
from storage.models import SessionEnd
from storage.outages import Unavailable

_KEYS = {
    401: "web.no_session",
    403: "web.other_site",
    404: "web.not_found",
    413: "web.too_large",
    429: "web.too_many",
    500: "web.failed",
    503: "web.failed",
}
KIOSK_DEVICE = "kiosk device"
_ENDED = Keys("web.session_{}", SessionEnd)
_STATUS: dict[type[Exception], int] = {Unavailable: 503}
_IN_EVERY_LANGUAGE = 429


class RefusalPage:
    def __init__(self, office: Office) -> None:
        self._office = office

    def show(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else _STATUS.get(type(error), 500)
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        language = language_of(request)
        others = [other for other in LANGUAGES if other != language] if status == _IN_EVERY_LANGUAGE else []
        sentences = [(tongue, Words(tongue)(_key(error, status))) for tongue in (language, *others)]
        if request.url.path.startswith("/api/"):
            response = refused(sentences[0][1], status)
            response.headers.update(headers)
            return response
        return page("notice.html", status, headers, sentences=sentences, language=language, agency=self._office.agency)


def _key(error: Exception, status: int) -> str:
    if isinstance(error, HTTPException) and error.detail == KIOSK_DEVICE:
        return "web.kiosk_device"
    if isinstance(error, HTTPException) and error.detail in _ENDED:
        return _ENDED[error.detail]
    return _KEYS.get(status, "web.bad_request")


def refused(sentence: str, status: int) -> JSONResponse:
    return JSONResponse({"ok": False, "error": sentence}, status_code=status)
