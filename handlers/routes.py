"""The table of routes, put together from those of the topics. A new command is a line in its topic's `routes.py`, a
function in a module beside it, and its help line in `words/vi/` (CONTRIBUTING, "Add a command")."""

from handlers.alerts.actions import AskWord
from handlers.alerts.routes import TOPIC as ALERTS
from handlers.beginning import speaking, thanking
from handlers.beginning.routes import BEGINNING, HELP
from handlers.cases import lists, reading
from handlers.cases.routes import TOPIC as CASES
from handlers.chasing.routes import TOPIC as CHASING
from handlers.citizens import short_codes
from handlers.citizens.routes import TOPIC as CITIZENS
from handlers.figures import asking as figures
from handlers.figures.routes import TOPIC as FIGURES
from handlers.forms.routes import TOPIC as FORMS
from handlers.groups.routes import TOPIC as GROUPS
from handlers.information.routes import TOPIC as INFORMATION
from handlers.lint.routes import TOPIC as LINT
from handlers.office.routes import TOPIC as OFFICE
from handlers.performance.routes import TOPIC as PERFORMANCE
from handlers.plan import amending, elsewhere, reporting
from handlers.plan.questions import OF_REPORTS
from handlers.plan.routes import TOPIC as PLAN
from handlers.registers import incidents, proposals
from handlers.registers.routes import TOPIC as REGISTERS
from handlers.report.questions import AwaitTemplate
from handlers.report.routes import TOPIC as REPORT
from handlers.routing import Routes
from handlers.rules.routes import TOPIC as RULES
from handlers.search.routes import TOPIC as SEARCH

_BESIDE = (elsewhere.read_beside, thanking.read_thanks, figures.read_beside)

ROUTES = Routes(
    (  # in the order of the help
        BEGINNING,
        CITIZENS,
        CASES,
        INFORMATION,
        PLAN,
        PERFORMANCE,
        SEARCH,
        FIGURES,
        REPORT,
        FORMS,
        RULES,
        LINT,
        CHASING,
        ALERTS,
        REGISTERS,
        OFFICE,
        GROUPS,
        HELP,
    ),
    first=(short_codes.read_code, speaking.listen_first),
    group_text=(amending.read_amended, reporting.read_report),
    beside=_BESIDE,
    welcome={**{kind.kind: _BESIDE for kind in OF_REPORTS}, AskWord.kind: (thanking.read_thanks,)},
    plain_text=(
        reading.read_case_code,
        speaking.read_citizen,
        lists.read_staff_code,
        amending.read_amended,
        reporting.read_report,
        proposals.read_difficulty,
        thanking.read_courtesy,
        figures.read_figures_text,
    ),
    guesses=(incidents.offer_incident,),
    # That of evidence stands for as long as was promised.
    file_questions=(AwaitTemplate.kind,),
)
