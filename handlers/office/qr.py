"""`/qr CODE…`: the picture for a receipt, or a sheet of many."""

import asyncio
import io

from handlers.context import Answer, Context
from handlers.kit.files import DOCX
from handlers.kit.links import dossier_link
from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Office
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.making.documents.model import Alignment, Cell, Column, Layout, Paragraph, Picture, StateDocument, Table
from handlers.making.documents.writer import write_document
from handlers.office.questions import DrawCodes, Receipt
from handlers.replies import Reply
from handlers.routing import REPORTERS
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.dossiers.dossiers import DossierView, codes_received_on, dossier_code, find_by_code
from storage.ground.days.typed_days import parse_day
from storage.ground.refusals import Refusal
from storage.messages.files import store_file

AT_MOST = 300
A_ROW, A_ROW_OF_TWO = 3, 2
_SCALE = 8


def qr_picture(link: str) -> bytes:
    """PNG. Error correction M: a crumpled receipt is still read."""
    import segno

    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="png", scale=_SCALE, border=4)
    return file.getvalue()


def qr_sheet(say: Words, office: Office, receipts: list[Receipt]) -> StateDocument:
    """A4, three in a row, each with its code and how to use it below; where there is a messenger's account, two in a
    row, each with its door beside it, since a sheet is cut into receipts."""
    doors = [_doors(say, office, receipt) for receipt in receipts]
    wide = A_ROW if office.account is None else 2 * A_ROW_OF_TWO
    flat = [door for pair in doors for door in pair]
    cells: list[tuple[Cell, ...]] = []
    for start in range(0, len(flat), wide):
        row = flat[start : start + wide]
        empty = ("",) * (wide - len(row))
        cells.append((*(picture for picture, _ in row), *empty))
        cells.append((*(text for _, text in row), *empty))
    columns = [Column("", 1, Alignment.CENTER) for _ in range(wide)]
    title = say("qr.title", agency=office.agency)
    return StateDocument(
        None,
        [Paragraph(title, bold=True, alignment=Alignment.CENTER), Table(columns, cells, bordered=False)],
        layout=Layout(size=13),
        title=title,
        author=office.agency,
    )


def _doors(say: Words, office: Office, receipt: Receipt) -> list[tuple[Picture, str]]:
    """Each with what stands below it."""
    account = office.account
    if account is None:
        picture = Picture(qr_picture(receipt.link), 4.2, description=receipt.code)
        return [(picture, f"{receipt.code}\n{say('qr.below')}")]
    page = Picture(qr_picture(receipt.link), 3.8, description=receipt.code)
    chat = Picture(qr_picture(account.url), 3.8, description=account.service)
    how = say("qr.below_account", service=account.service, code=receipt.code)
    return [(page, f"{say('qr.below_page')}\n{receipt.code}"), (chat, how)]


async def qr_command(context: Context, argument: str) -> Answer:
    """`/qr CODE…`, or `/qr 15/06/2026` for all that was received that day."""
    units = await reach(context, REPORTERS)
    words = argument.replace(",", " ").split()
    on = parse_day(argument, context.today) if words else None
    if on is not None:
        words = await codes_received_on(context.db, units, on, AT_MOST + 1)
    if not words:
        return screen(context.say, context.say("qr.ask" if on is None else "qr.none_that_day"))
    if len(words) > AT_MOST:
        raise Refusal("qr.too_many", limit=integer(AT_MOST))
    receipts = [await _receipt(context, units, code) for code in words]
    context.start(DrawCodes(receipts))
    return Reply(context.say("qr.preparing", count=integer(len(receipts))))


async def _receipt(context: Context, units: set[int], code: str) -> Receipt:
    dossier: DossierView | None = await find_by_code(context.db, dossier_code(code))
    if dossier is None or dossier.unit_id not in units:
        raise Refusal("qr.not_reached", code=code[:60])
    return Receipt(dossier.code, dossier_link(context.office, dossier.id))


async def draw(workshop: Workshop, job: DrawCodes) -> bytes:
    if len(job.receipts) == 1:
        return await asyncio.to_thread(qr_picture, job.receipts[0].link)
    document = qr_sheet(Words("vi"), workshop.office, job.receipts)
    return await asyncio.to_thread(write_document, document, workshop.clock())


async def hand_over(context: Context, job: DrawCodes, content: bytes) -> Answer:
    (code, link), *others = job.receipts
    kind, name = (DOCX, "qr.docx") if others else ("image/png", f"qr-{code}.png")
    file_id = await store_file(context.db, name, kind, content, context.sender.id, context.now)
    if others:
        return Reply(context.say("qr.sheet", count=integer(len(others) + 1)), file_id=file_id)
    return [Reply(context.say("qr.one", code=code, link=link), file_id=file_id), *await _account_s(context)]


async def _account_s(context: Context) -> list[Reply]:
    """The other door, the same for every receipt."""
    account = context.office.account
    if account is None:
        return []
    content = qr_picture(account.url)
    file_id = await store_file(
        context.db, f"qr-{account.service.lower()}.png", "image/png", content, context.sender.id, context.now
    )
    return [Reply(context.say("qr.account", service=account.service, link=account.url), file_id=file_id)]
