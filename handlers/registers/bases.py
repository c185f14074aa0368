"""What the reports of a year are based on: chosen from the register, named in the first paragraph."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons, screen
from handlers.registers.document_actions import AddBasis, AskBasis, ChooseBasis, RemoveBasis, ShowBases, ShowDocuments
from handlers.registers.document_screens import label_of
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.formats import integer
from handlers.words.keys import REGIME
from storage.ground.days.calendars import Regime
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.plan.searching import searched_words
from storage.registers import bases
from storage.registers.documents import DocumentRow, documents_with, find_document
from storage.report.templates import reporting_unit

PAGE = 6
MOST = 12  # more than a first paragraph can hold


async def _unit(context: Context) -> int:
    return await reporting_unit(context.db, await reach(context, OFFICER))


async def show_bases(context: Context, action: ShowBases) -> Answer:
    return await _screen(context, action.regime, action.year, replaces=True)


async def _screen(context: Context, regime: Regime, year: int, *, replaces: bool = False) -> Reply:
    say = context.say
    found = await bases.bases_of(context.db, await _unit(context), regime, year)
    lines = [say("bases.title", regime=say(REGIME[regime]), year=year)]
    lines += [f"{number}. {_line(context, one)}" for number, one in enumerate(found, 1)] or [say("bases.none")]
    rows = [
        (Button(say("button.basis_out", label=shorten(one.label, 30)), RemoveBasis(regime, year, one.id)),)
        for one in found
    ]
    other = next(one for one in Regime if one is not regime)
    return screen(
        say,
        [*lines, "", say("bases.how")],
        [
            *rows,
            Button(say("button.basis_new"), ChooseBasis(regime, year, 0)),
            (
                Button(say("button.bases_of", what=say(REGIME[other])), ShowBases(other, year)),
                Button(say("button.bases_of", what=year - 1), ShowBases(regime, year - 1)),
            ),
            Button(say("button.documents"), ShowDocuments()),
        ],
        replaces=replaces,
    )


def _line(context: Context, document: DocumentRow) -> str:
    subject = context.say("documents.about", subject=shorten(document.subject, 70)) if document.subject else ""
    return label_of(context.say, document) + subject


async def choose(context: Context, action: ChooseBasis) -> Answer:
    """The newest entries; others are found by typing."""
    await context.ask(AskBasis(action.regime, action.year))
    found = await documents_with(context.db, await reach(context, OFFICER), [], (action.page + 1) * PAGE + 1)
    shown = found[action.page * PAGE :]
    more = len(shown) > PAGE
    return _choices(context, action.regime, action.year, shown[:PAGE], action.page, more)


def _choices(
    context: Context, regime: Regime, year: int, found: Sequence[DocumentRow], page: int = 0, more: bool = False
) -> Reply:
    say = context.say
    rows = [
        (Button(shorten(f"➕ {one.label}: {one.subject or one.kind}", 58), AddBasis(regime, year, one.id)),)
        for one in found
    ]
    pages = page_buttons(say, lambda at: ChooseBasis(regime, year, at), page, more)
    back = Button(say("button.back_to_bases"), ShowBases(regime, year))
    text = say("bases.choose") if found else say("bases.nothing_found")
    return screen(say, text, [*rows, pages, back])


async def words_answered(context: Context, asked: AskBasis, text: str) -> Answer:
    await context.ask(asked)
    units = await reach(context, OFFICER)
    found = await documents_with(context.db, units, searched_words(text), PAGE)
    return _choices(context, asked.regime, asked.year, found)


async def add(context: Context, action: AddBasis) -> Answer:
    await context.claim(AskBasis)
    document = await find_document(context.db, await reach(context, OFFICER), action.document_id)
    unit = await _unit(context)
    if len(await bases.bases_of(context.db, unit, action.regime, action.year)) >= MOST:
        raise Refusal("bases.too_many", limit=integer(MOST))
    await bases.add_basis(context.db, unit, action.regime, action.year, document.id)
    return await _screen(context, action.regime, action.year)


async def remove(context: Context, action: RemoveBasis) -> Answer:
    await bases.remove_basis(context.db, await _unit(context), action.regime, action.year, [action.document_id])
    return await _screen(context, action.regime, action.year, replaces=True)
