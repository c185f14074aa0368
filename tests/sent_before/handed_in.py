"""Rules, and what is handed in by them."""

from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from handlers.rules import actions as rule
from handlers.rules import questions as ask_rule
from storage.rules.rules import RuleGroup, RuleName

BUTTONS: list[tuple[Action, str]] = [
    (rule.ShowRules(), "rules"),
    (rule.ShowGroup(RuleGroup.TARGETS), "rules_of:targets"),
    (rule.ShowRule(RuleName.SATISFACTION), "rule:satisfaction"),
    (rule.SetRule(RuleName.DAY_WORKED), "rule_set:day_worked"),
    (rule.UndoRule(3), "rule_undo:3"),
]
FORGED: list[tuple[type[Action], str]] = [
    (rule.ShowRule, "no_such_rule"),
    (rule.ShowGroup, "no_such_group"),
    (rule.UndoRule, "x"),
]
KEPT: list[tuple[Kept, dict[str, object]]] = [
    (ask_rule.AskRule(RuleName.SATISFACTION), {"rule": "satisfaction"}),
]
