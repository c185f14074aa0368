from storage.models.base import Base
from storage.models.dossiers import (
    ApologyLetter,
    Dossier,
    DossierAccess,
    DossierDay,
    OutsideTotal,
    Procedure,
    RatedDossier,
    Rating,
    RatingDay,
    WrongGuess,
)
from storage.models.people import Appointment, Invitation, PendingQuestion, Person, Role, Unit
from storage.models.plan import Area, CitedDocument, Plan, Progress, ProgressFile, ProgressState, Task
from storage.models.traffic import Fact, File, IncomingEvent, Job, Outbox, WebMessage

__all__ = [
    "ApologyLetter", "Appointment", "Area", "Base", "CitedDocument", "Dossier", "DossierAccess", "DossierDay", "Fact",
    "File", "IncomingEvent", "Invitation", "Job", "Outbox", "OutsideTotal", "PendingQuestion", "Person", "Plan",
    "Procedure", "Progress", "ProgressFile", "ProgressState", "RatedDossier", "Rating", "RatingDay", "Role", "Task",
    "Unit", "WebMessage", "WrongGuess",
]  # fmt: skip
