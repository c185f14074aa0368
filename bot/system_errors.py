"""Why the system refused, in the words of the command line."""

import errno
import socket

from handlers.words.catalogue import Words

_USUAL = {
    name: f"system_error.{name.lower()}"
    for name in (
        *("EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "EPERM", "ENOENT", "ENOTDIR", "EEXIST", "EISDIR", "EROFS"),
        "ENOSPC",
    )
}


def reason_of(error: OSError) -> str:
    """In Vietnamese where it is one of the usual reasons; otherwise the system's own short name of it."""
    say = Words("vi")
    if isinstance(error, socket.gaierror):
        return say("system_error.no_host")
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return say(_USUAL[name]) if name in _USUAL else say("system_error.other", name=name)
