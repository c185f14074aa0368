"""`/thoat`: leaves the conversation on the web page, on a computer that others use, too."""

from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.replies import Button, Reply
from storage.messages.conversations import WEB
from storage.models import SessionEnd
from storage.people.sessions import end_sessions


async def ask(context: Context, argument: str) -> Answer:
    say = context.say
    if context.sender.channel != WEB:
        return Reply(say("sign_out.elsewhere"), ((main_button(say),),))
    question = say("sign_out.ask") if context.sender.is_citizen else say("sign_out.ask_staff")
    return Reply(question, ((Button(say("button.sign_out"), action="sign_out"),), (main_button(say),)))


async def sign_out(context: Context, argument: str) -> Answer:
    say = context.say
    if context.sender.channel != WEB:
        return Reply(say("sign_out.elsewhere"), ((main_button(say),),))
    await end_sessions(context.db, context.sender.address, SessionEnd.SIGNED_OUT, context.now)
    return Reply(say("sign_out.done"))
