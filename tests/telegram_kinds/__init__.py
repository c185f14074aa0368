"""Every kind of message and update of the Bot API, sent to the bot, and what it answers."""
