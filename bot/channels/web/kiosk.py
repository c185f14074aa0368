"""The kiosk: a page that goes on without a network, and the JSON interface (docs/kiosk.md) it sends its taps to."""

import json
import logging
from functools import cache, partial
from hashlib import sha256
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import json_body
from bot.channels.web.limiter import Limiter, too_many
from bot.channels.web.refusals import KIOSK_DEVICE
from bot.channels.web.rendering import PAGES, STATIC, face_words, page
from bot.intake import Clock, Intake
from handlers.citizens.kiosk import KioskReason, KioskTap, take_reason, take_tap
from handlers.context import Call
from handlers.incoming import Incoming
from handlers.kit.occasion import Office
from handlers.words.catalogue import LANGUAGES, Words, catalogue
from handlers.words.keys import REASON
from storage.database import Database
from storage.ground.channels import KIOSK
from storage.ratings.bursts import MOST_HELD
from storage.ratings.details import Reason
from storage.ratings.kiosks import KioskRow, admit_device, beat, find_kiosk, is_its_device

AT_ONCE = 100
# How long a kiosk keeps its taps before it asks again, while the officer has too many to look at.
HELD_BACK_SECONDS = 300
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
log = logging.getLogger(__name__)
_Moment = Annotated[int, Field(strict=True, ge=0, le=2**53)]


class _Tap(BaseModel):
    """`tapped_at`: milliseconds by the kiosk's own clock, which may be wrong."""

    client_id: UUID
    level: Annotated[int, Field(strict=True, ge=1, le=5)]
    tapped_at: _Moment
    dossier: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,40}$")] = ""


class _Reason(BaseModel):
    client_id: UUID
    reason: Reason


class _Speaker(BaseModel):
    """`device`: a secret of the device's own, made by its page."""

    device: UUID | None = None


class _Taps(_Speaker):
    sent_at: _Moment
    taps: Annotated[list[_Tap], Field(max_length=AT_ONCE)] = []
    reasons: Annotated[list[_Reason], Field(max_length=AT_ONCE)] = []


class _Beat(_Speaker):
    """`waiting`: taps and reasons the kiosk could not send although the network is there."""

    waiting: Annotated[int, Field(strict=True, ge=0, le=10**9)] = 0


class KioskPage:
    def __init__(self, database: Database, office: Office, intake: Intake, clock: Clock, limiter: Limiter) -> None:
        self._database = database
        self._office = office
        self._intake = intake
        self._clock = clock
        self._limiter = limiter

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/kiosk/{token}", self.show),
            Route("/kiosk-worker.js", self.worker),
            Route("/api/kiosk/{token}/taps", self.take_taps, methods=["POST"]),
            Route("/api/kiosk/{token}/beat", self.beat, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        kiosk = await self._kiosk(request)
        words = {language: _words(language) for language in LANGUAGES}
        return page(
            "kiosk.html",
            headers=_HEADERS,
            agency=self._office.agency,
            unit=kiosk.unit,
            words=words,
            say=Words("vi"),
            version=self._version(kiosk),
            reasons=REASON,
            has_scanner="scanner" in request.query_params,
        )

    async def worker(self, request: Request) -> Response:
        """Not under `/static/`: a service worker serves only what lies below its own address."""
        return FileResponse(STATIC / "kiosk_worker.js", media_type="text/javascript")

    async def take_taps(self, request: Request) -> Response:
        kiosk = await self._kiosk(request)
        sent = await _read(request, _Taps)
        await self._admit(kiosk, sent)
        if kiosk.held >= MOST_HELD:
            raise too_many(HELD_BACK_SECONDS)
        taps = [
            _tap(KioskTap(kiosk.id, str(tap.client_id), tap.level, _age(sent, tap), tap.dossier)) for tap in sent.taps
        ]
        reasons = [_reason(KioskReason(kiosk.id, str(said.client_id), said.reason)) for said in sent.reasons]
        if taps or reasons:
            await self._intake.submit(*taps, *reasons)
        return JSONResponse({"ok": True})

    async def beat(self, request: Request) -> Response:
        """A sign of life; the answer says which version of the page the kiosk should be showing."""
        kiosk = await self._kiosk(request)
        said = await _read(request, _Beat)
        await self._admit(kiosk, said)
        waiting = said.waiting
        if waiting:
            log.warning("kiosk %d is alive, but %d of its taps are not taken", kiosk.id, waiting)
        async with self._database.write(beside=True) as db:
            await beat(db, kiosk.id, self._clock(), keeps_taps=waiting > 0)
        return JSONResponse({"ok": True, "version": self._version(kiosk)})

    async def _kiosk(self, request: Request) -> KioskRow:
        async with self._database.read() as db:
            kiosk = await find_kiosk(db, self._office.secret, request.path_params["token"])
        if kiosk is None:
            self._limiter.count("unknown", request)
            raise HTTPException(404)
        return kiosk

    async def _admit(self, kiosk: KioskRow, said: _Speaker) -> None:
        """Lets only the kiosk's own device speak for it and answers 403 to others. The first device that comes becomes
        its own."""
        device, now = None if said.device is None else str(said.device), self._clock()
        if is_its_device(self._office.secret, kiosk, device):
            return
        async with self._database.write(beside=True) as db:
            admitted = await admit_device(db, self._office.secret, kiosk, device, now)
        if not admitted:
            raise HTTPException(403, KIOSK_DEVICE)

    def _version(self, kiosk: KioskRow) -> str:
        return sha256(json.dumps([_files(), self._office.agency, kiosk.unit]).encode()).hexdigest()[:16]


_Body = TypeVar("_Body", bound=BaseModel)


async def _read(request: Request, body: type[_Body]) -> _Body:
    try:
        return body.model_validate(await json_body(request))
    except ValidationError:
        raise HTTPException(400) from None


def _tap(tap: KioskTap) -> Incoming:
    return _incoming(tap.kiosk_id, tap.client_id, partial(take_tap, tapped=tap))


def _reason(said: KioskReason) -> Incoming:
    return _incoming(said.kiosk_id, f"{said.client_id}/{said.reason}", partial(take_reason, said=said))


def _incoming(kiosk_id: int, event: str, call: Call) -> Incoming:
    return Incoming(channel=KIOSK, event_id=f"{kiosk_id}/{event}", address=str(kiosk_id), call=call)


def _age(sent: _Taps, tap: _Tap) -> int:
    """Seconds between the tap and its sending, both by the kiosk's clock."""
    return max(sent.sent_at - tap.tapped_at, 0) // 1000


@cache
def _words(language: str) -> dict[str, str]:
    """The page's words; it changes its language without asking the server."""
    say = Words(language)
    own = {key.partition(".")[2]: say(key) for key in catalogue("vi") if key.startswith("kiosk_page.")}
    levels = {f"level_{level}": face_words(say, level) for level in range(1, 6)}
    return {**own, **levels, **{key: say(key) for key in REASON.values()}}


@cache
def _files() -> str:
    """A digest of the page as it is installed, words and all."""
    digest = sha256(json.dumps([_words(language) for language in LANGUAGES]).encode())
    for path in sorted([*STATIC.glob("kiosk*"), PAGES / "kiosk.html", PAGES / "faces.html"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
