"""The report's files over growing plans; beside them what python-docx and docxtpl take for the bare table alone."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import docx
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from sqlalchemy import insert

from handlers.kit.occasion import Office
from handlers.report.content import Wanted
from handlers.report.making import make_report
from storage.database import Database
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.questions import answered
from storage.imports.storing import store_parsed
from storage.migrate import migrate
from storage.models import Person, Progress, ProgressState, Unit

NOW = datetime(2026, 7, 1, 2, tzinfo=UTC)
PERIOD = Period.of_months(2026, 1, 6)
COLUMNS = ("number", "title", "product", "unit", "deadline", "state", "note")
# A note of life's length: the stored ones of real plans have some 150 letters.
NOTE = "Đã hoàn thành {number}% khối lượng; Báo cáo số {number}/BC-ST ngày 15/5/2026 về rà soát thủ tục hành chính"


@dataclass(frozen=True, slots=True)
class Seconds:
    """`ours`: all the report's files, with its queries, charts and texts; the others: their table."""

    ours: float
    python_docx: float
    docxtpl: float


def _rows(count: int) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "title": f"Rà soát, đơn giản hoá thủ tục hành chính nhóm {number} thuộc thẩm quyền giải quyết của Sở",
            "product": f"Quyết định ban hành kế hoạch rà soát nhóm {number}",
            "unit": f"Đơn vị {number % 12}",
            "deadline": "30/06/2026",
            "state": "Đang thực hiện",
            "note": NOTE.format(number=number % 100),
        }
        for number in range(1, count + 1)
    ]


async def measure(count: int, times: int = 3) -> Seconds:
    """Medians of CPU seconds of this process; the three take turns."""
    rows, template = _rows(count), _template()
    with TemporaryDirectory(prefix="cchc-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'report.db'}")
        await migrate(database)
        await _fill(database, rows)
        ours, docx_seconds, template_seconds = [], [], []
        for _ in range(times):
            ours.append(await _our_seconds(database, count))
            docx_seconds.append(_seconds(lambda: _bare_table(rows)))
            template_seconds.append(_seconds(lambda: _rendered(template, rows)))
        await database.close()
    return Seconds(median(ours), median(docx_seconds), median(template_seconds))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


async def _our_seconds(database: Database, count: int) -> float:
    began = time.process_time()
    wanted = Wanted(frozenset(range(1, 14)), PERIOD, Regime.CCHC)
    made = await make_report(database, Office("Sở", bytes(32)), wanted, NOW)
    seconds = time.process_time() - began
    written = docx.Document(io.BytesIO(made.files[0].content)).tables[-1]._tbl.tr_lst
    if len(written) < count:
        raise RuntimeError(f"{len(written)} rows written of {count}")
    return seconds


async def _fill(database: Database, rows: Sequence[dict[str, str]]) -> None:
    """The plan is imported as a department would."""
    plan = "Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn\n" + "\n".join(
        f'{7 * number // len(rows) + 1}. Nội dung,{row["number"]},"{row["title"]}","{row["product"]}",'
        f"{row['unit']},{row['deadline']}"
        for number, row in enumerate(rows)
    )
    parsed = parse_file(plan.encode(), "plan.csv", answered(kind=FileKind.PLAN, year=2026))
    person = {"channel": "web", "address": "a", "language": "vi", "first_seen_at": NOW, "last_seen_on": NOW.date()}
    async with database.write(beside=True) as db:
        await db.execute(insert(Unit), [{"name": "Sở", "folded_name": "so"}])
        await db.execute(insert(Person), [person])
        await store_parsed(db, bytes(32), 1, parsed, NOW, write=True)
        await db.execute(insert(Progress), [_report(number, row) for number, row in enumerate(rows, 1)])


def _report(number: int, row: dict[str, str]) -> dict[str, object]:
    said = {"state": ProgressState.DOING, "percent": number % 100, "text": row["note"]}
    reported = {"reported_on": date(2026, 5, 20), "reported_at": NOW - timedelta(days=42)}
    return {"task_id": number, "person_id": 1, **said, **reported}


def _bare_table(rows: Sequence[dict[str, str]]) -> bytes:
    document = docx.Document()
    table = document.add_table(1, len(COLUMNS))
    for row in rows:
        for cell, name in zip(table.add_row().cells, COLUMNS, strict=True):
            cell.text = row[name]
    return _saved(document.save)


def _template() -> bytes:
    document = docx.Document()
    table = document.add_table(4, len(COLUMNS))
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for cell, name in zip(table.rows[2].cells, COLUMNS, strict=True):
        cell.text = "{{ row." + name + " }}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    return _saved(document.save)


def _rendered(template: bytes, rows: Sequence[dict[str, str]]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render({"rows": rows}, autoescape=True)
    return _saved(document.save)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
