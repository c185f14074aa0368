"""One table of routes: command or action → handler, the roles that may use it, its line in the help."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from handlers.context import Answer, Context
from handlers.kit.actions import A, Action
from handlers.kit.occasion import Office
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.messages.questions import Question
from storage.models import Role
from storage.people.people import Sender

T = TypeVar("T")
Handler = Callable[[Context, str], Awaitable[Answer]]
# None: what was said is no answer to the question, and is read like any other text.
Reader = Callable[[Context, Question, str], Awaitable[Answer | None]]
TextReader = Callable[[Context, str], Awaitable[Answer | None]]

EVERYONE: frozenset[Role] = frozenset()
STAFF = frozenset({Role.STAFF, Role.DIRECTOR, Role.OFFICER})
LEADERS = frozenset({Role.DIRECTOR, Role.OFFICER})
REPORTERS = frozenset({Role.STAFF, Role.OFFICER})
OFFICER = frozenset({Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Tap:
    """What a tapped button does: made with `Route.tap`. `roles`: as for commands."""

    kind: type[Action]
    handler: Handler
    roles: frozenset[Role]

    def open_to(self, sender: Sender) -> bool:
        return not self.roles or not self.roles.isdisjoint(sender.roles)


@dataclass(frozen=True, slots=True)
class Route:
    """A command. `roles` empty: for everyone. `words`: folded phrases that stand for it when typed without a slash.

    `bare=False`: the name without its slash is a common word ("đúng rồi" is no wish to stop) and stands for nothing.
    The help line is the catalogue's `command.<name>`; a route with `listed=False` has none and is not in the menu, one
    with `for_citizens` only in theirs. `alone`: takes no argument, so a sentence that begins with its words is another
    matter. `keeps_question`: what is being asked is the handler's to end. `example`: what may stand behind the
    command, on that day, in the help. `offered`: whether this office uses it at all; elsewhere it is in no list.
    """

    name: str
    handler: Handler
    roles: frozenset[Role] = EVERYONE
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    listed: bool = True
    bare: bool = True
    for_citizens: bool = False
    alone: bool = False
    keeps_question: bool = False
    example: Callable[[date], str] | None = None
    offered: Callable[[Office], bool] = lambda office: True

    @staticmethod
    def tap(
        kind: type[A], handler: Callable[[Context, A], Awaitable[Answer]], roles: frozenset[Role] = EVERYONE
    ) -> Tap:
        """For an action: the handler gets the object, read and checked here."""

        async def read_and_handle(context: Context, argument: str) -> Answer:
            return await handler(context, kind.read(argument))

        return Tap(kind, read_and_handle, roles)

    @property
    def phrases(self) -> tuple[str, ...]:
        """What stands for the command in plain words."""
        return (*((self.name,) if self.bare else ()), *self.aliases, *self.words)

    def open_to(self, sender: Sender) -> bool:
        return not self.roles or not self.roles.isdisjoint(sender.roles)


@dataclass(frozen=True, slots=True)
class Topic:
    """What belongs together. `answers`: kind of pending question → who reads the answer; `parts`: the tables of modules
    that have one of their own, in the order of the help after `commands`; `in_groups`: the names of
    commands, actions and questions that may be used in a unit's group, where of all others nothing is said."""

    commands: tuple[Route, ...] = ()
    actions: tuple[Tap, ...] = ()
    answers: Mapping[str, Reader] = field(default_factory=dict)
    parts: tuple["Topic", ...] = ()
    in_groups: frozenset[str] = frozenset()

    def flat(self) -> Iterator["Topic"]:
        yield self
        for part in self.parts:
            yield from part.flat()


