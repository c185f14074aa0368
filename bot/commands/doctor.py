"""`cchc doctor`: what is set up, what is not, and what to do about it."""

import asyncio
import socket
import sqlite3
from collections.abc import Callable

from bot.application import office_of
from bot.channels.served import messengers
from bot.commands.opening import opened
from bot.demo.department import SAMPLE_FACT
from bot.health import LONGEST_WAIT
from bot.intake import utc_now
from bot.settings.names import unknown_settings
from bot.settings.settings import Settings
from bot.system_errors import reason_of
from handlers.office.quotas import is_short
from handlers.office.unsent import unsent_lines
from handlers.report.signed.pdf import office_suite
from handlers.report.signed.roots import certificates_in, read_roots
from handlers.words.catalogue import Words
from handlers.words.formats import integer, moment
from storage.database import Database
from storage.facts import count_rows, fact
from storage.ground.channels import quotas
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.health import (
    LITTLE_SPACE,
    SAFE_SQLITE,
    free_space,
    is_sqlite_safe,
    quick_check,
    try_to_write,
    waiting_since,
)
from storage.messages.menus import used
from storage.messages.traffic import count_unheard
from storage.messages.unsent import Unsent, count_unsent
from storage.people.appointments import count_unreachable

Show = Callable[[str], None]


class Examination:
    def __init__(self, show: Show) -> None:
        self._show = show
        self._say = Words("vi")
        self.problems = 0

    def good(self, what: str, **values: object) -> None:
        self._show(f"{self._say('doctor.good')}  {self._say(f'doctor.{what}', **values)}")

    def note(self, what: str, **values: object) -> None:
        self._advise("doctor.note", what, values)

    def bad(self, what: str, **values: object) -> None:
        self.problems += 1
        self._advise("doctor.bad", what, values)

    def _advise(self, grade: str, what: str, values: dict[str, object]) -> None:
        self._show(f"{self._say(grade)}  {self._say(f'doctor.{what}', **values)}")
        self._show(self._say("doctor.advice", advice=self._say(f"doctor.{what}_advice", **values)))


async def examine(settings: Settings, show: Show) -> int:
    """Prints what is set up and what is not; returns the number of problems."""
    found = Examination(show)
    _examine_settings(settings, found)
    await _examine_database(settings, found)
    await _examine_messengers(settings, found)
    _examine_web(settings, found)
    _examine_office_suite(found)
    _examine_signature_roots(settings, found)
    return found.problems


def _examine_office_suite(found: Examination) -> None:
    """Reports as PDF need it; nothing else does."""
    program = office_suite()
    if program is None:
        found.note("no_office_suite")
    else:
        found.good("office_suite", place=program)


def _examine_signature_roots(settings: Settings, found: Examination) -> None:
    if not settings.signature_roots:
        return
    count = len(list(certificates_in(read_roots(settings.signature_roots))))
    if count:
        found.good("signature_roots", count=integer(count))
    else:
        found.bad("no_signature_roots")


def _examine_settings(settings: Settings, found: Examination) -> None:
    for name, meant in unknown_settings():
        found.note("unknown_setting" if meant else "useless_setting", name=name, meant=meant)
    if settings.demo:
        found.note("demo")
    elif "agency" not in settings.model_fields_set:
        found.bad("agency")
    if not settings.demo and not settings.agency_symbol:
        found.note("symbol")
    try:
        settings.secret()
    except Refusal as refusal:
        found.bad("key_broken", **refusal.values)
        return
    if settings.secret_key is None:
        found.good("key_file", place=settings.data_dir / "secret.key")
    else:
        found.good("key_setting")


async def _examine_database(settings: Settings, found: Examination) -> None:
    try:
        async with opened(settings) as database, database.read() as db:
            where, counts = database.place, await count_rows(db)
            real = bool(counts["units"]) and await fact(db, SAMPLE_FACT) is None
            unreachable, unheard = await count_unreachable(db), await count_unheard(db)
            unsent = dict(await count_unsent(db))
    except Refusal as refusal:
        _name_refusal(refusal, found)
        return
    await _examine_health(settings, found)
    found.good("database", where=where, **{name: integer(count) for name, count in counts.items()})
    if settings.demo and real:
        found.bad("real_data")
    if unreachable:
        found.note("unreachable", count=integer(unreachable))
    _examine_unsent(unheard, unsent, found)
    if not counts["units"]:
        found.note("empty")
    elif not counts["tasks"]:
        found.note("no_plan")


def _name_refusal(refusal: Refusal, found: Examination) -> None:
    if refusal.key == "setup.sample_data":
        found.bad("sample_data", **refusal.values)
    elif refusal.key == "setup.damaged":
        found.bad("database_damaged", **refusal.values)
    else:
        found.bad("database_broken", **refusal.values)


def _examine_unsent(unheard: int, unsent: dict[Unsent, int], found: Examination) -> None:
    if unheard:
        found.bad("unheard", count=integer(unheard))
    unsent.pop(Unsent.UNHEARD, None)
    for reason in unsent_lines(Words("vi"), unsent):
        found.note("failed", reason=reason)


async def _examine_quotas(database: Database, found: Examination) -> None:
    today = local_day(utc_now())
    for channel, one, quota in quotas():
        async with database.read() as db:
            of = await used(db, channel, today)
        if is_short(of, quota):
            counts = {"people": of.people, "messages": of.messages}
            most = {"most_people": quota.people, "most_messages": quota.messages}
            values = {name: integer(count) for name, count in (counts | most).items()}
            found.note("quota", channel=one.service, **values)


async def _examine_health(settings: Settings, found: Examination) -> None:
    async with opened(settings) as database:
        if (reason := await try_to_write(database, utc_now())) is not None:
            found.bad("not_writable", reason=reason)
        if (damage := await asyncio.to_thread(quick_check, database)) is not None:
            found.bad("damaged", damage=damage)
        free, since = free_space(database), await waiting_since(database, LONGEST_WAIT, utc_now())
        if free is not None and free < LITTLE_SPACE:
            found.bad("little_space", free=integer(free // 1_000_000))
        if since is not None:
            found.note("unsent", since=moment(since))
        await _examine_quotas(database, found)
        if database.is_sqlite and not is_sqlite_safe():
            found.note("sqlite_version", version=sqlite3.sqlite_version, safe=".".join(map(str, SAFE_SQLITE)))


async def _examine_messengers(settings: Settings, found: Examination) -> None:
    database = Database(settings.database_url)
    try:
        for messenger in messengers(settings, database, office_of(settings)):
            try:
                await messenger.examine(found)
            finally:
                await messenger.close()
    finally:
        await database.close()


def _examine_web(settings: Settings, found: Examination) -> None:
    if settings.public_url and not settings.public_url.startswith("https://"):
        found.bad("not_https")
    host = "127.0.0.1" if settings.demo else settings.web_host
    place = f"{host}:{settings.web_port}"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, settings.web_port))
            found.good("web_free", place=place)
        except OSError as error:
            found.note("web_taken", place=place, reason=reason_of(error))
