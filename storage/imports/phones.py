"""The phone numbers in a file of dossiers, for as long as the file is being imported: whose result was handed over
lately may be asked to rate. They are stored nowhere."""

from collections.abc import Mapping
from datetime import date

from storage.dossiers.dossiers import dossier_code
from storage.imports.dossier_rows import DossiersFile
from storage.ratings.invitations import ASK_WITHIN


def phones_in(content: object, today: date) -> Mapping[str, str]:
    """Code of the dossier → number, digits from the leading 0. Empty for a file of another kind."""
    if not isinstance(content, DossiersFile):
        return {}
    return {
        dossier_code(row.code): row.phone
        for row in content.rows
        if row.phone and row.returned_on is not None and today - ASK_WITHIN <= row.returned_on <= today
    }
