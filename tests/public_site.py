"""The bot as it serves the public: no demo, a department with a few dossiers, and clients that speak plain HTTP."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.application import Application
from bot.settings.settings import Settings
from storage.database import Database
from storage.dossiers.dossiers import find_by_code
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.questions import answered
from storage.imports.storing import store_parsed
from storage.keys import dossier_token
from storage.models import DossierAccess, IncomingEvent, Person, RatedDossier, Rating, WebMessage
from storage.people.units import add_unit
from storage.ratings.kiosks import register_kiosk
from tests.browser import Site
from tests.chat import NOON, SECRET
from tests.databases import sqlite_url

PROCEDURES = """Mã thủ tục,Tên thủ tục,Lĩnh vực,Mức độ dịch vụ công,Bưu chính công ích,Thời hạn giải quyết
P-1,Cấp thẻ hướng dẫn viên du lịch nội địa,Du lịch,3,Có,5
P-2,Xác nhận nội dung hội diễn quần chúng,Văn hóa,2,Không,7
"""
# H-1 on time, H-2 not returned, H-3 late, H-4 to H-6 of one person, H-7 returned long ago
DOSSIERS = """Mã hồ sơ,Mã thủ tục,Số điện thoại,Hình thức nộp,Tiếp nhận,Hẹn trả,Ngày trả kết quả
H-1,P-1,0912345678,Trực tiếp,01/06/2026,08/06/2026,05/06/2026
H-2,P-1,0912345679,Trực tiếp,01/06/2026,18/06/2026,
H-3,P-2,0912345680,Trực tiếp,20/05/2026,03/06/2026,04/06/2026
H-4,P-1,0912345681,Trực tiếp,01/06/2026,08/06/2026,04/06/2026
H-5,P-2,0912345681,Trực tiếp,01/06/2026,08/06/2026,05/06/2026
H-6,P-2,0912345681,Trực tiếp,02/06/2026,09/06/2026,05/06/2026
H-7,P-1,0912345682,Trực tiếp,01/02/2026,08/02/2026,05/02/2026
"""


@dataclass
class PublicSite(Site):
    application: Application = field(kw_only=True)
    unit_id: int = 0

    async def ratings(self) -> list[tuple[int, int]]:
        """(level, dossiers covered) of each, oldest first."""
        covered = select(func.count()).where(RatedDossier.rating_id == Rating.id).scalar_subquery()
        async with self.database.read() as db:
            return [tuple(row) for row in await db.execute(select(Rating.level, covered).order_by(Rating.id))]

    async def last_rating(self) -> Rating:
        async with self.database.read() as db:
            return (await db.execute(select(Rating).order_by(Rating.id.desc()).limit(1))).one()  # type: ignore[return-value]

    async def rows(self) -> int:
        """What people left behind in the tables that hold it."""
        tables = (Person, DossierAccess, IncomingEvent, WebMessage, Rating)
        async with self.database.read() as db:
            return sum([(await db.scalars(select(func.count()).select_from(table))).one() for table in tables])

    @property
    def database(self) -> Database:
        return self.application.database

    async def link(self, code: str) -> str:
        """`r/<token>`, below the site's address."""
        async with self.database.read() as db:
            dossier = await find_by_code(db, code)
        assert dossier is not None
        return f"r/{dossier_token(SECRET.encode(), dossier.id)}"

    async def kiosk(self, name: str = "Sảnh chính") -> str:
        """The token of one that was registered 60 days ago and has kept its taps since."""
        async with self.database.write() as db:
            return await register_kiosk(db, SECRET.encode(), self.unit_id, name, self.now - timedelta(days=60))


@contextlib.asynccontextmanager
async def public_site(folder: Path, now: datetime = NOON, **settings: int) -> AsyncIterator[PublicSite]:
    configured = Settings(
        database_url=sqlite_url(folder),
        secret_key=SecretStr(SECRET),
        web_port=0,
        agency="Sở Thử Nghiệm",
        public_url="http://cchc.so-thu.example",
        **settings,  # type: ignore[arg-type]
    )
    application = Application(configured, lambda: site.now)
    site = PublicSite("", now, application=application)
    await _furnish(site)
    announced: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(application.run(announced.set_result))
    try:
        site.address = await asyncio.wait_for(announced, 60)
        yield site
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def _furnish(site: PublicSite) -> None:
    async with site.database.write(beside=True) as db:
        site.unit_id = (await add_unit(db, site.application.office.agency, None)).id
        for kind, text in ((FileKind.PROCEDURES, PROCEDURES), (FileKind.DOSSIERS, DOSSIERS)):
            parsed = parse_file(text.encode(), "tep.csv", answered(kind=kind))
            await store_parsed(db, SECRET.encode(), site.unit_id, parsed, site.now, write=True)


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def nonce(self) -> str:
        found = re.search(r'name="nonce" value="([^"]+)"', self.text)
        assert found, "the page has no form"
        return found[1]


class Client:
    """A browser without a script: it follows redirects, and keeps cookies unless told not to. `source`: the address it
    comes from, as a proxy on this machine would say."""

    def __init__(self, site: Site, *, cookies: bool = True, source: str = "", language: str = "vi") -> None:
        jar = aiohttp.CookieJar(unsafe=True) if cookies else aiohttp.DummyCookieJar()
        headers = {"Accept-Language": language} | ({"X-Forwarded-For": source} if source else {})
        self._site = site
        self._session = aiohttp.ClientSession(cookie_jar=jar, headers=headers)

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def gets(self, path: str) -> Answer:
        async with self._session.get(self._site.address + path) as response:
            return Answer(response.status, await response.text(), dict(response.headers))

    async def sends(self, path: str, fields: dict[str, str] | list[tuple[str, str]], **headers: str) -> Answer:
        async with self._session.post(self._site.address + path, data=fields, headers=headers) as response:
            return Answer(response.status, await response.text(), dict(response.headers))

    async def posts(self, path: str, body: object) -> Answer:
        async with self._session.post(self._site.address + path, json=body) as response:
            return Answer(response.status, await response.text(), dict(response.headers))

    async def rates(self, link: str, level: int, scope: str = "one") -> Answer:
        """Opens the page and taps a face."""
        page = await self.gets(link)
        return await self.sends(link, {"nonce": page.nonce, "level": str(level), "scope": scope})


async def refused(client: Client, path: str) -> Answer:
    """What an address over its limit is shown. A second may bring one more request back, so it asks a few times."""
    for _ in range(5):
        answer = await client.gets(path)
        if answer.status == 429:
            return answer
    raise AssertionError(f"{path} answered {answer.status}, and no limit in sight")
