"""What somebody who reports, or puts a plan right, is being asked; and the job that fetches a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.files import FileJob
from handlers.kit.kept import Kept
from handlers.kit.several_files import SeveralFiles
from handlers.plan.progress_line import State
from storage.models import ProgressState


class _Typed(Kept):
    """Holds what was typed: the whole message (`said`), or what was read of it (`text`)."""

    __slots__ = ()

    @property
    def waiting(self) -> str:
        said: str = getattr(self, "said", "") or getattr(self, "text", "")
        return said


@dataclass(frozen=True, slots=True)
class AskReport(_Typed):
    """With a percentage: whether that is what was meant, `text` being the words beside it. With a text alone: in which
    state the task is."""

    kind: ClassVar[str] = "report"

    task_id: int
    percent: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskOccurrence(_Typed):
    kind: ClassVar[str] = "report_occurrence"

    task_id: int
    state: ProgressState
    percent: int | None
    text: str


@dataclass(frozen=True, slots=True)
class AskTask(_Typed):
    """`said`: the whole message, read again when the task is known; older ones have only what was read of it."""

    kind: ClassVar[str] = "report_task"
    takes_numbers: ClassVar[bool] = True

    percent: int | None
    state: State | None
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class AskWhether(_Typed):
    """Whether `said` is a report on this task, or counts something."""

    kind: ClassVar[str] = "report_whether"

    task_id: int
    said: str


@dataclass(frozen=True, slots=True)
class AskStepBack(_Typed):
    """Whether a task that was done is not any more."""

    kind: ClassVar[str] = "report_step_back"

    task_id: int
    state: ProgressState
    percent: int | None
    text: str


@dataclass(frozen=True, slots=True)
class AskReason(Kept):
    """Why a task is not carried out any more."""

    kind: ClassVar[str] = "report_reason"

    task_id: int


@dataclass(frozen=True, slots=True)
class KeptLine:
    task_id: int
    state: ProgressState
    percent: int | None
    text: str


@dataclass(frozen=True, slots=True)
class AskLines(Kept):
    """Whether what was understood of several tasks is to be stored."""

    kind: ClassVar[str] = "report_lines"

    lines: tuple[KeptLine, ...]

    @property
    def waiting(self) -> str:
        return "; ".join(filter(None, (line.text for line in self.lines)))


@dataclass(frozen=True, slots=True)
class AskPlan(_Typed):
    """`text`: the whole report, read again when the task is known."""

    kind: ClassVar[str] = "report_plan"

    tasks: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AskTasks(_Typed):
    """Whether all of them are meant. `said`: everything behind the first number."""

    kind: ClassVar[str] = "report_tasks"
    takes_numbers: ClassVar[bool] = True

    tasks: tuple[int, ...]
    percent: int | None
    state: State | None
    text: str
    said: str

    @property
    def waiting(self) -> str:
        return self.text or self.said


@dataclass(frozen=True, slots=True)
class AskMoreWords(Kept):
    kind: ClassVar[str] = "more_words"

    progress_id: int


@dataclass(frozen=True, slots=True)
class AskEdited(Kept):
    """Whether the report is to say what its message says since it was edited. `task_id`: where that is about another
    task now."""

    kind: ClassVar[str] = "report_edited"

    progress_id: int
    state: ProgressState
    percent: int | None
    text: str
    task_id: int | None = None

    @property
    def waiting(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class AskForwarded(_Typed):
    """Whose report it is that somebody passed on. `name`, `address`: of the account that wrote it, as far as they are
    known; `task_id`: the task whose report was being asked for."""

    kind: ClassVar[str] = "report_forwarded"

    said: str
    name: str
    address: str = ""
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class AwaitFiles(Kept):
    """Open to pictures and files, for as long as was promised; no text answers it."""

    kind: ClassVar[str] = "evidence"

    progress_id: int


@dataclass(frozen=True, slots=True)
class AttachFile(FileJob):
    kind: ClassVar[str] = "evidence"

    progress_id: int


@dataclass(frozen=True, slots=True)
class AttachFiles(SeveralFiles):
    kind: ClassVar[str] = "evidence_album"

    progress_id: int


@dataclass(frozen=True, slots=True)
class AskPlanTitle(Kept):
    kind: ClassVar[str] = "plan_title"

    plan_id: int


@dataclass(frozen=True, slots=True)
class AskPlanNumber(Kept):
    kind: ClassVar[str] = "plan_number"

    plan_id: int


OF_REPORTS: Sequence[type[Kept]] = (
    *(AskReport, AskOccurrence, AskTask, AskWhether, AskStepBack, AskLines, AskPlan, AskTasks),
)
"""Asked about a report: their readers tell it from another one."""
