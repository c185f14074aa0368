"""`/thoat`: leaves the conversation on the web page, on a computer that others use, too."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.context import Answer, Context
from handlers.kit.actions import Action
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.routing import Route, Topic
from storage.ground.channels import needs_of
from storage.models import SessionEnd
from storage.people.addresses import mark_unreachable
from storage.people.sessions import end_sessions


@dataclass(frozen=True, slots=True)
class SignOut(Action):
    name: ClassVar[str] = "sign_out"


async def ask(context: Context, argument: str) -> Answer:
    say = context.say
    if not needs_of(context.sender.channel).kept_here:
        return screen(say, say("sign_out.elsewhere"))
    question = say("sign_out.ask") if context.sender.is_citizen else say("sign_out.ask_staff")
    if context.sender.addresses:
        question = say("sign_out.ask_linked")
    return screen(say, question, [Button(say("button.sign_out"), SignOut())])


async def sign_out(context: Context, action: SignOut) -> Answer:
    say = context.say
    if not needs_of(context.sender.channel).kept_here:
        return screen(say, say("sign_out.elsewhere"))
    here = [one for one in context.sender.addresses if one.id == context.sender.address_id]
    for page in here:  # told elsewhere from now on
        await mark_unreachable(context.db, page.id, context.now)
    await end_sessions(context.db, context.sender.address, SessionEnd.SIGNED_OUT, context.now)
    return Reply(say("sign_out.done"))


ROUTES = Topic(
    commands=(Route("thoat", ask, aliases=("signout",), words=("dang xuat",), listed=False, bare=False),),
    actions=(Route.tap(SignOut, sign_out),),
)
