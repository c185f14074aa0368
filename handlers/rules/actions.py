"""What the buttons of rules hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action
from storage.messages.payloads import Style
from storage.rules.rules import RuleGroup, RuleName


@dataclass(frozen=True, slots=True)
class ShowRules(Action):
    name: ClassVar[str] = "rules"


@dataclass(frozen=True, slots=True)
class ShowGroup(Action):
    name: ClassVar[str] = "rules_of"

    group: RuleGroup


@dataclass(frozen=True, slots=True)
class ShowRule(Action):
    name: ClassVar[str] = "rule"

    rule: RuleName


@dataclass(frozen=True, slots=True)
class SetRule(Action):
    """Asks for the line."""

    name: ClassVar[str] = "rule_set"

    rule: RuleName


@dataclass(frozen=True, slots=True)
class UndoRule(Action):
    name: ClassVar[str] = "rule_undo"
    style: ClassVar[Style | None] = Style.DANGER

    rule_id: int
