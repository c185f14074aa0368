"""A part of a report with its sentences, and one sentence with what can be done with it."""

from functools import partial

from handlers.context import Context
from handlers.kit.screens import Row, page_buttons, rows_of, screen
from handlers.making.documents.model import Block, Heading, ended
from handlers.replies import Button, Reply
from handlers.report.actions import MakeReport
from handlers.report.arranging import Sentence, level_of
from handlers.report.content import Report
from handlers.report.drafts.actions import Do, ShowDrafts, Work, WorkOnDraft
from handlers.report.drafts.changing import added_key, sentences_of
from handlers.report.drafts.numbers import fields_in, may_be, numbers_in
from handlers.report.indicator_fields import meaning
from handlers.report.parts import Part, field_values, lost_points, part_items
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from handlers.words.periods import period_inside
from storage.ground.refusals import Refusal
from storage.ground.text import shorten

_PART = Keys("drafts.part_{}", Part)
_LEVEL = Keys("drafts.level_{}", ("0", "1", "2"))
_MARKS = ("", "- ", "  + ")
PAGE = 5
MOST_OFFERED = 3
LONGEST_SHOWN = 130


def _to(job: Work, do: Do, key: str = "", number: int = 0) -> WorkOnDraft:
    return WorkOnDraft(job.regime, job.period, job.part, do, key, number)


def part_screen(context: Context, report: Report, job: Work) -> Reply:
    say, words = context.say, Words("vi")
    found = sentences_of(report, job.part)
    page = min(job.number if job.do is Do.SHOW else 0, max(0, (len(found) - 1) // PAGE))
    shown = found[page * PAGE : (page + 1) * PAGE]
    lines = [say("drafts.of_part", part=say(_PART[job.part]), period=period_inside(job.period)), ""]
    lines += _shown(report, job.part, shown) or [say("drafts.empty")]
    if lost := lost_points(words, report, job.part):
        lines += ["", say("drafts.lost", count=integer(lost))]
    rows: list[Row] = [
        Button(shorten(f"{'✏️' if not one.is_computed else '•'} {one.block.text}", 58), _to(job, Do.POINT, one.key))
        for one in shown
    ]
    rows.append(page_buttons(say, partial(_to, job, Do.SHOW, ""), page, len(found) > (page + 1) * PAGE))
    rows.append(Button(say("button.drafts_add"), _to(job, Do.ADD)))
    if job.part in report.edits:
        rows.append(Button(say("button.drafts_undo"), _to(job, Do.UNDO)))
    rows.append((Button(say("button.drafts_parts"), ShowDrafts(job.regime, job.period)),
                 Button(say("button.drafts_make"), MakeReport(job.regime, job.period))))  # fmt: skip
    return screen(say, lines, rows)


def _shown(report: Report, part: Part, shown: list[Sentence]) -> list[str]:
    """With the marks that stand at their ends in the report, and the headings between them."""
    items = part_items(Words("vi"), report, part)
    blocks: list[Block] = [item.block if isinstance(item, Sentence) else item for item in items]
    lines, keys = [], {one.key for one in shown}
    for item, block in zip(items, ended(blocks), strict=True):
        if isinstance(item, Heading) and part is Part.PROPOSALS:
            lines.append(item.text)
        elif isinstance(item, Sentence) and item.key in keys:
            text = getattr(block, "text", item.block.text)
            lines.append(_MARKS[level_of(item.block)] + shorten(text, LONGEST_SHOWN))
    return lines


def point_screen(context: Context, report: Report, job: Work) -> Reply:
    say = context.say
    key = added_key(job.text) if job.do is Do.ADD else job.key
    sentence = next((one for one in sentences_of(report, job.part) if one.key == key), None)
    if sentence is None:
        raise Refusal("drafts.gone")
    values = field_values(Words("vi"), report)
    lines = [sentence.block.text, "", say(_LEVEL[str(level_of(sentence.block))])]
    lines.append(say("drafts.is_computed" if sentence.is_computed else "drafts.is_written"))
    if sentence.kept:
        lines.append(say("drafts.is_kept"))
    names = fields_in(sentence.template)
    lines += [
        say("drafts.figure", value=values[name], name=meaning(say, report, name)) for name in names if name in values
    ]
    offered = [] if sentence.is_computed else may_be(sentence.template, values, MOST_OFFERED)
    if not sentence.is_computed and (typed := numbers_in(sentence.template)):
        lines.append(say("drafts.typed", numbers=", ".join(typed[:8])))
    order = sorted(values)
    rows: list[Row] = [
        Button(shorten(say("button.drafts_bind", value=value, name=meaning(say, report, name)), 58),
               _to(job, Do.BIND, key, order.index(name)))
        for value, name in offered
    ]  # fmt: skip
    rows += _rows(context, job, sentence)
    return Reply("\n".join(lines), rows_of(rows))


def _rows(context: Context, job: Work, sentence: Sentence) -> list[Row]:
    say, key = context.say, sentence.key
    rows: list[Row] = [(Button(say("button.drafts_edit"), _to(job, Do.EDIT, key)),
                        Button(say("button.drafts_hide"), _to(job, Do.HIDE, key)))]  # fmt: skip
    if job.part is not Part.PROPOSALS:
        up = Button(say("button.drafts_up"), _to(job, Do.UP, key))
        rows.append((up, Button(say("button.drafts_down"), _to(job, Do.DOWN, key))))
    keep = "button.drafts_not_kept" if sentence.kept else "button.drafts_keep"
    rows.append(
        (Button(say("button.drafts_level"), _to(job, Do.LEVEL, key)), Button(say(keep), _to(job, Do.KEEP, key)))
    )
    return [*rows, Button(say("button.drafts_back"), _to(job, Do.SHOW))]
