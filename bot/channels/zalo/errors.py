"""What each error of Zalo's means for the message it answers. Zalo sends them with HTTP 200."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.channels.base import NotSent
from storage.ground.days.working_time import LOCAL_ZONE
from storage.messages.unsent import Unsent

TOKEN = frozenset({-216, -220})
"""The access token is not taken; HTTP 401 means the same."""
SILENT = frozenset({-230, -232})
TOO_FAST, PARAMETER, EXPIRED, OVER_LIMIT = -32, -201, -100, -210
_MORNING = 6  # o'clock: from then on Zalo sends again what it does not send at night
_MINUTE, _SHORTLY = 60.0, 5.0


class Cure(StrEnum):
    """`WAIT`: a minute, for so many requests are only allowed then. `SOON`: the same message is still on its way.
    `MENDED`: only an administrator of the account can help; it is tried until a day has passed. `AWAY`: kept until the
    person writes again, and passed on where somebody has to hear of it. `NEVER`: given up, and told."""

    WAIT = "wait"
    SOON = "soon"
    AGAIN = "again"
    MENDED = "mended"
    MORNING = "morning"
    AWAY = "away"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Meaning:
    words: str
    cure: Cure
    why: Unsent = Unsent.OTHER


MEANINGS = {
    -32: Meaning("too many requests in a minute", Cure.WAIT),
    -100: Meaning("the file is kept no more", Cure.AGAIN),
    -200: Meaning("Zalo failed to send it", Cure.AGAIN),
    -201: Meaning("a parameter that Zalo does not take", Cure.NEVER, Unsent.CONTENT),
    -204: Meaning("the account is switched off", Cure.MENDED, Unsent.ACCOUNT),
    -205: Meaning("no such account", Cure.NEVER, Unsent.ACCOUNT),
    -209: Meaning("the application is not active", Cure.MENDED, Unsent.ACCOUNT),
    -210: Meaning("longer or more than Zalo takes", Cure.NEVER, Unsent.CONTENT),
    -211: Meaning("the account's quota is used up", Cure.NEVER, Unsent.QUOTA),
    -212: Meaning("the application has not registered for this", Cure.MENDED, Unsent.ACCOUNT),
    -213: Meaning("the person does not follow the account", Cure.AWAY, Unsent.GONE),
    -214: Meaning("the one before is still being processed", Cure.SOON),
    -217: Meaning("the person has blocked the account", Cure.AWAY, Unsent.GONE),
    -218: Meaning("the person may get no more for now", Cure.NEVER, Unsent.THEIR_QUOTA),
    -219: Meaning("the application is disabled", Cure.MENDED, Unsent.ACCOUNT),
    -221: Meaning("the account is not verified", Cure.MENDED, Unsent.ACCOUNT),
    -223: Meaning("the account has not granted this", Cure.MENDED, Unsent.ACCOUNT),
    -224: Meaning("the account's plan does not have this", Cure.MENDED, Unsent.ACCOUNT),
    -227: Meaning("Zalo has closed the person's account", Cure.NEVER, Unsent.CLOSED),
    -230: Meaning("the person has not written for 7 days", Cure.AWAY, Unsent.SILENT),
    -232: Meaning("the person has never written", Cure.AWAY, Unsent.SILENT),
    -233: Meaning("a kind of message that Zalo does not take", Cure.NEVER, Unsent.CONTENT),
    -234: Meaning("not at night", Cure.MORNING),
    -235: Meaning("not for accounts of this kind", Cure.NEVER, Unsent.ACCOUNT),
    -240: Meaning("this way of sending is closed", Cure.NEVER, Unsent.CONTENT),
    -242: Meaning("the application has to prove itself with each request", Cure.MENDED, Unsent.ACCOUNT),
    -244: Meaning("the person takes nothing of this kind", Cure.NEVER, Unsent.POLICY),
    -248: Meaning("against Zalo's rules", Cure.NEVER, Unsent.POLICY),
    -320: Meaning("no cloud account to pay from", Cure.MENDED, Unsent.ACCOUNT),
    -321: Meaning("the cloud account has no money", Cure.MENDED, Unsent.ACCOUNT),
}
_UNKNOWN = Meaning("not known here", Cure.AGAIN)


class Refused(Exception):
    """Zalo took the request and refused what it asks for."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def not_sent(code: int, now: datetime) -> NotSent:
    """Zalo's own words are left out: nobody knows what they quote."""
    meaning = MEANINGS.get(code, _UNKNOWN)
    reason = f"Zalo {code}: {meaning.words}"
    if meaning.cure is Cure.AWAY:
        return NotSent(reason, retry=False, gone=True, why=meaning.why)
    if meaning.cure is Cure.NEVER:
        return NotSent(reason, retry=False, why=meaning.why)
    return NotSent(reason, retry=True, after=_pause(meaning.cure, now), why=meaning.why)


def _pause(cure: Cure, now: datetime) -> float | None:
    """Seconds; None: a little longer each time."""
    if cure is Cure.MORNING:
        return (_next_morning(now) - now).total_seconds()
    return {Cure.WAIT: _MINUTE, Cure.SOON: _SHORTLY}.get(cure)


def _next_morning(now: datetime) -> datetime:
    here = now.astimezone(LOCAL_ZONE)
    morning = here.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > here else morning + timedelta(days=1)
