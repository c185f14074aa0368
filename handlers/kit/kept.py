"""What is kept as JSON from one message to a later one – the question a person is being asked, the data of a job – as
typed values."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, ClassVar, Protocol, Self, TypeVar

from pydantic import PlainSerializer, PlainValidator, TypeAdapter, ValidationError

from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.messages.questions import Question


def _read_period(value: Any) -> Period:
    return value if isinstance(value, Period) else Period.from_code(str(value))


PeriodCode = Annotated[Period, PlainValidator(_read_period), PlainSerializer(lambda period: period.code)]
"""A period inside a `Kept`: stored as its code."""


class Kept:
    """Base of questions and jobs. Subclasses are frozen dataclasses with slots, and set `kind`.

    What was kept by an older version is read, too: a field that has come since has a default, one that has gone is
    passed over. Rename neither fields nor `kind`; a field that was called otherwise has that name as its `alias`.
    """

    __slots__ = ()
    kind: ClassVar[str]
    takes_numbers: ClassVar[bool] = False
    """Whether a bare number may answer the question: it then chooses no line of a numbered menu unasked."""

    @property
    def waiting(self) -> str:
        """What the person typed and is kept nowhere else, where that waits for this answer."""
        return ""

    @property
    def typed(self) -> str:
        """What the person typed before, and is stored with the answer."""
        return self.waiting

    @property
    def data(self) -> dict[str, Any]:
        """As stored."""
        kept: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return kept

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Refuses with `button.stale` what makes no sense any more (`__post_init__`). Raises ValueError for another
        shape: the bot itself wrote this, so that is a defect, to be logged. The error names the fields and no values.
        """
        try:
            kept: Self = _adapter(cls).validate_python(data)
        except ValidationError as error:
            problems = error.errors(include_input=False)
            if all(problem["type"] == "value_error" and not problem["loc"] for problem in problems):
                raise Refusal("button.stale") from None
            wrong = ", ".join(f"{'.'.join(map(str, problem['loc']))} ({problem['type']})" for problem in problems)
            raise ValueError(f"what was kept as {cls.kind} cannot be read: {wrong}") from None
        return kept


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made when first needed: making one takes longer than all the rest."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


_KINDS: dict[str, type[Kept]] = {}


def kept_words(question: Question) -> str:
    """The words that wait for the answer to this question."""
    kind = _KINDS.get(question.kind)
    return "" if kind is None else kind.read(question.data).waiting


def takes_numbers(kind: str) -> bool:
    """Of the question of this kind."""
    return kind in _KINDS and _KINDS[kind].takes_numbers


K = TypeVar("K", bound=Kept)


class Answering(Protocol):
    """The context of a message, which is told what it answers."""

    def answers(self, question: Question, kept: K) -> K: ...
    def answers_nothing(self) -> None: ...


C = TypeVar("C", bound=Answering)
R = TypeVar("R")


def reads(
    kind: type[K], reader: Callable[[C, K, str], Awaitable[R]]
) -> dict[str, Callable[[C, Question, str], Awaitable[R]]]:
    """For `Topic.answers`: who reads the answer to this question."""

    _KINDS[kind.kind] = kind

    async def read_and_answer(context: C, question: Question, text: str) -> R:
        answer = await reader(context, context.answers(question, kind.read(question.data)), text)
        if answer is None:
            context.answers_nothing()
        return answer

    return {kind.kind: read_and_answer}
