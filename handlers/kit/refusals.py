"""What a person is told when something is not possible, or has gone wrong on our side."""

from handlers.context import Context
from handlers.kit.screens import screen
from handlers.replies import Reply
from storage.ground.refusals import Refusal


def refused(context: Context, refusal: Refusal) -> Reply:
    return screen(context.say, context.say(f"refusal.{refusal.key}", **refusal.values))


def apology(context: Context, number: str) -> Reply:
    return screen(context.say, context.say("apology", number=number))
