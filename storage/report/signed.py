"""The signed file that comes back for an issued report."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage.database import Connection
from storage.messages.files import store_file
from storage.models import WHO, File, Person, SignedReport, Who


@dataclass(frozen=True, slots=True)
class Signature:
    """`signer`: as the certificate names it; `at`: when it was signed by its own account (ISO). `intact`: nothing was
    changed since; `checked`: there were certificates to check it against; `trusted`: it leads to one of them."""

    signer: str
    at: str
    intact: bool
    trusted: bool
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the draft that the signed text has otherwise. `was`, `now`: empty where it is not there at all."""

    about: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Found:
    """`has_text`: False for a scanned file, of which nothing could be compared."""

    has_text: bool
    signatures: Sequence[Signature]
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class SignedRow:
    name: str
    file_id: int
    sha256: str
    found: Found
    who: Who
    attached_at: datetime


async def attach_signed(
    db: Connection, report_id: int, name: str, media_type: str, content: bytes, found: Found, person_id: int | None,
    now: datetime,
) -> None:  # fmt: skip
    """Beside the files that were issued, which stay as they are."""
    file_id = await store_file(db, name, media_type, content, None, now)
    row = {"report_id": report_id, "file_id": file_id, "sha256": hashlib.sha256(content).hexdigest()}
    row |= {"found": asdict(found), "person_id": person_id, "attached_at": now}
    await db.execute(insert(SignedReport), row)


async def signed_of(db: Connection, report_id: int) -> SignedRow | None:
    """The newest."""
    statement = (
        select(File.name, SignedReport.file_id, SignedReport.sha256, SignedReport.found, WHO.label("who"),
               SignedReport.attached_at)
        .join(File, File.id == SignedReport.file_id)
        .outerjoin(Person, Person.id == SignedReport.person_id)
        .where(SignedReport.report_id == report_id)
        .order_by(SignedReport.id.desc())
        .limit(1)
    )  # fmt: skip
    row = (await db.execute(statement)).one_or_none()
    return (
        None
        if row is None
        else SignedRow(row.name, row.file_id, row.sha256, _read(row.found), row.who, row.attached_at)
    )


def _read(found: dict[str, Any]) -> Found:
    return Found(
        found["has_text"],
        [Signature(**one) for one in found["signatures"]],
        [Difference(**one) for one in found["differences"]],
    )
