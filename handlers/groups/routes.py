from handlers.groups import binding
from handlers.groups.actions import ChooseGroupUnit, ConfirmGroup, DeclineGroup, ReleaseGroup
from handlers.routing import LEADERS, Route, Topic

TOPIC = Topic(
    commands=(Route("nhom", binding.groups_command, LEADERS, aliases=("groups",), bare=False, alone=True),),
    actions=(
        Route.tap(ChooseGroupUnit, binding.choose, LEADERS),
        Route.tap(ConfirmGroup, binding.confirm, LEADERS),
        Route.tap(DeclineGroup, binding.decline, LEADERS),
        Route.tap(ReleaseGroup, binding.release, LEADERS),
    ),
)
