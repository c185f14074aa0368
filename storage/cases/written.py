"""What a citizen wrote that an alert tells of."""

from sqlalchemy import select

from storage.database import Connection
from storage.models import Case, CaseStep, StepKind


async def written_in(db: Connection, alert_kind: str, step_id: int) -> str:
    """Empty where it was erased, and for alerts of other things."""
    if alert_kind == "case_new":
        statement = select(Case.text).join(CaseStep, CaseStep.case_id == Case.id).where(CaseStep.id == step_id)
    elif alert_kind == "case_reopened":
        statement = select(CaseStep.text).where(CaseStep.id == step_id, CaseStep.kind == StepKind.REOPENED)
    else:
        return ""
    return (await db.scalars(statement)).one_or_none() or ""
