from datetime import date

from handlers.words.catalogue import Words
from handlers.words.formats import day


def end_words(say: Words, finished_on: date | None, returned_on: date | None) -> str:
    """`trả 05/06/2026`, `xong 05/06/2026`, `chưa trả`."""
    if returned_on is not None:
        return say("late.returned", day=day(returned_on))
    return say("late.finished", day=day(finished_on)) if finished_on is not None else say("late.open")
