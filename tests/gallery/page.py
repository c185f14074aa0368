"""The gallery as one page of HTML, for a phone first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from tests.gallery.channels import CHANNELS, Shown
from tests.gallery.rules import NOT_REACHED, Fault, faults, faults_of, not_reached
from tests.gallery.walking import Screen


@dataclass(frozen=True)
class Card:
    screen: Screen
    shown: list[Shown]
    faults: list[Fault]
    leads: list[tuple[Screen, str]]
    """The screens one gets to from here, and by what."""


@dataclass(frozen=True)
class Group:
    """What one command or message leads to."""

    name: str
    screens: list[Card]


@dataclass(frozen=True)
class Role:
    name: str
    count: int
    groups: list[Group]


def page(screens: Sequence[Screen]) -> str:
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return templates.get_template("page.html").render(
        channels=list(CHANNELS),
        roles=_roles(screens),
        count=len(screens),
        faults=faults(screens),
        not_reached=not_reached(screens),
        reasons=NOT_REACHED,
    )


def _roles(screens: Sequence[Screen]) -> list[Role]:
    leads: defaultdict[Screen, list[tuple[Screen, str]]] = defaultdict(list)
    for screen in screens:
        for before, by in screen.ways:
            if before is not None:
                leads[before].append((screen, by))
    groups: defaultdict[str, defaultdict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for screen in screens:
        shown = [channel(screen) for channel in CHANNELS.values()]
        card = Card(screen, shown, list(faults_of(screen)), leads[screen])
        groups[screen.role][screen.way.split(" › ")[0]].append(card)
    return [
        Role(role, sum(map(len, own.values())), [Group(name, cards) for name, cards in own.items()])
        for role, own in groups.items()
    ]
