"""`cchc link` and `cchc qr`: what is printed on receipts."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bot.application import office_of
from bot.channels.base import NotSent
from bot.channels.telegram.door import make_telegram
from bot.channels.telegram.texts import chat_link
from bot.commands.opening import opened
from bot.demo.department import holds_samples
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.kit.links import dossier_link
from handlers.kit.occasion import Office
from handlers.making.documents.writer import write_document
from handlers.office.qr import qr_picture, qr_sheet
from handlers.office.questions import Receipt
from handlers.words.catalogue import Words
from storage.database import Database
from storage.dossiers.dossiers import DossierView, dossier_code, find_by_code
from storage.ground.refusals import Refusal

PICTURE, SHEET = ".png", ".docx"


async def print_links(settings: Settings, codes: Sequence[str], in_chat: bool, show: Callable[[str], None]) -> None:
    """One line a dossier: its code and its link."""
    for receipt in await _receipts(settings, codes, in_chat):
        show(f"{receipt.code}  {receipt.link}")


async def write_qr(
    settings: Settings, codes: Sequence[str], in_chat: bool, out: Path | None, show: Callable[[str], None]
) -> None:
    """A picture for one code, an A4 sheet for several; or as the name of the file wants it."""
    path = out or Path(f"qr-{dossier_code(codes[0])}.png" if len(codes) == 1 else "qr.docx")
    _refuse_suffix(path, len(codes))
    receipts = await _receipts(settings, codes, in_chat)
    say = Words("vi")
    if path.suffix.lower() == PICTURE:
        content = qr_picture(receipts[0].link)
    else:
        content = write_document(qr_sheet(say, office_of(settings), receipts), utc_now())
    try:
        await asyncio.to_thread(path.write_bytes, content)
    except OSError:
        raise Refusal("file.cannot_write", name=str(path)) from None
    show(say("cli.written", path=path))


def _refuse_suffix(path: Path, codes: int) -> None:
    suffix = path.suffix.lower()
    if suffix not in (PICTURE, SHEET):
        raise Refusal("qr.wrong_suffix", name=str(path))
    if suffix == PICTURE and codes > 1:
        raise Refusal("qr.one_picture", name=str(path))


async def _receipts(settings: Settings, codes: Sequence[str], in_chat: bool) -> list[Receipt]:
    async with opened(settings) as database:
        dossiers = await _dossiers(database, codes)
        # An address of this machine is for trying things out; nobody else can open it.
        if settings.demo and not await holds_samples(database):
            raise Refusal("setup.no_address")
        office = await _office(settings, database, in_chat)
        return [Receipt(one.code, dossier_link(office, one.id, in_chat=in_chat)) for one in dossiers]


async def _dossiers(database: Database, codes: Sequence[str]) -> list[DossierView]:
    found = []
    async with database.read() as db:
        for code in codes:
            dossier = await find_by_code(db, dossier_code(code))
            if dossier is None:
                raise Refusal("dossier.unknown", code=code)
            found.append(dossier)
    return found


async def _office(settings: Settings, database: Database, in_chat: bool) -> Office:
    """With what opens a messenger's chat, where that may be wanted."""
    office = office_of(settings)
    if settings.telegram_token is None or not (in_chat or not settings.public_url):
        return office
    channel = make_telegram(settings, database)
    try:
        office.opens_chat = partial(chat_link, await channel.connect())
    except NotSent as failure:
        key = "setup.telegram_name" if failure.retry else "setup.telegram"
        raise Refusal(key, url=settings.telegram_api_url) from None
    finally:
        await channel.close()
    return office
