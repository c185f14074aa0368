"""Deletes what is no longer needed: traffic after a week, files made to be looked at once after 90 days, files that
wait for a confirmation after a day, conversations on the web page after a year."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storage.database import Connection
from storage.dossiers.imports_running import end_cut_off_imports
from storage.identities.codes import forget_codes
from storage.messages.conversations import forget_old_lines
from storage.messages.files import in_use
from storage.messages.job_queue import awaited_files, forget_ended_jobs
from storage.messages.questions import forget_unanswered
from storage.messages.traffic import forget_old_traffic
from storage.models import File
from storage.people.sessions import forget_sessions
from storage.ratings.flags import forget_sources
from storage.report.reports import forget_drafts
from storage.tries import forget_guesses

KEPT = timedelta(days=90)
# Lists of dossiers with the applicants' names among them.
UNCONFIRMED_KEPT = timedelta(days=1)
# Of staff, too: a citizen's words stand in theirs, and are not to outlive the citizen's own for long.
CONVERSATION_KEPT = timedelta(days=365)
_AT_ONCE = 500  # a file has up to 20 MB; nobody shall wait for the database while thousands of them go


async def clean_up(db: Connection, served: Collection[str], now: datetime) -> None:
    """`served`: the channels this process sends over."""
    await end_cut_off_imports(db, now)
    await forget_old_traffic(db, served, now)
    await forget_old_lines(db, now - CONVERSATION_KEPT)
    await forget_ended_jobs(db, now)
    await forget_unanswered(db, now)
    await forget_sources(db, now)
    await forget_guesses(db, now)
    await forget_codes(db, now)
    await forget_sessions(db, now)
    await forget_drafts(db, now - KEPT)
    await _forget_files(db, now - KEPT)
    await _forget_passing_files(db, now - UNCONFIRMED_KEPT)


async def _forget_passing_files(db: Connection, before: datetime) -> None:
    """Imports nobody confirmed, and uploads whose process ended before anybody could take them."""
    passing = File.purpose.is_not(None) & (File.stored_at < before) & File.id.not_in(await awaited_files(db))
    await db.execute(delete(File).where(File.id.in_(select(File.id).where(passing).limit(_AT_ONCE))))


async def _forget_files(db: Connection, before: datetime) -> None:
    """Charts, QR sheets, copies that were handed over: all that nothing refers to."""
    idle = select(File.id).where(File.stored_at < before, ~in_use())
    await db.execute(delete(File).where(File.id.in_(idle.order_by(File.id).limit(_AT_ONCE))))
