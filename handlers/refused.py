"""What a person is told when something is not possible, or has gone wrong on our side."""

from handlers.context import Context
from handlers.kit.screens import main_button
from handlers.replies import Reply
from storage.refusals import Refusal


def refused(context: Context, refusal: Refusal) -> Reply:
    return Reply(context.say(f"refusal.{refusal.key}", **refusal.values), ((main_button(context.say),),))


def apology(context: Context, number: str) -> Reply:
    return Reply(context.say("apology", number=number), ((main_button(context.say),),))
