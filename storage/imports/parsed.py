"""What came of a file. Light: whoever only tells of it loads none of what reads and stores it."""

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage.imports.outcome import Line

if TYPE_CHECKING:
    from storage.imports.documents import DocumentsFile
    from storage.imports.dossier_rows import DossiersFile
    from storage.imports.plan.plan import PlanFile
    from storage.imports.procedures import ProceduresFile
    from storage.imports.totals import TotalsFile

    Content = PlanFile | ProceduresFile | DossiersFile | TotalsFile | DocumentsFile


class FileKind(enum.StrEnum):
    PLAN = "plan"
    PROCEDURES = "procedures"
    DOSSIERS = "dossiers"
    TOTALS = "totals"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """`not_read`: what of the file was left away, line by line. `lines_in_file`: of a text table; `rows_read`: rows
    below its headings that were looked at, good ones and others."""

    kind: FileKind
    content: "Content"
    not_read: list[Line] = field(default_factory=list)
    lines_in_file: int | None = None
    rows_read: int = 0

    @property
    def is_long(self) -> bool:
        """Whether it is to be written by `store_beside`."""
        return self.kind is FileKind.DOSSIERS
