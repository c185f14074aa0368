"""Days beside what is claimed: "xong ngày 30/12" while that day is still to come is done, or planned; "sẽ xong ngày
10/6" when it is past may be done by now. Both are asked about."""

import re
from dataclasses import replace
from datetime import date

from handlers.plan.progress_line import Doubt, ProgressLine
from storage.ground.days.points import Grain, Point, find_points
from storage.ground.days.written_numbers import plain_days

_READ = 300  # letters
_DUE = re.compile(r"\bhan(?: chot| nop| cuoi| ngay| la)*\W*$")
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_PLANNED = re.compile(r"\b(?:se|du kien|phan dau|co gang|quyet tam|hy vong|hi vong|hen|du dinh|phai|can)\b")
_LEADS = re.compile(r"(?:(?:vao|den|toi|trong|ngay|het|cuoi|tinh)\W+)*")


def doubted_by_day(line: ProgressLine, today: date) -> ProgressLine:
    """With a doubt where a day says otherwise than the state."""
    if line.doubt not in (None, Doubt.TASKS) or not any(letter.isdecimal() for letter in line.text):
        return line
    said = plain_days(line.text[:_READ], today.year)
    if line.state == "done" and _is_to_come(said, today):
        whole = f"xong {line.text}"
        return replace(line, doubt=Doubt.DAY, text=whole, said=line.said or whole, offers=("done", "doing"))
    if line.state == "doing" and line.percent is None and _PLANNED.search(said) and _is_past(said, today):
        return replace(line, doubt=Doubt.DAY, said=line.said or line.text, offers=("done", "doing"))
    if line.percent is not None and line.state != "done" and _begins_to_come(said, today):
        return replace(line, doubt=Doubt.PERCENT, said=line.said or line.text)
    return line


def _is_to_come(said: str, today: date) -> bool:
    later_year = any(int(year) > today.year for year in _YEAR.findall(said))
    return later_year or any(_comes(point, said, today) for point in find_points(said))


def _comes(point: Point, said: str, today: date) -> bool:
    """Not over yet; the day on which something is due says nothing of when it was done."""
    last = point.last(today.year)
    is_due = _DUE.search(said, 0, point.start) is not None
    return last is not None and not is_due and (last > today or (last == today and point.grain > Grain.DAY))


def _begins_to_come(said: str, today: date) -> bool:
    """`80% ngày 30/12`; not `80%, dự kiến xong ngày 30/12`."""
    found = _LEADS.match(said)
    first = found.end() if found else 0
    return any(point.start <= first and _comes(point, said, today) for point in find_points(said))


def _is_past(said: str, today: date) -> bool:
    days = [point.last(today.year) for point in find_points(said)]
    return bool(days) and all(day is not None and day < today for day in days)
