"""Tasks of each area by their state: stacked bars, as long as there are tasks."""

from collections import Counter

from PIL import Image, ImageDraw

from handlers.making.charts.band import (
    ALARM,
    BODY,
    DARK,
    INK,
    INNER,
    MARGIN,
    PAPER,
    RIGHT,
    STRIPE,
    STRONG,
    Band,
    heading,
    png,
    sentence,
)
from handlers.making.charts.earlier import earlier_rows
from handlers.making.charts.figures import AreaTasks, Tasks
from handlers.making.charts.lettering import wrap
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from handlers.words.keys import STATE
from storage.plan.tasks import TaskState, told_states

_MOST_AREAS = 24
# With more areas than this a name has one line, so that the picture still fits on a page.
_ROOMY = 9
_LINE = 38
_BAR = 50
_PITCH = 18

Box = tuple[int, int, int, int]


def tasks_chart(say: Words, figures: Tasks) -> bytes:
    total: Counter[TaskState] = Counter()
    for area in figures.areas:
        total.update(area.counts)
    bands = [heading(say("drawn_chart.tasks"), figures.subtitle)]
    areas = [area for area in figures.areas if area.count]
    if not areas:
        return png([*bands, sentence(say("drawn_chart.no_tasks"))])
    bands.append(_legend(say, total))
    shown, longest = areas[:_MOST_AREAS], max(area.count for area in areas)
    lines = 2 if len(shown) <= _ROOMY else 1
    bands += [_area(say, area, longest, lines) for area in shown]
    if len(areas) > len(shown):
        bands.append(sentence(say("drawn_chart.more_areas", count=integer(len(areas) - len(shown)))))
    return png([*bands, *earlier_rows(say, figures.before, "drawn_chart.done_before")])


def _legend(say: Words, total: Counter[TaskState]) -> Band:
    states = told_states(total)
    band = Band(16 + 50 * ((len(states) + 1) // 2))
    for number, state in enumerate(states):
        x, y = MARGIN + number % 2 * INNER // 2, 10 + number // 2 * 50
        _fill(band, (x, y, x + 56, y + 34), state)
        words = say("drawn_chart.state", state=say(STATE[state]), count=integer(total[state]))
        band.text((x + 72, y + 17), words)
    return band


def _area(say: Words, area: AreaTasks, longest: int, lines: int) -> Band:
    count = say("drawn_chart.task_count", count=integer(area.count))
    name = wrap(area.name, INNER - BODY.getlength(count) - 30, STRONG, lines)
    top = 14 + _LINE * len(name)
    band = Band(top + _BAR + 22)
    for number, line in enumerate(name):
        band.text((MARGIN, 26 + _LINE * number), line, STRONG)
    band.text((RIGHT, 26), count, anchor="rm")
    x = MARGIN
    for state, width in _widths(area, longest).items():
        box = (x, top, x + width, top + _BAR)
        _fill(band, box, state)
        middle = (x + width / 2, top + _BAR / 2)
        ground = _GROUNDS[state]
        band.plate(middle, integer(area.counts[state]), STRONG, ground, INK if ground == PAPER else PAPER)
        x += width
    return band


def _widths(area: AreaTasks, longest: int) -> dict[TaskState, int]:
    """In proportion, but never too narrow for the number: one overdue task among hundreds must be seen."""
    numbers = {state: area.counts[state] for state in TaskState if area.counts.get(state)}
    widths = {
        state: max(INNER * number // longest, int(STRONG.getlength(integer(number))) + 18)
        for state, number in numbers.items()
    }
    widest = max(widths, key=widths.__getitem__)
    widths[widest] = max(1, widths[widest] - max(0, sum(widths.values()) - INNER))
    return widths


_GROUNDS = {
    TaskState.DONE: DARK,
    TaskState.DONE_LATE: DARK,
    TaskState.DOING: PAPER,
    TaskState.NOT_STARTED: PAPER,
    TaskState.NOTHING: PAPER,
    TaskState.PAUSED: PAPER,
    TaskState.DROPPED: PAPER,
    TaskState.UNREPORTED: PAPER,
    TaskState.OVERDUE: ALARM,
}


# Directions in which lines run through a light box: up, down, across, and straight up.
_LINES = {
    TaskState.DOING: "/",
    TaskState.NOT_STARTED: "\\",
    TaskState.NOTHING: "|",
    TaskState.PAUSED: "-",
    TaskState.DROPPED: "/\\",
}


def _line_through(draw: ImageDraw.ImageDraw, x: int, width: int, height: int, way: str) -> None:
    match way:
        case "/":
            draw.line((x, height, x + height, 0), STRIPE, 5)
        case "\\":
            draw.line((x, 0, x + height, height), STRIPE, 5)
        case "|":
            draw.line((x, 0, x, height), STRIPE, 5)
        case _:
            draw.line((0, x, width, x), STRIPE, 5)


def _fill(band: Band, box: Box, state: TaskState) -> None:
    """Told apart without colour: solid, dark with light stripes, light with lines in several directions, empty, and
    dark with a light lattice."""
    width, height = box[2] - box[0], box[3] - box[1]
    # A picture of its own, so that no stripe runs out of the box.
    tile = Image.new("RGB", (width, height), _GROUNDS[state])
    draw = ImageDraw.Draw(tile)
    for x in range(-height, width, _PITCH):
        for way in _LINES.get(state, ""):
            _line_through(draw, x, width, height, way)
        if state is TaskState.DONE_LATE:
            draw.line((x, height, x + height, 0), PAPER, 3)
        if state is TaskState.OVERDUE:
            draw.line((x, height, x + height, 0), PAPER, 3)
            draw.line((x, 0, x + height, height), PAPER, 3)
    band.image.paste(tile, box[:2])
    band.draw.rectangle(box, None, INK, 3)
