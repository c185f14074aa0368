"""Every event of a Zalo Official Account, posted to the bot, and what it answers."""
