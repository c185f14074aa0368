"""What a dossier's procedure is called: by the list of the unit it was imported for, else as its file names it."""

from sqlalchemy import func

from storage.models import Dossier, Procedure

OF_DOSSIER = (Procedure.code == Dossier.procedure_code) & (
    Procedure.unit_id == func.coalesce(Dossier.holder_id, Dossier.unit_id)
)
PROCEDURE_NAME = func.coalesce(Procedure.name, func.nullif(Dossier.procedure_name, ""), Dossier.procedure_code).label(
    "procedure"
)
