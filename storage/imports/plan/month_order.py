"""A column of deadlines that an English spreadsheet has written month first, told from the whole column."""

from collections.abc import Sequence

from storage.ground.days.day_text import DayOrder, orders_shown
from storage.imports.files.cells import read_day
from storage.imports.plan.rows import DraftTask
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered

_ORDERS = (DayOrder.DAY, DayOrder.MONTH)
_CHOICE = {order: f"import.choice_deadline_order_{order}" for order in _ORDERS}


def put_days_first(drafts: Sequence[DraftTask], answers: Answers) -> bool:
    """Whether months came first; then the days are written as they are meant. Raises `Unanswered` where some days fit
    only one order and others only the other."""
    written = [draft for draft in drafts if not draft.deadline_days]  # what the spreadsheet keeps as a date is certain
    texts = [text for draft in written for text in draft.texts["deadline"]]
    shown: dict[DayOrder, str] = {}
    for text in texts:
        for order in orders_shown(text):
            shown.setdefault(order, text)
    if DayOrder.MONTH not in shown or (DayOrder.DAY in shown and not _are_months_first(shown, answers)):
        return False
    for draft in written:
        draft.texts["deadline"] = [_day_first(text) for text in draft.texts["deadline"]]
    return True


def _are_months_first(shown: dict[DayOrder, str], answers: Answers) -> bool:
    answer = answers.get(Ask.DAY_ORDER)
    if answer in _ORDERS:
        return answer == DayOrder.MONTH
    choices = tuple(Choice(order.value, _CHOICE[order]) for order in _ORDERS)
    values = {"day": shown[DayOrder.DAY], "month": shown[DayOrder.MONTH]}
    raise Unanswered(FileQuestion(Ask.DAY_ORDER, choices, values=values))


def _day_first(text: str) -> str:
    day = read_day(text, DayOrder.MONTH)
    return f"{day:%d/%m/%Y}" if day is not None and day != read_day(text) else text
