from storage.models.alerts import Alert, Leave
from storage.models.base import Base
from storage.models.dossiers import (
    ApologyDraft,
    ApologyLetter,
    Dossier,
    DossierAccess,
    DossierDay,
    Procedure,
    WrongGuess,
)
from storage.models.kiosks import Kiosk, KioskOutage, KioskTap
from storage.models.people import Appointment, Invitation, PendingQuestion, Person, Role, Unit
from storage.models.plan import Area, CitedDocument, Plan, Progress, ProgressFile, ProgressState, Task
from storage.models.ratings import (
    OutsideTotal,
    OutsideTotalChange,
    RatedDossier,
    Rating,
    RatingDay,
    RatingFlag,
    RatingRepeat,
    RecentRating,
)
from storage.models.reports import ReportFile, ReportTemplate, StoredReport
from storage.models.traffic import Fact, File, IncomingEvent, Job, Notice, Outbox, WebMessage

__all__ = [
    "Alert",
    "ApologyDraft",
    "ApologyLetter",
    "Appointment",
    "Area",
    "Base",
    "CitedDocument",
    "Dossier",
    "DossierAccess",
    "DossierDay",
    "Fact",
    "File",
    "IncomingEvent",
    "Invitation",
    "Job",
    "Kiosk",
    "KioskOutage",
    "KioskTap",
    "Leave",
    "Notice",
    "Outbox",
    "OutsideTotal",
    "OutsideTotalChange",
    "PendingQuestion",
    "Person",
    "Plan",
    "Procedure",
    "Progress",
    "ProgressFile",
    "ProgressState",
    "RatedDossier",
    "Rating",
    "RatingDay",
    "RatingFlag",
    "RatingRepeat",
    "RecentRating",
    "ReportFile",
    "ReportTemplate",
    "Role",
    "StoredReport",
    "Task",
    "Unit",
    "WebMessage",
    "WrongGuess",
]
