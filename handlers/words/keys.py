"""Keys with a name in them that several topics say; the others stand in the module that says them."""

from handlers.words.catalogue import Keys
from storage.cases.cases import CaseState
from storage.ground.channels import DECLARED
from storage.ground.days.calendars import Regime
from storage.ground.kinds import DossierState
from storage.models import CaseKind, DocumentWay, Every, ProgressState, ProposalKind, Role
from storage.plan.tasks import TaskState
from storage.ratings.aspects import Aspect
from storage.ratings.details import LEVELS, Reason

ASPECT = Keys("aspect.{}", Aspect)
ASPECT_QUESTION = Keys("aspect.ask_{}", Aspect)
CASE_KIND = Keys("case.kind_{}", CaseKind)
CASE_STATE = Keys("case.state_{}", CaseState)
CASE_STATE_INSIDE = Keys("cases.state_{}", CaseState)
CHANNEL = Keys("channel.{}", DECLARED)
DOCUMENT_WAY = Keys("documents.way_{}", DocumentWay)
DOSSIER_STATE = Keys("dossier_state.{}", DossierState)
EVERY = Keys("every.{}", Every)
LEVEL = Keys("rating.level_{}", LEVELS)
PROGRESS = Keys("progress.{}", ProgressState)
PROPOSAL_KIND = Keys("proposals.kind_{}", ProposalKind)
REASON = Keys("reason.{}", Reason)
REGIME = Keys("regime.{}", Regime)
ROLE = Keys("role.{}", Role)
STATE = Keys("state.{}", TaskState)
