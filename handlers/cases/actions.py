"""What the buttons of the cases hold."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.due_days import STEPS
from storage.cases.lists import CaseFilter
from storage.messages.payloads import Style
from storage.models import CaseKind
from storage.ratings.details import check_level


class Matter(enum.StrEnum):
    """What a citizen can write about. `FORMAL`: a complaint or a denunciation under the law, which has its own door."""

    RULE = CaseKind.RULE.value
    CONDUCT = CaseKind.CONDUCT.value
    FORMAL = "formal"


@dataclass(frozen=True, slots=True)
class OfCase(Action):
    case_id: int


# A citizen's


@dataclass(frozen=True, slots=True)
class StartCase(Action):
    name: ClassVar[str] = "case_start"


@dataclass(frozen=True, slots=True)
class ChooseMatter(Action):
    name: ClassVar[str] = "case_kind"

    matter: Matter


@dataclass(frozen=True, slots=True)
class AddToCase(OfCase):
    name: ClassVar[str] = "case_more"


@dataclass(frozen=True, slots=True)
class TellPlace(OfCase):
    name: ClassVar[str] = "case_place"


@dataclass(frozen=True, slots=True)
class AskWithdrawal(OfCase):
    name: ClassVar[str] = "case_withdraw"


@dataclass(frozen=True, slots=True)
class WithdrawCase(OfCase):
    name: ClassVar[str] = "case_withdraw_do"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class ShowOwnCases(Action):
    name: ClassVar[str] = "case_mine"


@dataclass(frozen=True, slots=True)
class ShowOwnCase(OfCase):
    name: ClassVar[str] = "case_own"


@dataclass(frozen=True, slots=True)
class RateAnswer(OfCase):
    name: ClassVar[str] = "case_rate"

    level: int

    def __post_init__(self) -> None:
        check_level(self.level)


@dataclass(frozen=True, slots=True)
class ReopenCase(OfCase):
    name: ClassVar[str] = "case_reopen"


@dataclass(frozen=True, slots=True)
class ObjectTo(OfCase):
    """Objects to the answer with what was typed before."""

    name: ClassVar[str] = "case_object"


@dataclass(frozen=True, slots=True)
class KeepPlace(OfCase):
    """Takes what was typed as the place."""

    name: ClassVar[str] = "case_place_keep"


@dataclass(frozen=True, slots=True)
class KeepWords(OfCase):
    """Adds what was typed to the words of the case."""

    name: ClassVar[str] = "case_words_keep"


# Staff's


@dataclass(frozen=True, slots=True)
class ShowCases(Action):
    """The list; without a filter, of what is open, as a new message. `unit_id`: of that unit and those below it."""

    name: ClassVar[str] = "cases"

    chosen: CaseFilter | None = None
    page: Page | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowCase(OfCase):
    name: ClassVar[str] = "case"


@dataclass(frozen=True, slots=True)
class ShowTurn(Action):
    """Opens the case by one of its turns, which is what an alert is about."""

    name: ClassVar[str] = "case_turn"

    step_id: int


@dataclass(frozen=True, slots=True)
class ShowWords(OfCase):
    name: ClassVar[str] = "case_words"


@dataclass(frozen=True, slots=True)
class ShowPictures(OfCase):
    name: ClassVar[str] = "case_pictures"


@dataclass(frozen=True, slots=True)
class AnswerCase(OfCase):
    name: ClassVar[str] = "case_answer"


@dataclass(frozen=True, slots=True)
class FillTemplate(OfCase):
    name: ClassVar[str] = "case_template"

    template_id: int


@dataclass(frozen=True, slots=True)
class SendAnswer(OfCase):
    name: ClassVar[str] = "case_send"
    style: ClassVar[Style | None] = Style.FIRST


@dataclass(frozen=True, slots=True)
class ExtendCase(OfCase):
    """`days`: working days; None asks for them."""

    name: ClassVar[str] = "case_extend"

    days: int | None = None

    def __post_init__(self) -> None:
        if self.days is not None:
            _check_days(self.days)


@dataclass(frozen=True, slots=True)
class ChooseExtension(Action):
    """Of the overdue ones, which; of one unit and those below it, or of all that a leader reaches."""

    name: ClassVar[str] = "case_extend_which"

    unit_id: int | None = None
    page: Page = 0


def _check_days(days: int) -> None:
    """Raises ValueError for what no button offers."""
    if days not in STEPS:
        raise ValueError("not offered")


# Leaders'


@dataclass(frozen=True, slots=True)
class OfRequest(OfCase):
    """`step_id`: of the request for more time."""

    step_id: int


@dataclass(frozen=True, slots=True)
class GrantTime(OfRequest):
    name: ClassVar[str] = "case_time_yes"
    style: ClassVar[Style | None] = Style.FIRST


@dataclass(frozen=True, slots=True)
class DenyTime(OfRequest):
    name: ClassVar[str] = "case_time_no"


@dataclass(frozen=True, slots=True)
class ShowSimilar(OfCase):
    name: ClassVar[str] = "case_similar"


@dataclass(frozen=True, slots=True)
class JoinCase(OfCase):
    """From now on the case is handled together with `main_id`."""

    name: ClassVar[str] = "case_same"

    main_id: int


@dataclass(frozen=True, slots=True)
class HandleApart(OfCase):
    name: ClassVar[str] = "case_part"


@dataclass(frozen=True, slots=True)
class OfAssignment(OfCase):
    """A case, or the alert of which one is made: 0 for the one that is not meant."""

    alert_id: int


@dataclass(frozen=True, slots=True)
class Assign(OfAssignment):
    """Asks to which unit. With a page it takes the place of the choice before."""

    name: ClassVar[str] = "assign"

    page: Page | None = None


@dataclass(frozen=True, slots=True)
class AssignToUnit(OfAssignment):
    """Asks for the deadline."""

    name: ClassVar[str] = "assign_unit"

    unit_id: int


@dataclass(frozen=True, slots=True)
class AssignWithin(AssignToUnit):
    """`days`: working days from today."""

    name: ClassVar[str] = "assign_due"

    days: int

    def __post_init__(self) -> None:
        _check_days(self.days)


@dataclass(frozen=True, slots=True)
class AssignAlert(Action):
    name: ClassVar[str] = "alert_assign"

    alert_id: int


@dataclass(frozen=True, slots=True)
class ShowTemplates(Action):
    name: ClassVar[str] = "templates"


@dataclass(frozen=True, slots=True)
class ShowTemplate(Action):
    name: ClassVar[str] = "answer_template"

    template_id: int


@dataclass(frozen=True, slots=True)
class AddTemplate(Action):
    name: ClassVar[str] = "template_add"


@dataclass(frozen=True, slots=True)
class RemoveTemplate(Action):
    name: ClassVar[str] = "answer_template_remove"
    style: ClassVar[Style | None] = Style.DANGER

    template_id: int
