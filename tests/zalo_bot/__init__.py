"""A local Bot Platform of Zalo, as strict as what is known of the real one, and the bot over it."""
