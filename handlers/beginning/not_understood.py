from handlers.beginning.menus import main_rows
from handlers.context import Context
from handlers.replies import Reply


def not_understood(context: Context) -> Reply:
    """Never silent and never "invalid command": offers the likely next steps as buttons."""
    return Reply(context.say("not_understood"), main_rows(context))
