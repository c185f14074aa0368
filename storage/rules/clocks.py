"""The clocks of feedback, in working days, as they run for what comes in on a day."""

from dataclasses import dataclass
from datetime import date

from storage.database import Connection
from storage.rules.rules import RuleName, load_rules


@dataclass(frozen=True, slots=True)
class Clocks:
    """From the day on which something is received: `intake`: until it is given to a unit, passed on or refused; `more`:
    the citizen may be asked for more; `answer`, `urgent`: until it is answered, usually, or where it cannot wait.
    `publish`: from the answer on, until it is made public."""

    intake: int
    more: int
    answer: int
    urgent: int
    publish: int


async def clocks_at(db: Connection, day: date) -> Clocks:
    rules = await load_rules(db)
    names = (
        RuleName.FEEDBACK_REFUSE,
        RuleName.FEEDBACK_MORE,
        RuleName.FEEDBACK_ANSWER,
        RuleName.FEEDBACK_URGENT,
        RuleName.FEEDBACK_PUBLISH,
    )
    return Clocks(*(rules.always(name, day) for name in names))
