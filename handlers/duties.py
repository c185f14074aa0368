"""What the schedule does each minute. Each duty sees for itself whether there is anything to do, and claims it, so that
two processes, a restart or a machine off for a weekend neither double nor drop anything."""

from collections.abc import Awaitable, Callable

from handlers.alerts.news import tell_held_alerts
from handlers.cases.asking_time import chase_requests
from handlers.cases.watching import chase_cases, close_cases, tell_overdue_cases
from handlers.chasing.digest import send_digests
from handlers.chasing.group_posts import post_to_groups
from handlers.chasing.months import ask_for_reports
from handlers.chasing.reminders import remind_of_deadlines
from handlers.citizens.following import tell_news
from handlers.citizens.privacy import forget_quiet_citizens
from handlers.citizens.returns import remind_to_rate, tell_returned
from handlers.kit.occasion import Occasion
from handlers.office.due_warnings import warn_of_due_dossiers
from handlers.office.grants import tell_ended_grants
from handlers.office.kiosks import watch_kiosks
from handlers.office.quotas import warn_of_quotas
from handlers.registers.incident_reminders import chase_incidents
from handlers.registers.indicator_requests import ask_indicators

Duty = Callable[[Occasion], Awaitable[None]]

DUTIES: tuple[Duty, ...] = (
    tell_returned,
    remind_to_rate,
    tell_news,
    watch_kiosks,
    tell_overdue_cases,
    chase_cases,
    close_cases,
    chase_requests,
    remind_of_deadlines,
    ask_for_reports,
    tell_held_alerts,
    send_digests,
    post_to_groups,
    warn_of_due_dossiers,
    chase_incidents,
    ask_indicators,
    warn_of_quotas,
    tell_ended_grants,
    forget_quiet_citizens,
)
