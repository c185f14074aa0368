"""Why the system refused, in the words of the command line."""

import errno
import socket

from handlers.catalogue import Words, catalogue

_PREFIX = "system_error"


def reason_of(error: OSError) -> str:
    """In Vietnamese where it is one of the usual reasons; otherwise the system's own short name of it."""
    say = Words("vi")
    if isinstance(error, socket.gaierror):
        return say("system_error.no_host")
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    key = f"{_PREFIX}.{name.lower()}"
    return say(key) if key in catalogue("vi") else say("system_error.other", name=name)
