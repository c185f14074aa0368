"""`cchc zalo authorize`: a person of the Official Account permits the bot to use it."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from bot.channels.base import NotSent
from bot.channels.zalo.account import Account
from bot.channels.zalo.permissions import Refused, new_verifier
from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.words.catalogue import Words
from handlers.words.formats import moment
from storage.ground.refusals import Refusal
from storage.messages.grants import Pair

Show = Callable[[str], None]
_APPLICATION, _CALLBACK = -14002, -14003


async def authorize(
    settings: Settings, show: Show, prompt: Callable[[str], str], clock: Callable[[], datetime] = utc_now
) -> None:
    """Shows the address to open, takes what the browser was sent to, and keeps what comes of it. Refuses with a
    sentence that says what to do; what was permitted before stays then."""
    if not settings.serves_zalo_account:
        raise Refusal("setup.zalo")
    if not (settings.zalo_callback_url or settings.public_url):
        raise Refusal("setup.zalo_callback")
    async with opened(settings) as database:
        account = Account(settings, database, clock)
        try:
            await _authorize(settings, account, show, prompt)
        finally:
            await account.close()


async def _authorize(settings: Settings, account: Account, show: Show, prompt: Callable[[str], str]) -> None:
    say = Words("vi")
    fixed, state = settings.zalo_code_verifier, secrets.token_urlsafe(16)
    verifier = fixed.get_secret_value() if fixed else new_verifier()
    show(say("zalo.open", account=settings.zalo_oa_id))
    show(account.permissions.address(verifier, state))
    show(say("zalo.then"))
    code = _code(prompt(say("zalo.paste")), state, settings.zalo_oa_id)
    pair = await _exchanged(account, code, verifier)
    name = await _name(settings, account, pair)
    await account.keep(pair)
    show(say("zalo.kept" if name else "zalo.kept_untried", name=name, until=moment(pair.ends_at)))


def _code(typed: str, state: str, account: str) -> str:
    """Of the address the browser was sent to, or typed alone."""
    typed = typed.strip()
    if not typed:
        raise Refusal("zalo.nothing")
    if "=" not in typed:
        return typed
    said = {name: values[0] for name, values in parse_qs(urlsplit(typed).query or typed.partition("?")[2]).items()}
    if not said.get("code"):
        raise Refusal("zalo.no_code")
    if not hmac.compare_digest(said.get("state", "").encode(), state.encode()):
        raise Refusal("zalo.state")
    if said.get("oa_id", account) != account:
        raise Refusal("zalo.other_account", id=said["oa_id"], name="")
    return said["code"]


async def _exchanged(account: Account, code: str, verifier: str) -> Pair:
    try:
        return await account.permissions.exchange(code, verifier)
    except NotSent as failure:
        raise Refusal("zalo.not_reached", reason=failure.reason) from None
    except Refused as refusal:
        if refusal.code == _APPLICATION:
            raise Refusal("zalo.application") from None
        if refusal.code == _CALLBACK:
            raise Refusal("zalo.callback") from None
        raise Refusal("zalo.refused", reason=refusal.reason) from None


async def _name(settings: Settings, account: Account, pair: Pair) -> str:
    """Empty where the service cannot be asked just now; refuses what is another account's before it is kept."""
    try:
        id_, name = await account.name(pair.access_token)
    except NotSent:
        return ""
    if not id_:
        raise Refusal("zalo.not_taken")
    if id_ != settings.zalo_oa_id:
        raise Refusal("zalo.other_account", id=id_, name=name)
    return name or id_
