"""Part of a file (RFC 9110, section 14): Safari and iOS play nothing that does not come in parts."""

import re
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """`length` bytes from `first` on, of `size`."""

    first: int
    length: int
    size: int

    @property
    def is_whole(self) -> bool:
        return self.length == self.size

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Accept-Ranges": "bytes", "Content-Length": str(self.length)}
        if not self.is_whole:
            headers["Content-Range"] = f"bytes {self.first}-{self.first + self.length - 1}/{self.size}"
        return headers


def asked_part(request: Request, size: int) -> Part:
    """The whole, where none is asked for, or several, or one of a version that we do not know. Raises 416 for a part
    that is not there."""
    whole, asked = Part(0, size, size), _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or not (asked[1] or asked[2]) or "if-range" in request.headers:
        return whole
    if asked[1]:
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
        if asked[2] and int(asked[2]) < first:
            return whole
    else:
        first, last = max(size - int(asked[2]), 0), size - 1
    if first > last:
        raise HTTPException(416, headers={"Content-Range": f"bytes */{size}"})
    return Part(first, last - first + 1, size)
