"""Keyed hashes and signed tokens: what may be compared or proved without being known."""

import base64
import hmac
from functools import lru_cache

_TOKEN_MAC_BYTES = 12
_LONGEST_TOKEN = 28  # of an id of 8 bytes; what is longer is measured before it is read


def _mac(secret: bytes, purpose: str, *parts: str) -> bytes:
    # The purpose keeps a hash made for one thing from passing for another.
    mac = _begun(secret).copy()
    mac.update("\x1f".join((purpose, *parts)).encode())
    return mac.digest()


@lru_cache(maxsize=8)
def _begun(secret: bytes) -> hmac.HMAC:
    """The key's own part of each hash, two thirds of the work where a file has a hundred thousand to be hashed."""
    return hmac.new(secret, digestmod="sha256")


def keyed_hash(secret: bytes, purpose: str, *parts: str) -> str:
    """Hex, 64 characters."""
    return _mac(secret, purpose, *parts).hex()


def phone_hash(secret: bytes, phone: str) -> str:
    """`phone`: digits with the leading 0. Equal for two dossiers of one person."""
    return keyed_hash(secret, "phone", phone)


def proof_hash(secret: bytes, dossier_code: str, last_digits: str) -> str:
    return keyed_hash(secret, "proof", dossier_code, last_digits)


def source_number(secret: bytes, channel: str, source: str) -> int:
    """Where something came from, as a number that names nobody."""
    return int(keyed_hash(secret, "source", channel, source)[:15], 16)


def dossier_token(secret: bytes, dossier_id: int) -> str:
    """Names a dossier and proves the right to open it; A–Z a–z 0–9 _ -, at most 28 characters."""
    number = dossier_id.to_bytes((dossier_id.bit_length() + 7) // 8 or 1, "big")
    mac = _mac(secret, "dossier", str(dossier_id))[:_TOKEN_MAC_BYTES]
    return base64.urlsafe_b64encode(mac + number).rstrip(b"=").decode()


def read_dossier_token(secret: bytes, token: str) -> int | None:
    """The dossier's id, or None for a token that was not made here."""
    if len(token) > _LONGEST_TOKEN:
        return None
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    dossier_id = int.from_bytes(raw[_TOKEN_MAC_BYTES:], "big")
    # Compared as a whole: of the several spellings base64 allows only the one that was given out is good.
    genuine = hmac.compare_digest(dossier_token(secret, dossier_id).encode(), token.encode())
    return dossier_id if dossier_id and genuine else None
