from handlers.kit.kept import reads
from handlers.routing import OFFICER, STAFF, Route, Topic
from handlers.rules import actions as act
from handlers.rules import screens, setting
from handlers.rules.questions import AskRule

TOPIC = Topic(
    commands=(Route("quydinh", screens.rules_command, STAFF, aliases=("rules",), words=("quy dinh dang ap dung",)),),
    actions=(
        Route.tap(act.ShowRules, screens.show_rules, STAFF),
        Route.tap(act.ShowGroup, screens.show_group, STAFF),
        Route.tap(act.ShowRule, screens.show_rule, STAFF),
        Route.tap(act.SetRule, setting.ask_rule, OFFICER),
        Route.tap(act.UndoRule, setting.undo, OFFICER),
    ),
    answers=reads(AskRule, setting.rule_answered),
)
