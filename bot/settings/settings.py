"""All settings: `CCHC_…` variables or `.env`. The README's table is made from the descriptions here."""

import contextlib
import secrets
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import SettingsConfigDict

from bot.settings.values import read_columns, read_days, read_hours, read_session, read_weekly
from bot.settings.zalo import ZaloSettings
from bot.system_errors import reason_of
from handlers.kit.occasion import COMMON_FIELDS, EXPORT_COLUMNS, Letterhead
from storage.address import is_database_url
from storage.ground.days.calendars import Calendars, Regime
from storage.ground.days.working_time import WorkingTime
from storage.ground.refusals import Refusal

PREFIX = "CCHC_"
SHORTEST_KEY = 32


PUBLIC_API = "https://api.telegram.org"


def _unusable(problem: str, **values: object) -> PydanticCustomError:
    """`problem`: key of its sentence, among those for the errors of pydantic's own."""
    return PydanticCustomError(problem, problem, values)


def _read_by(read: Callable[[str], Any], problem: str, **values: object) -> AfterValidator:
    """The setting stays the text that was given, and has to be readable."""

    def check(value: str) -> str:
        try:
            read(value)
        except ValueError:
            raise _unusable(problem, **values) from None
        return value

    return AfterValidator(check)


class Settings(ZaloSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field(
        "sqlite:///data/cchc.db",
        description="Database: `sqlite:///path` or `postgresql://user:password@host/name`",
        repr=False,  # it may hold a password
    )
    agency: str = Field("Sở Mẫu", description="Name of the department, as citizens know it")
    parent_agency: str = Field("", description="The agency above it, as it stands on documents")
    place: str = Field("", description="Place that stands before the date on documents")
    agency_symbol: str = Field("", description="Short form of the agency in the symbols of documents, `STT`")
    signer: str = Field(
        "GIÁM ĐỐC", description="Authority that signs documents; a deputy as `KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC`"
    )
    signer_name: str = Field("", description="Who signs; empty: room for the name")
    addressees: str = Field("", description='To whom a report is sent ("Kính gửi"), with semicolons between them')
    archive: str = Field("VT", description='What stands behind "Lưu:" on a report, such as `VT, VP`')
    recipients: str = Field("Như trên", description="Recipients of a report, with semicolons between them")
    kstthc_day: int = Field(15, ge=1, le=28, description="Day of the month before on which the KSTTHC month begins")
    common_fields: str = Field(
        "; ".join(COMMON_FIELDS), description="Fields of procedures that every agency has: they count apart"
    )
    export_columns: Annotated[str, _read_by(read_columns, "no_columns", columns=", ".join(EXPORT_COLUMNS))] = Field(
        "number, task, product, deadline, state, percent, note",
        description="Columns of the list for the city's system: "
        "area, number, task, product, deadline, deadline_on, unit, state, percent, reported_on, note, plan",
    )
    telegram_token: SecretStr | None = Field(
        None, description="Token from @BotFather; with it the bot serves Telegram and demo mode is off"
    )
    telegram_api_url: str = Field(
        PUBLIC_API, description="Root address of the Bot API, for a Bot API server of your own"
    )
    telegram_file_megabytes: int = Field(
        20, ge=20, le=50, description="Most megabytes of a file of staff, with a Bot API server of your own"
    )
    telegram_rate: float = Field(30, gt=0, description="Messages a second over all Telegram chats")
    telegram_chat_rate: float = Field(1, gt=0, description="Messages a second to one Telegram chat")
    public_url: str = Field(
        "", description="https address under which this bot is reached from outside; Telegram then uses a webhook"
    )
    web_host: str = Field("127.0.0.1", description="Address the web server listens on; in demo mode always 127.0.0.1")
    web_port: int = Field(8080, ge=0, le=65535, description="Port of the web server")
    web_requests_a_minute: int = Field(
        300, gt=0, description="Requests a minute from one address; many citizens share one behind their phone company"
    )
    web_patience: float = Field(
        10, gt=0, description="Seconds a request's head may take; its body three times that, longer while it comes well"
    )
    web_staff_days: int = Field(
        30, ge=1, le=180, description="Days without use after which a staff member is signed out of the web chat"
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Reverse proxies that are believed whose request they pass on; addresses with commas"
    )
    secret_key: SecretStr | None = Field(
        None, description="Keys all hashes and signed links; made and kept in `data/secret.key` when absent"
    )
    data_dir: Path = Field(
        Path("data"),
        description="Folder of files on their way, and of the secret key, when there is no `CCHC_SECRET_KEY`",
    )

    working_hours: Annotated[str, _read_by(read_hours, "no_hours")] = Field(
        "07:30-11:30,13:00-17:00", description="Office hours; a kiosk silent in them is a fault"
    )
    kiosk_seconds_between: float = Field(
        2,
        gt=0,
        description="Seconds from one tap at a kiosk to the next, on the average of five; faster ones are held",
    )
    kiosk_taps_an_hour: int = Field(120, ge=10, description="Taps that people can make at one kiosk in an hour")
    days_off: Annotated[str, _read_by(read_days, "no_days")] = Field(
        "", description="Days off besides the public holidays of Viet Nam, `2027-02-11,2027-02-12`"
    )
    quiet_hours: Annotated[str, _read_by(read_session, "no_session")] = Field(
        "20:30-06:30", description="Leaders are told of nothing but conduct cases; in the morning all at once"
    )
    reception: str = Field(
        "", description="Place and hours of the citizens' reception, where khiếu nại and tố cáo are received"
    )
    report_day: int = Field(
        25, ge=1, le=25, description="Day of the month on which those are asked who have not reported"
    )
    digest: Annotated[str, _read_by(read_weekly, "no_weekly")] = Field(
        "mon 07:30", description="When directors get the week's digest"
    )
    performance: bool = Field(
        False,
        description="Leaders accept what is reported as done or send it back, and get the sheet of people's and units' "
        "performance (Nghị định 335/2025)",
    )
    signature_roots: str = Field(
        "",
        description="File or folder of certificates (.pem, .crt, .cer) of those who issue certificates, which digital "
        "signatures of reports are checked against",
    )
    rating_question: bool = Field(
        False,
        description="After a rating one question more, of five in turn: access, procedure, staff, result, feedback "
        "(as SIPAS asks)",
    )
    public_figures: bool = Field(
        False, description="Publish how the service performs at `/so-lieu`, with open data as CSV and JSON"
    )
    forget_after_days: int = Field(
        365, ge=30, description="A citizen who has not written for so many days is forgotten; figures stay"
    )

    @field_validator("database_url")
    @classmethod
    def _usable(cls, value: str) -> str:
        if not is_database_url(value):
            raise _unusable("no_database")
        return value

    @field_validator("public_url", "telegram_api_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_KEY:
            raise _unusable("short_key", least=SHORTEST_KEY)
        return value

    @property
    def file_megabytes(self) -> int:
        """Telegram's own server gives no more than 20."""
        return 20 if self.telegram_api_url == PUBLIC_API else self.telegram_file_megabytes

    @property
    def working_time(self) -> WorkingTime:
        return WorkingTime(read_hours(self.working_hours), read_days(self.days_off))

    @property
    def quiet(self) -> tuple[time, time]:
        return read_session(self.quiet_hours)

    @property
    def digest_at(self) -> tuple[int, time]:
        return read_weekly(self.digest)

    @property
    def calendars(self) -> Calendars:
        return Calendars(((Regime.CCHC, 1), (Regime.KSTTHC, self.kstthc_day)))

    @property
    def letterhead(self) -> Letterhead:
        addressees = tuple(filter(None, map(str.strip, self.addressees.split(";"))))
        head = (self.parent_agency, self.place, self.agency_symbol, self.signer)
        return Letterhead(*head, self.signer_name, addressees, self.archive)

    @property
    def demo(self) -> bool:
        """No token and no public address: nobody but the person at this machine can be meant."""
        tokens = (self.telegram_token, self.zalo_oa_secret_key, self.zalo_bot_token)
        return tokens == (None, None, None) and not self.public_url

    def secret(self) -> bytes:
        """The secret key; made on first use. Refuses with `setup.key` where it cannot be kept."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        path = self.data_dir / "secret.key"
        try:
            if not path.exists():
                _make_key(path)
            with contextlib.suppress(PermissionError):  # the file belongs to another user, who decides about its rights
                path.chmod(0o600)
            return path.read_text("ascii").strip().encode()
        except OSError as error:
            raise Refusal("setup.key", place=str(self.data_dir), reason=reason_of(error)) from None


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written whole under another name first: two processes starting at once end up with one key.
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), "ascii")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
