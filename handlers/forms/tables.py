"""The forms as tables of a document and as sheets of a workbook."""

from collections.abc import Iterable, Iterator

from handlers.forms.gathering import Form
from handlers.making.documents.model import Alignment, AreaRow, Block, Column, Paragraph, Table
from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from storage.figures.causes import Cause
from storage.figures.results import Cell, Results

CELL = Keys("form06.cell_{}", Cell)
_NUMBERS = {cell: number for number, cell in enumerate(Cell, 3)}


def cell_title(say: Words, cell: Cell) -> str:
    """`(10) Quá hạn`"""
    return say("form06.numbered", number=_NUMBERS[cell], name=say(CELL[cell]))


def field_name(say: Words, field: str) -> str:
    return field or say("form06.no_field")


def _rows(say: Words, form: Form) -> list[tuple[str, Results]]:
    return [(field_name(say, field), one) for field, one in form.by_field.items()]


def _counts(one: Results) -> list[int]:
    return [one.of(cell) for cell in Cell]


def results_blocks(say: Words, form: Form) -> Iterator[Block]:
    """II.06a: a row for each field, a total; then the same by unit where there are several."""
    yield Paragraph(say("form06.measured", first=day(form.days.first), last=day(form.days.last)), italic=True,
                    alignment=Alignment.CENTER)  # fmt: skip
    if form.total.is_empty:
        yield Paragraph(say("form06.nothing"))
        return
    parts = [(say("form06.by_field"), _rows(say, form))]
    if len(form.by_unit) > 1:
        parts.append((say("form06.by_unit"), list(form.by_unit)))
    columns = [
        Column(say("form06.number"), 5, Alignment.CENTER),
        Column(say("form06.field"), 25),
        *(Column(cell_title(say, cell), 7, Alignment.RIGHT) for cell in Cell),
    ]
    rows: list[tuple[str, ...] | AreaRow] = []
    for title, found in parts:
        if len(parts) > 1:
            rows.append(AreaRow(title))
        rows += [(str(number), name, *map(integer, _counts(one))) for number, (name, one) in enumerate(found, 1)]
        rows.append(("", say("form06.total"), *map(integer, _counts(form.total))))
    yield Table(columns, rows)
    yield Paragraph(say("form06.notes"), italic=True)


def procedures_blocks(say: Words, form: Form) -> Iterator[Block]:
    """II.07b, as far as the list of procedures knows."""
    if not form.procedures:
        yield Paragraph(say("form07.nothing"))
        return
    titles = [say("form07.procedures"), say("form07.online", service=form.whole),
              say("form07.online", service=form.part), say("form07.by_post"),
              say("form07.one_stop"), say("form07.processes")]  # fmt: skip
    columns = [
        Column(say("form06.number"), 5, Alignment.CENTER),
        Column(say("form06.field"), 35),
        *(Column(title, 10, Alignment.RIGHT) for title in titles),
    ]
    unknown = say("form07.unknown")
    rows = [
        (str(number), field_name(say, one.field),
         *map(integer, (one.procedures, one.whole, one.part, one.by_post)), unknown, unknown)
        for number, one in enumerate(form.procedures, 1)
    ]  # fmt: skip
    sums = [sum(getattr(one, name) for one in form.procedures) for name in ("procedures", "whole", "part", "by_post")]
    yield Table(columns, [*rows, ("", say("form06.total"), *map(integer, sums), unknown, unknown)])
    yield Paragraph(say("form07.notes"), italic=True)


def form_sheets(say: Words, form: Form) -> list[Sheet]:
    sheets = [_results_sheet(say, say("form06.sheet_fields"), _rows(say, form), form.total)]
    if len(form.by_unit) > 1:
        sheets.append(_results_sheet(say, say("form06.sheet_units"), form.by_unit, form.total))
    return [*sheets, _procedures_sheet(say, form), _causes_sheet(say, form)]


def _results_sheet(say: Words, name: str, rows: Iterable[tuple[str, Results]], total: Results) -> Sheet:
    columns = [
        SheetColumn(say("form06.field"), ColumnKind.TEXT),
        *(SheetColumn(cell_title(say, cell), ColumnKind.INTEGER) for cell in Cell),
    ]
    counted: list[tuple[Value, ...]] = [(field, *_counts(one)) for field, one in rows]
    return Sheet(name, columns, [*counted, (say("form06.total"), *_counts(total))])


def _procedures_sheet(say: Words, form: Form) -> Sheet:
    titles = (say("form07.procedures"), say("form07.online", service=form.whole),
              say("form07.online", service=form.part), say("form07.by_post"))  # fmt: skip
    columns = [SheetColumn(say("form06.field")), *(SheetColumn(title, ColumnKind.INTEGER) for title in titles)]
    rows = [(field_name(say, one.field), one.procedures, one.whole, one.part, one.by_post) for one in form.procedures]
    return Sheet(say("form07.sheet"), columns, rows)


def cause_name(say: Words, cause: Cause) -> str:
    return cause.reason or say("form06.no_cause")


def _causes_sheet(say: Words, form: Form) -> Sheet:
    columns = [SheetColumn(say("form06.cause")), SheetColumn(say("form06.dossiers"), ColumnKind.INTEGER)]
    return Sheet(say("form06.sheet_causes"), columns, [(cause_name(say, one), one.dossiers) for one in form.causes])
