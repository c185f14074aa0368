"""A document as a register of documents has it, before it is a row there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.ground.document_numbers import full_number
from storage.ground.text import fold
from storage.models import DocumentWay
from storage.plan.searching import searchable


@dataclass(frozen=True, slots=True)
class NewDocument:
    """`number`: `12`, or with its year `13/2026`. `issuer`, `subject`: empty where they are not known."""

    way: DocumentWay
    kind: str
    number: str
    symbol: str
    issued_on: date
    issuer: str = ""
    subject: str = ""
    task_id: int | None = None

    @property
    def label(self) -> str:
        return full_number(self.number, self.symbol)

    @property
    def same(self) -> str:
        """Numbers start again each year; two agencies may have the same one."""
        when = str(self.issued_on.year) if self.way is DocumentWay.ISSUED else self.issued_on.isoformat()
        return f"{fold(self.label)} {when}"

    @property
    def columns(self) -> dict[str, Any]:
        """What a row of the register says of the document itself."""
        names = ("way", "kind", "number", "symbol", "issued_on", "issuer", "subject", "task_id", "same")
        return {name: getattr(self, name) for name in names} | {"folded_words": self.words}

    @property
    def words(self) -> str:
        return searchable(self.kind, self.label, f"{self.issued_on:%d/%m/%Y}", self.issuer, self.subject)
