"""What a file of dossiers is read against: the unit's rooms, procedures and words of state; the day it stands at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.dossiers.advancing import File
from storage.dossiers.counting_again import listed
from storage.ground.days.working_time import local_day
from storage.ground.text import fold, shorten
from storage.imports.dossier_rows import DossierRow, DossiersFile, Told
from storage.imports.outcome import Line, Section
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered
from storage.models import DossierDay, DossierImport, DossierState, Procedure, StateWord, Unit
from storage.people.units import subtree
from storage.upsert import insert

_CHOICE = {state: f"import.choice_state_{state}" for state in DossierState}
_NEARLY, _CLEARLY_BEST = 88, 3
_MOST_WORDS = 12
_SHOWN = 60
_UNIT_WORDS = (
    "phong",
    "so",
    "ban",
    "van phong",
    "trung tam",
    "chi cuc",
    "thanh tra",
    "bo phan",
    "ubnd",
    "uy ban",
    "to",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """`words`: a state's folded word and what it means, None for what is to be passed over. `codes`: of procedures, by
    the name the file has. `units`: by the name the file has. `known_as_of`: as of which the unit's dossiers stand.
    `listed`: (unit, code) → field and level of a procedure."""

    unit_id: int
    unit_ids: frozenset[int]
    file: File
    known_as_of: date | None
    words: Mapping[str, DossierState | None]
    answered_words: Mapping[str, DossierState]
    codes: Mapping[str, str]
    units: Mapping[str, int]
    listed: Mapping[tuple[int, str], tuple[str, int | None]]
    sections: Sequence[Section] = field(default=())

    def state_of(self, row: DossierRow) -> DossierState | None:
        return self.words.get(fold(row.said.unknown)) if row.said.unknown else row.said.state


async def setting_of(db: Connection, unit_id: int, file: DossiersFile, now: datetime, answers: Answers) -> Setting:
    """Raises `Unanswered` for a word of state that nobody has explained yet."""
    unit_ids = await subtree(db, [unit_id])
    words, answered_words = await _words(db, unit_id, file.told, answers)
    codes, near = await _procedures(db, unit_id, file.told.procedures)
    units, unknown = await _units(db, unit_ids, file.told.units)
    as_of, known = _as_of(file, local_day(now)), await _known_as_of(db, unit_ids)
    lines = [Line("months_first")] if file.months_first else []
    sections = [Section("read_as", [*lines, *near, *unknown])] if lines or near or unknown else []
    return Setting(
        unit_id=unit_id,
        unit_ids=frozenset(unit_ids),
        file=File(as_of, known is not None and as_of < known),
        known_as_of=known,
        words=words,
        answered_words=answered_words,
        codes=codes,
        units=units,
        listed=await listed(db),
        sections=sections,
    )


def _as_of(file: DossiersFile, today: date) -> date:
    """The day the file names, or the newest day in it where that is later: what it knows of has happened."""
    newest = max((day for day in file.told.happened if day <= today), default=None)
    named = [day for day in (file.dated, newest) if day is not None and day <= today]
    return max(named, default=today)


async def _known_as_of(db: Connection, unit_ids: Collection[int]) -> date | None:
    ended = DossierImport.ended_at.is_not(None)
    imported = select(func.max(DossierImport.as_of)).where(DossierImport.unit_id.in_(unit_ids), ended)
    if (day := (await db.scalars(imported)).one()) is not None:
        return day
    return (await db.scalars(select(func.max(DossierDay.day)).where(DossierDay.unit_id.in_(unit_ids)))).one()


async def _words(
    db: Connection, unit_id: int, told: Told, answers: Answers
) -> tuple[dict[str, DossierState | None], dict[str, DossierState]]:
    """So many unknown words are no states: the column is told row by row then, and nobody is asked."""
    stored = await db.execute(select(StateWord.word, StateWord.state).where(StateWord.unit_id == unit_id))
    words: dict[str, DossierState | None] = {row.word: row.state for row in stored}
    unknown = [word for word in told.words if fold(word) not in words]
    given: dict[str, DossierState] = {}
    if len(unknown) > _MOST_WORDS:
        return words, given
    for word in unknown:
        answer = answers.get(Ask.STATE, word)
        if answer is None:
            raise Unanswered(_state_question(word, told.words[word], told.examples[word]))
        if answer in {state.value for state in DossierState}:
            given[fold(word)] = DossierState(answer)
    return {**words, **given}, given


def _state_question(word: str, count: int, example: str) -> FileQuestion:
    choices = tuple(Choice(state.value, label) for state, label in _CHOICE.items())
    values: dict[str, str | int] = {"word": word, "count": count, "example": example}
    return FileQuestion(Ask.STATE, choices, about=word, values=values)


async def remember_words(db: Connection, setting: Setting) -> None:
    rows = [{"unit_id": setting.unit_id, "word": word, "state": s} for word, s in setting.answered_words.items()]
    if rows:
        statement = insert(StateWord)
        updated = {"state": statement.excluded.state}
        await db.execute(statement.on_conflict_do_update(index_elements=["unit_id", "word"], set_=updated), rows)


async def _procedures(db: Connection, unit_id: int, named: Collection[str]) -> tuple[dict[str, str], list[Line]]:
    """A name in the list of procedures, or one nearly like it and no other; the latter are shown."""
    if not named:
        return {}, []
    known = await db.execute(select(Procedure.name, Procedure.code).where(Procedure.unit_id == unit_id))
    listed = {fold(row.name): (row.code, row.name) for row in known}
    codes: dict[str, str] = {}
    lines, unknown = [], 0
    for name in sorted(named):
        folded = fold(name)
        if folded in listed:
            codes[name] = listed[folded][0]
        elif (near := _nearest(folded, list(listed))) is not None:
            codes[name] = listed[near][0]
            shown = {"name": shorten(name, _SHOWN), "procedure": shorten(listed[near][1], _SHOWN)}
            lines.append(Line("procedure_near", {**shown, "code": codes[name]}))
        else:
            unknown += 1
    return codes, [*lines, Line("procedures_unknown", {"count": unknown})] if unknown else lines


def _nearest(folded: str, listed: Sequence[str]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extract(folded, listed, scorer=fuzz.ratio, score_cutoff=_NEARLY, limit=2)
    if not best or (len(best) > 1 and best[0][1] - best[1][1] < _CLEARLY_BEST):
        return None
    return best[0][0]


async def _units(
    db: Connection, unit_ids: Collection[int], named: Mapping[str, int]
) -> tuple[dict[str, int], list[Line]]:
    """A name that is no unit's may be a person's: it is counted, and shown only where it begins like a unit's."""
    if not named:
        return {}, []
    found = await db.execute(select(Unit.folded_name, Unit.id).where(Unit.id.in_(unit_ids)))
    known = {row.folded_name: row.id for row in found}
    units = {name: known[fold(name)] for name in named if fold(name) in known}
    unknown = [name for name in named if name not in units]
    shown = [name for name in unknown if fold(name).startswith(tuple(f"{word} " for word in _UNIT_WORDS))]
    lines = [Line("unit_unknown", {"name": shorten(name, _SHOWN), "count": named[name]}) for name in shown]
    others = sum(named[name] for name in unknown if name not in shown)
    return units, [*lines, Line("units_unknown", {"count": others})] if others else lines
