"""One step of work on a part of a report, stored so that it can be taken back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.context import Context
from handlers.report.arranging import Sentence, level_of
from handlers.report.content import Report
from handlers.report.drafts.actions import Do, Work
from handlers.report.drafts.numbers import bound, fields_in, names_of
from handlers.report.parts import Part, field_values, part_items
from handlers.report.template.fields import means
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.report.parts import PartEdit, Point, Whose, part_edits, store_part, undo_part

# Figures that the computed sentences of a part have.
LIKELY = {
    Part.TASKS: ("tasks", "done", "done_late", "doing", "not_started", "nothing", "paused", "dropped", "unreported",
                 "overdue"),
    Part.DOCUMENTS: ("documents",),
    Part.PROCEDURES: ("procedures", "procedures_own", "procedures_online", "procedures_by_post",
                      "procedures_online_share"),
    Part.DOSSIERS: ("received", "returned", "late", "late_share", "late_earlier", "letters", "letters_share",
                    "submitted_direct", "submitted_online", "submitted_post", "submitted_other",
                    "submitted_direct_share", "submitted_online_share", "submitted_post_share"),
    Part.SATISFACTION: ("satisfied", "rated", "satisfied_share", "rated_share", "received", "persons", "covered",
                        "returned"),
    Part.CASES: ("cases", "cases_answered", "cases_in_time", "cases_overdue", "cases_in_time_share"),
    Part.DEVICES: ("incidents",),
    Part.DONE_WELL: ("tasks", "done", "late", "satisfied_share", "rated_share"),
    Part.REMAINING: ("overdue", "done_late", "unreported", "late", "cases_overdue", "incidents", "satisfied_share",
                     "rated_share"),
}  # fmt: skip


async def changed(context: Context, whose: Whose, job: Work, report: Report) -> Report:
    """The report with what is edited by now, this step with it."""
    edits = await part_edits(context.db, whose)
    report = replace(report, edits=edits)
    if job.do is Do.UNDO:
        await undo_part(context.db, whose, job.part, context.now)
        return replace(report, edits=await part_edits(context.db, whose))
    before = edits.get(job.part, PartEdit())
    after = _step(report, before, job)
    if after == before:
        return report
    await store_part(context.db, whose, job.part, after, context.sender.id, context.now)
    return replace(report, edits={**edits, job.part: after})


def sentences_of(report: Report, part: Part) -> list[Sentence]:
    return [item for item in part_items(Words("vi"), report, part) if isinstance(item, Sentence)]


def _step(report: Report, edit: PartEdit, job: Work) -> PartEdit:
    match job.do:
        case Do.SHOW | Do.POINT | Do.UNDO:
            return edit
        case Do.ADD:
            return _added(report, edit, job)
    found = sentences_of(report, job.part)
    sentence = next((one for one in found if one.key == job.key), None)
    if sentence is None:
        raise Refusal("drafts.gone")
    match job.do:
        case Do.HIDE:
            points = tuple(point for point in edit.points if point.key != job.key)
            hidden = edit.hidden if job.key.startswith("0") else (*edit.hidden, job.key)
            return PartEdit(points, tuple(dict.fromkeys(hidden)))
        case Do.UP | Do.DOWN:
            return _moved(edit, found, sentence, -1 if job.do is Do.UP else 1)
    return edit.put(_remade(report, sentence, job))


def _point(sentence: Sentence) -> Point:
    text = None if sentence.is_computed else sentence.template
    return Point(sentence.key, text, level_of(sentence.block), sentence.kept)


def _moved(edit: PartEdit, found: Sequence[Sentence], sentence: Sentence, by: int) -> PartEdit:
    """All of the part has an order of its own from now on."""
    points = [_point(one) for one in found]
    at = found.index(sentence)
    to = min(max(at + by, 0), len(points) - 1)
    points.insert(to, points.pop(at))
    return replace(edit, points=tuple(points))


def _remade(report: Report, sentence: Sentence, job: Work) -> Point:
    point = _point(sentence)
    values = field_values(Words("vi"), report)
    match job.do:
        case Do.EDIT:
            return replace(point, text=_bound(job, values, sentence))
        case Do.LEVEL:
            return replace(point, level=(point.level + 1) % 3)
        case Do.KEEP:
            # A computed sentence is computed anew in each period anyway: its place and level are kept.
            return replace(point, kept=not point.kept)
        case _:
            names = sorted(values)
            if job.number >= len(names):
                raise Refusal("button.stale")
            name = names[job.number]
            return replace(point, text=bound(sentence.template, {values[name]: name}))


def _bound(job: Work, values: Mapping[str, str], sentence: Sentence) -> str:
    """Its figures stay figures; a name in braces that is none's is refused."""
    unknown = [name for name in fields_in(job.text) if name not in values]
    if unknown:
        raise Refusal("drafts.no_such_figure", name=unknown[0])
    known = {values[name]: name for name in fields_in(sentence.template)}
    if sentence.is_computed:
        say = Words("vi")
        likely = {name: means(say, name) for name in LIKELY.get(job.part, ())}
        known = names_of(sentence.template, values, likely)
    return bound(job.text, known)


def _added(report: Report, edit: PartEdit, job: Work) -> PartEdit:
    unknown = [name for name in fields_in(job.text) if name not in field_values(Words("vi"), report)]
    if unknown:
        raise Refusal("drafts.no_such_figure", name=unknown[0])
    return edit.put(Point(added_key(job.text), job.text))


def added_key(text: str) -> str:
    return f"0{int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10**8}"
