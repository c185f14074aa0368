"""How an Official Account permits the bot (OAuth 2 with PKCE): the address a person opens, the pair of tokens for the
code it gives, and the next pair for the one before."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bot.channels.zalo.service import Service, error_of
from bot.settings.settings import Settings
from storage.messages.grants import Pair

LASTS = timedelta(seconds=90_000)
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=30)
# Only a person can help: the token that renews is used, over or withdrawn.
OVER = frozenset((-14014, -14020))


class Refused(Exception):
    """`code`: None where the service gave none. `reason`: in its words; it never gives back a token."""

    def __init__(self, code: int | None, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    @property
    def is_for_good(self) -> bool:
        return self.code in OVER


def new_verifier() -> str:
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """S256 without padding: 43 characters."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Permissions:
    def __init__(self, settings: Settings, service: Service, clock: Callable[[], datetime]) -> None:
        self._app_id = settings.zalo_app_id
        self._secret = settings.zalo_app_secret.get_secret_value() if settings.zalo_app_secret else ""
        self._root = f"{settings.zalo_oauth_url}/v4/oa"
        self._callback = settings.zalo_callback_url or settings.public_url
        self._service = service
        self._clock = clock

    def address(self, verifier: str, state: str) -> str:
        """What a person of the account opens in a browser."""
        asked = {
            "app_id": self._app_id,
            "redirect_uri": self._callback,
            "code_challenge": challenge_of(verifier),
            "state": state,
        }
        return f"{self._root}/permission?{urlencode(asked)}"

    async def exchange(self, code: str, verifier: str) -> Pair:
        """Raises Refused and NotSent."""
        return await self._pair({"grant_type": "authorization_code", "code": code, "code_verifier": verifier})

    async def renew(self, refresh_token: str) -> Pair:
        """The token is used up by this. Raises Refused; NotSent, after which nobody knows whether it was."""
        return await self._pair({"grant_type": "refresh_token", "refresh_token": refresh_token})

    async def _pair(self, form: Mapping[str, str]) -> Pair:
        asked_at = self._clock()
        answer = await self._service.ask(
            "POST",
            f"{self._root}/access_token",
            {"secret_key": self._secret},
            form={"app_id": self._app_id, **form},
        )
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        # Errors come as HTTP 200, with a number or without: nothing but both tokens is a success.
        if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
            raise Refused(error_of(answer), _reason(answer, form.values()))
        return Pair(access, refresh, asked_at + _lasts(answer.get("expires_in")))


def _reason(answer: Mapping[str, Any], secrets_sent: Iterable[str]) -> str:
    """In a line; what was sent does not come back in it."""
    said = [answer.get(name) for name in ("error", "error_name", "error_reason", "error_description", "message")]
    line = " ".join(" ".join(str(part).split()) for part in said if isinstance(part, str | int))
    for secret in secrets_sent:
        line = line.replace(secret, "…")
    return line[:200]


def _lasts(told: Any) -> timedelta:
    """Seconds, as a number or as words; as the documentation says where it is unreadable."""
    try:
        return min(max(timedelta(seconds=int(told)), _SHORTEST), _LONGEST)
    except (TypeError, ValueError, OverflowError):
        return LASTS
