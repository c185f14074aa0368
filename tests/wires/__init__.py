"""A conversation of `tests/chat.py` over a channel's own wire: what the bot says goes out through the channel to a
local server as strict as the real one, and what a person does comes in as that server's JSON."""