class Routes:
    """Raises ValueError where two topics claim one name.

    `first`: readers of text before it is taken for an answer to anything. `beside`: readers of what is plainly no
    answer, whatever words were asked for; `welcome`: by kind of question, those of them whose texts may be an answer
    to it. `plain_text`: readers of text that is no command, in this order; None passes it on. `guesses`: what text may
    mean that is neither that nor a command's words. `file_questions`: kinds of question that a file answers; with those
    a text answers, they end when somebody goes elsewhere. `group_text`: readers of what is said in a unit's group.
    """

    def __init__(
        self,
        topics: Iterable[Topic],
        plain_text: Sequence[TextReader] = (),
        guesses: Sequence[TextReader] = (),
        file_questions: Sequence[str] = (),
        first: Sequence[TextReader] = (),
        group_text: Sequence[TextReader] = (),
        beside: Sequence[TextReader] = (),
        welcome: Mapping[str, Sequence[TextReader]] | None = None,
    ) -> None:
        topics = tuple(part for topic in topics for part in topic.flat())
        self.group_text = tuple(group_text)
        self.in_groups = frozenset(name for topic in topics for name in topic.in_groups)
        self.first = tuple(first)
        self._beside = tuple(beside)
        self._welcome = welcome or {}
        self.plain_text = tuple(plain_text)
        self.guesses = tuple(guesses)
        self.commands = tuple(route for topic in topics for route in topic.commands)
        self._by_command = _unique((name, route) for route in self.commands for name in (route.name, *route.aliases))
        self.actions = _unique((tap.kind.name, tap) for topic in topics for tap in topic.actions)
        self.answers = _unique(answer for topic in topics for answer in topic.answers.items())
        self.asked = (*self.answers, *file_questions)
        self.group_questions = [kind for kind in self.answers if kind in self.in_groups]
        phrases = ((phrase, route) for route in self.commands for phrase in route.phrases)
        # The longest phrase first: "danh gia chuong trinh" must not be taken for "danh gia".
        self._phrases = sorted(phrases, key=lambda item: -len(item[0]))

    def beside(self, kind: str) -> list[TextReader]:
        """Readers of what is no answer to a question of this kind."""
        return [reader for reader in self._beside if reader not in self._welcome.get(kind, ())]

    def command(self, text: str) -> tuple[Route, str] | None:
        """`/summary@bot quý 3` → its route and `quý 3`."""
        if not text.startswith("/"):
            return None
        head, _, argument = text[1:].partition(" ")
        head, _, rest = head.partition("\n")
        route = self._by_command.get(fold(head.split("@")[0]))
        return (route, f"{rest} {argument}".strip()) if route else None

    def without(self, name: str, text: str) -> str:
        """`/tiendo 12 80%` without that command; any other text as it is."""
        found = self.command(text)
        return found[1] if found is not None and found[0].name == name else text

    def action(self, action: str) -> tuple[Tap, str] | None:
        name, _, argument = action.partition(":")
        tap = self.actions.get(name)
        return (tap, argument) if tap else None

    def read(self, action: str) -> Action:
        """Refuses with `button.stale` what no route takes."""
        tap, argument = self.action(action) or (None, "")
        if tap is None:
            raise Refusal("button.stale")
        return tap.kind.read(argument)

    async def take(self, context: Context, action: Action) -> Answer:
        """What a button with this action does. Refuses with `rights.role`."""
        tap = self.actions[action.name]
        if not tap.open_to(context.sender):
            raise Refusal("rights.role")
        return await tap.handler(context, action.wire.partition(":")[2])

    def phrase(self, text: str, sender: Sender) -> tuple[Route, str] | None:
        """A command typed as plain words: `tổng hợp quý 3`. To whom it is not open, its words are no command."""
        folded = fold(text)
        for phrase, route in self._phrases:
            goes_on = folded.startswith(phrase + " ") and not route.alone
            if (folded == phrase or goes_on) and route.open_to(sender):
                words = text.split()
                return route, " ".join(words[len(phrase.split()) :])
        return None

    def whole_phrase(self, text: str, sender: Sender) -> Route | None:
        """A command's words and nothing else: `tra cứu`."""
        found = self.phrase(text, sender)
        return found[0] if found is not None and not found[1] else None

    def listed_for(self, sender: Sender, office: Office) -> list[Route]:
        return [
            route
            for route in self.commands
            if route.listed
            and route.offered(office)
            and route.open_to(sender)
            and (sender.is_citizen or not route.for_citizens)
        ]


def _unique(items: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, value in items:
        if name in found:
            raise ValueError(f"two routes are called {name}")
        found[name] = value
    return found
