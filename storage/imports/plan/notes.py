"""Notes of what was done, in the first plan of a year that is already running: they stay notes, or become the tasks'
first reports when a person says so, as of a day that person names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from storage.database import Connection
from storage.ground.days.working_time import local_day
from storage.ground.text import fold, shorten
from storage.imports.files.cells import read_day
from storage.imports.names import LineName
from storage.imports.outcome import Line, Section
from storage.imports.plan.changing import Changes, TaskChange
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered
from storage.imports.source import Source
from storage.models import ImportMode, ProgressSource, ProgressState
from storage.plan.progress import add_progress

_STATE: Mapping[ProgressState, LineName] = {
    ProgressState.DONE: "report_done",
    ProgressState.DOING: "report_doing",
    ProgressState.NOTHING: "report_nothing",
    ProgressState.NOT_STARTED: "report_not_started",
    ProgressState.PAUSED: "report_paused",
    ProgressState.DROPPED: "report_dropped",
}
KEEP = "keep"
# One that tells of something done is asked about; with it, those are reports that tell how things stand.
_DONE = re.compile(r"\bda\b|\bxong\b|(?<!chua )(?<!phai )(?<!se )\bhoan (?:thanh|tat)\b|\d\s*%|\d/\w[\w-]* ngay \d")
_TELLS = re.compile(rf"{_DONE.pattern}|\b(?:dang|chua|tiep tuc|khong phat sinh)\b")
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class FirstReport:
    """`index`: of the row. `clear`: the note says how far the task is; else it is taken to be going on."""

    index: int
    change: TaskChange
    state: ProgressState
    percent: int | None
    clear: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """`on`: the day as of which they are reports; None where they stay notes."""

    on: date | None = None
    reports: Sequence[FirstReport] = field(default_factory=list)

    def sections(self) -> list[Section]:
        return [Section("reports", [self._line(report) for report in self.reports])] if self.reports else []

    def _line(self, report: FirstReport) -> Line:
        key: LineName = _STATE[report.state] if report.clear else "report_unclear"
        if report.percent is not None and report.state is ProgressState.DOING:
            key = "report_percent"
        number, text = report.change.values["number"], shorten(report.change.row.note, _SHOWN)
        day = f"{self.on:%d/%m/%Y}"
        return Line(key, {"number": number, "text": text, "percent": report.percent or 0, "day": day})


def told_notes(changes: Changes, source: Source | None, answers: Answers, now: datetime) -> Notes:
    """A program that brings a plan has nobody to ask: its notes stay notes."""
    today = local_day(now)
    telling = [
        (index, change)
        for index, change in enumerate(changes.tasks)
        if change.row.note and _TELLS.search(fold(change.row.note))
    ]
    is_first = changes.decision.mode is ImportMode.NEW and changes.file.year == today.year
    if source is None or not is_first or not any(_DONE.search(fold(change.row.note)) for _, change in telling):
        return Notes()
    answer = answers.get(Ask.NOTES)
    if answer == KEEP:
        return Notes()
    on = _day(answer or "", today)
    if on is None:
        raise Unanswered(_question(changes, telling, today))
    return Notes(on, [_report(index, change, source) for index, change in telling])


def _day(answer: str, today: date) -> date | None:
    """None for what is no day, and for one that is not there yet."""
    day = read_day(answer) if answer else None
    return day if day is not None and day <= today else None


def _report(index: int, change: TaskChange, source: Source) -> FirstReport:
    read = source.read_note(change.row.note)
    state, percent = read or (ProgressState.DOING, None)
    return FirstReport(index, change, state, percent, clear=read is not None)


def _question(changes: Changes, telling: Sequence[tuple[int, TaskChange]], today: date) -> FileQuestion:
    month_end = today.replace(day=1) - timedelta(days=1)
    written = changes.file.document.as_of
    days = [month_end, today]
    if written is not None and written < today:
        days.insert(0, written)
    choices = [
        Choice(day.isoformat(), "import.choice_notes_as_of", {"day": f"{day:%d/%m/%Y}"})
        for day in dict.fromkeys(days)
        if day.year == today.year
    ]
    first = telling[0][1]
    example = f"{first.row.number}. {shorten(first.row.note, 150)}"
    values: dict[str, str | int] = {"count": len(telling), "example": example}
    return FileQuestion(Ask.NOTES, (Choice(KEEP, "import.choice_notes_keep"), *choices), values=values, typed=True)


async def store_notes(db: Connection, notes: Notes, written: Mapping[int, int], source: Source, now: datetime) -> None:
    for report in notes.reports:
        await add_progress(
            db,
            task_id=written[report.index],
            person_id=source.person_id,
            state=report.state,
            percent=report.percent,
            text=report.change.row.note,
            now=now,
            today=notes.on or local_day(now),
            source=ProgressSource.IMPORT,
        )
