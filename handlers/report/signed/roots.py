"""The certificates of those who issue certificates, as the administrator keeps them, to check signatures against."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST_FILES, MOST_BYTES = 100, 200_000
_SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
_log = logging.getLogger(__name__)


def read_roots(place: str) -> tuple[bytes, ...]:
    """Of one file or of a folder's; none where no place is set or none can be read there, which `cchc doctor` tells."""
    if not place:
        return ()
    path = Path(place)
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found = [one for one in files if one.suffix.lower() in _SUFFIXES and one.stat().st_size <= MOST_BYTES]
        return tuple(one.read_bytes() for one in found[:MOST_FILES])
    except OSError:
        _log.warning("the certificates that signatures are checked against cannot be read")
        return ()


def certificates_in(files: tuple[bytes, ...]) -> Iterator[Any]:
    """As pyhanko takes them; what is none is passed over."""
    from asn1crypto import pem, x509  # type: ignore[import-untyped]  # loaded with the first signed file

    for content in files:
        try:
            many = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
            for der in many:
                certificate = x509.Certificate.load(der)
                _ = certificate.subject.native, certificate.public_key.native  # read now, and not while checking
                yield certificate
        except (ValueError, TypeError, KeyError):
            continue
