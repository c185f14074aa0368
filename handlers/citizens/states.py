"""How a dossier stands, as a citizen reads it."""

from handlers.context import Context
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer
from storage.dossiers.dossiers import DossierView
from storage.models import DossierState

_TOLD = frozenset(DossierState) - {DossierState.RECEIVED, DossierState.EXTENDED}  # the others by their due day
_STATE = Keys("dossier.state_{}", _TOLD)


def dossier_lines(context: Context, dossier: DossierView) -> list[str]:
    say = context.say
    lines = [say("dossier.title", code=dossier.code), dossier.procedure]
    lines.append(say("dossier.received", day=day(dossier.received_on)))
    if dossier.due_on:
        lines.append(say("dossier.due", day=day(dossier.due_on)))
    if dossier.promised_on and dossier.returned_on is None:
        lines.append(say("dossier.promised", day=day(dossier.promised_on)))
    return [*lines, state_line(context, dossier)]


def state_line(context: Context, dossier: DossierView) -> str:
    say = context.say
    if dossier.returned_on:
        key = "dossier.returned_late" if dossier.is_late(context.today) else "dossier.returned"
        return say(key, day=day(dossier.returned_on))
    if dossier.finished_on:
        key = "dossier.finished_late" if dossier.is_late(context.today) else "dossier.finished"
        return say(key, day=day(dossier.finished_on))
    if dossier.state in _TOLD:
        return say(_STATE[dossier.state])
    if dossier.due_on is None:
        return say("dossier.in_work")
    left = context.office.working_time.working_days(context.today, dossier.due_on)
    if dossier.is_late(context.today):
        return say("dossier.late", days=integer(-left)) if left else say("dossier.past_due")
    if dossier.due_on == context.today:
        return say("dossier.due_today")
    return say("dossier.days_left", days=integer(left)) if left else say("dossier.in_work")
