"""What `cchc doctor` says of the account's permission."""

from datetime import datetime, timedelta

from bot.channels.base import Findings, NotSent
from bot.channels.zalo.account import Account
from bot.settings.settings import Settings
from handlers.words.formats import integer, moment
from storage.messages.grants import Grant
from storage.outages import Unavailable

_HOUR = timedelta(hours=1)


async def examine_permission(found: Findings, account: Account, settings: Settings, now: datetime) -> None:
    """Reads what is stored and asks for the account's name; renews nothing, for the bot may be at it."""
    try:
        grant = await account.permission()
    except Unavailable:  # told already
        return
    if grant is None:
        found.bad("zalo_no_permission")
    elif grant.needs_a_person(now):
        found.bad("zalo_permission_over", until=moment(grant.ends_at), reason=grant.refusal)
    elif now >= grant.ends_at:
        found.note("zalo_permission_waits", until=moment(grant.ends_at))
    else:
        await _try_out(found, account, settings, grant, now)


async def _try_out(found: Findings, account: Account, settings: Settings, grant: Grant, now: datetime) -> None:
    try:
        id_, name = await account.name(grant.access_token)
    except NotSent:
        found.bad("zalo_broken", url=settings.zalo_api_url)
        return
    if not id_:
        found.bad("zalo_token_refused")
    elif id_ != settings.zalo_oa_id:
        found.bad("zalo_other_account", name=name, id=id_)
    else:
        found.good("zalo", name=name, hours=integer(int((now - grant.renewed_at) / _HOUR)))
