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
A_ROW = 3
_SCALE = 8


def qr_picture(link: str) -> bytes:
    """PNG. Error correction M: a crumpled receipt is still read."""
    import segno

    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="png", scale=_SCALE, border=4)
    return file.getvalue()


def qr_sheet(say: Words, office: Office, receipts: list[Receipt]) -> StateDocument:
    """A4, three in a row, each with its code and how to use it below."""
    cells: list[tuple[Cell, ...]] = []
    for start in range(0, len(receipts), A_ROW):
        row = receipts[start : start + A_ROW]
        empty = ("",) * (A_ROW - len(row))
        cells.append((*(Picture(qr_picture(r.link), 4.2, description=r.code) for r in row), *empty))
        cells.append((*(f"{r.code}\n{say('qr.below')}" for r in row), *empty))
    columns = [Column("", 1, Alignment.CENTER) for _ in range(A_ROW)]
    title = say("qr.title", agency=office.agency)
    return StateDocument(
        None,
        [Paragraph(title, bold=True, alignment=Alignment.CENTER), Table(columns, cells, bordered=False)],
        layout=Layout(size=13),
        title=title,
        author=office.agency,
    )


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
    return Reply(context.say("qr.one", code=code, link=link), file_id=file_id)
