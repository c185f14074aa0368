"""What a handler is given."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.incoming import Incoming
from handlers.kit.files import Fetching
from handlers.kit.kept import K, Kept
from handlers.kit.occasion import Occasion
from handlers.replies import Reply
from handlers.words.catalogue import Words
from storage.messages import questions
from storage.messages.questions import Question
from storage.people.people import Sender
from storage.ratings.changes import RatingChanges

if TYPE_CHECKING:  # routes are made of handlers, which are given this
    from handlers.routing import Routes


@dataclass(slots=True, kw_only=True)
class Context(Occasion):
    """One message being handled, inside the intake's transaction. Handlers neither commit nor send."""

    incoming: Incoming
    sender: Sender
    say: Words
    rating_changes: RatingChanges
    routes: "Routes"
    said: str | None = None
    """What is kept of the message's text where that holds a secret."""
    jobs: list[Kept] = field(default_factory=list)
    phones: Mapping[str, str] = field(default_factory=dict)
    """Whom to ask to rate once this is committed: code of a dossier → number, which is stored nowhere."""
    regrouped: bool = False
    """Whose an address is may have changed: the next messages are of people as they are now."""
    open_here: bool = True
    """Whether the group in which the message was said may read the answer."""
    origin: str = ""
    """The channel's id of the message in which the person said what is being stored; empty where several did."""
    author_id: int | None = None
    """The colleague who wrote what is being reported, where the sender enters it for them."""

    def __post_init__(self) -> None:
        self.origin = self.origin or self.incoming.sent_id

    async def ask(self, question: Kept, hours: int = 24) -> None:
        """The sender's next words are the answer to this question, until it expires. It replaces the question
        before."""
        came_from = (self.origin, self.author_id)
        await questions.ask(self.db, self.sender.id, question.kind, question.data, self.now, hours, came_from=came_from)

    async def claim(self, *kinds: type[K]) -> K | None:
        """The question the sender is being asked, if it is one of these. It is closed by this."""
        names = {kind.kind: kind for kind in kinds}
        found = await questions.claim_question(self.db, self.sender.id, names.keys(), self.now)
        return None if found is None else self.answers(found, names[found.kind].read(found.data))

    def answers(self, question: Question, kept: K) -> K:
        """This message answers the question: what was typed before it, and waited, is what is stored."""
        if kept.typed or not self.incoming.sent_id:
            self.origin = question.sent_id
        self.author_id = question.author_id or self.author_id
        return kept

    def answers_nothing(self) -> None:
        """It was no answer, and is read for itself."""
        self.origin, self.author_id = self.incoming.sent_id, None

    async def asked(self, kind: type[K]) -> K | None:
        """The question the sender is being asked, if it is this one; it stays open."""
        found = await questions.open_question(self.db, self.sender.id, [kind.kind], self.now)
        return None if found is None else kind.read(found.data)

    def start(self, job: Kept) -> None:
        """Starts long work when this message is committed; the sender gets its result."""
        self.jobs.append(job)

    @property
    def takes_file(self) -> bool:
        """Whether a job of this message will fetch what came with it."""
        file = self.incoming.file
        fetched = [job.reference for job in self.jobs if isinstance(job, Fetching)]
        return file is not None and file.reference in fetched


Answer = Reply | Sequence[Reply]
Call = Callable[[Context], Awaitable[Answer]]
"""A handler that has all it needs but the context."""
