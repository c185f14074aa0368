"""What the buttons, questions and jobs of both searches hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page, Rest
from handlers.kit.kept import Kept
from storage.plan.searching import searched_words


@dataclass(frozen=True, slots=True)
class TurnPage(Action):
    """`text`: what is searched for, as it was typed or folded."""

    page: Page
    text: Rest

    def __post_init__(self) -> None:
        if not searched_words(self.text):
            raise ValueError("nothing to search for")


@dataclass(frozen=True, slots=True)
class TurnTasks(TurnPage):
    name: ClassVar[str] = "search_tasks"


@dataclass(frozen=True, slots=True)
class TurnDocuments(TurnPage):
    name: ClassVar[str] = "search_documents"


@dataclass(frozen=True, slots=True)
class AskTaskWords(Kept):
    kind: ClassVar[str] = "search_tasks"


@dataclass(frozen=True, slots=True)
class AskDocumentWords(Kept):
    kind: ClassVar[str] = "search_documents"


@dataclass(frozen=True, slots=True)
class Search(Kept):
    """`units`: what whoever searches reaches; `words`: `searched_words`; `said`: as they were typed."""

    units: list[int]
    words: list[str]
    said: str
    page: int


@dataclass(frozen=True, slots=True)
class SearchTasks(Search):
    kind: ClassVar[str] = "search_tasks"


@dataclass(frozen=True, slots=True)
class SearchDocuments(Search):
    kind: ClassVar[str] = "search_documents"
