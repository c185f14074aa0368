"""Reading the files people send: bytes and a name in, rows and problems out; nothing here writes anything."""
