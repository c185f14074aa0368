"""What a handler and a scheduled duty both have: a transaction, the clock, and people to tell."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from handlers.replies import Reply
from handlers.words.catalogue import Words
from storage.database import Connection
from storage.ground.channels import declared
from storage.ground.days.calendars import Calendars
from storage.ground.days.working_time import LOCAL_ZONE, WorkingTime
from storage.messages.payloads import Said
from storage.people.people import Sender
from storage.ratings.bursts import Pace
from storage.rules.rules import load_rules


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on the agency's documents. `symbol`: the agency's short form in a document's symbol (`STT`).
    `signer`: in the lines in which it stands (`KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`); `name`: who signs; `addressees`: to whom
    a report is sent ("Kính gửi"); `archive`: what stands behind "Lưu:"."""

    parent: str = ""
    place: str = ""
    symbol: str = ""
    signer: str = "GIÁM ĐỐC"
    name: str = ""
    addressees: tuple[str, ...] = ()
    archive: str = "VT"

    @property
    def signed_by(self) -> list[str]:
        return [line.strip() for line in self.signer.split(";") if line.strip()]


# Words by which a field is known that every agency has and that counts apart from its own.
COMMON_FIELDS = ("tiếp công dân", "khiếu nại", "tố cáo", "chứng thực", "bồi thường của nhà nước")


EXPORT_COLUMNS = (
    "area", "number", "task", "product", "deadline", "deadline_on", "unit", "state", "percent", "reported_on", "note",
    "plan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """The office's own on a messenger. `service`: as people call it; `url`: opens its chat, where a person still has to
    write."""

    service: str
    url: str


@dataclass(slots=True)
class Office:
    """What handlers know of the installation. `secret` keys every hash and signature; `opens_chat`, from a
    messenger's channel, which knows it once its server has answered: payload → the link that opens the chat with
    `/start PAYLOAD`. `forget_after_days`: how long a citizen who does not write is remembered. `report_day`: the
    day of the month on which those are asked who have not reported; `digest_at`: weekday (0 Monday) and time of the
    week's digest; `common_fields`: fields of procedures that every agency has; `recipients`: of the report;
    `export_columns`: of the list for the city's system; `reception`: where and when complaints and denunciations under
    the law are received; `kiosk_pace`: how fast people at a counter can tap; `asks_by_phone`: an import asks those to
    rate whose number it reads; `account`: of a messenger that opens its chat by no link that says anything;
    `file_megabytes`: of one file that staff send over a messenger; `public_figures`: anybody may read how the service
    performs; `measures_performance`: leaders accept what is done, or send it back; `asks_aspects`: one question
    more after a rating; `signature_roots`: where the certificates lie that digital signatures are checked against."""

    agency: str
    secret: bytes
    public_url: str = ""
    opens_chat: Callable[[str], str] | None = None
    demo: bool = False
    working_time: WorkingTime = field(default_factory=WorkingTime)
    forget_after_days: int = 365
    letterhead: Letterhead = field(default_factory=Letterhead)
    quiet_hours: tuple[time, time] = (time(20, 30), time(6, 30))
    reception: str = ""
    report_day: int = 25
    digest_at: tuple[int, time] = (0, time(7, 30))
    calendars: Calendars = field(default_factory=Calendars)
    common_fields: tuple[str, ...] = COMMON_FIELDS
    recipients: tuple[str, ...] = ("Như trên",)
    export_columns: tuple[str, ...] = ("number", "task", "product", "deadline", "state", "percent", "note")
    kiosk_pace: Pace = field(default_factory=Pace)
    asks_by_phone: bool = False
    account: Account | None = None
    file_megabytes: int = 20
    public_figures: bool = False
    measures_performance: bool = False
    asks_aspects: bool = False
    signature_roots: str = ""

    def is_quiet(self, moment: datetime) -> bool:
        """Only what cannot wait is sent now."""
        now, (start, end) = moment.astimezone(LOCAL_ZONE).time(), self.quiet_hours
        return start <= now < end if start < end else now >= start or now < end


async def ruled(db: Connection, office: Office) -> Office:
    """The office by the rules that its officer has set: working days and calendars."""
    rules = await load_rules(db)
    calendars = replace(office.calendars, dated=rules.months())
    return replace(office, working_time=rules.working_time(office.working_time), calendars=calendars)


def words_for(sender: Sender) -> Words:
    """The citizen's language. Staff get Vietnamese, whatever their phone is set to."""
    language = sender.language if sender.is_citizen else "vi"
    return Words(language, numbered=declared(sender.channel).is_numbered)


@dataclass(slots=True, kw_only=True)
class Occasion:
    """Nothing done on an occasion commits or sends: `notices` become rows of the outbox in the same transaction.
    `afterwards` is done once that is committed, each in a transaction of its own.

    `awake_since`: from when on somebody has been watching; what was silent before may have spoken to nobody.
    """

    db: Connection
    office: Office
    now: datetime
    today: date
    awake_since: datetime | None = None
    notices: list[tuple[Sender, Reply]] = field(default_factory=list)
    afterwards: list[Callable[["Occasion"], Awaitable[None]]] = field(default_factory=list)
    posts: list[tuple[str, str, Reply]] = field(default_factory=list)

    def notify(self, person: Sender, reply: Reply) -> None:
        """A message to somebody, sent when the transaction is committed."""
        self.notices.append((person, reply))

    def post(self, channel: str, address: str, reply: Reply) -> None:
        """A message to a group."""
        self.posts.append((channel, address, reply))

    def rows(self) -> list[tuple[str, str, Said]]:
        """The notices as rows of the outbox. To whom the bot cannot write nothing is sent, unless there may be another
        way to ask them."""
        return [
            (person.channel, person.address, replace(reply.notice(), withheld=_is_withheld(person, reply)))
            for person, reply in self.notices
        ] + [(channel, address, reply.said(None)) for channel, address, reply in self.posts]


def _is_withheld(person: Sender, reply: Reply) -> bool:
    return person.unreachable_at is not None and reply.asks_to_rate is None
