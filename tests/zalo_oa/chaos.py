"""Citizens on Zalo while the bot is killed."""

from dataclasses import dataclass, field

from bot.channels.zalo.taps import Tap, Taps
from tests.chat import SECRET
from tests.posting import Posted, PostingCitizens
from tests.zalo_oa import events
from tests.zalo_oa.people import signed, written
from tests.zalo_oa.server import APP_ID, APP_SECRET, OA_ID, OA_SECRET, ZaloServer

FIRST_USER = 7_410_000_000_000_000_000


def address(number: int) -> str:
    return str(FIRST_USER + number)


def environment(zalo: ZaloServer) -> dict[str, str]:
    return {
        "CCHC_ZALO_APP_ID": APP_ID,
        "CCHC_ZALO_APP_SECRET": APP_SECRET,
        "CCHC_ZALO_OA_ID": OA_ID,
        "CCHC_ZALO_OA_SECRET_KEY": OA_SECRET,
        "CCHC_ZALO_API_URL": zalo.url,
        "CCHC_ZALO_OAUTH_URL": zalo.url,
        "CCHC_ZALO_RATE": "100000",
    }


@dataclass(kw_only=True)
class ZaloCitizens(PostingCitizens):
    zalo: ZaloServer
    taps: Taps = field(default_factory=lambda: Taps(SECRET.encode()))

    def tap(self, number: int, level: int) -> Posted:
        who = address(number)
        self.zalo.state.followers.add(who)
        event = events.words(who, self.taps.tap(who, Tap("😍", f"rate:{number}:{level}", "1")))
        body = written(event)
        return Posted("/zalo", body, {"X-ZEvent-Signature": signed(body, event["timestamp"])})

    def is_answered(self, number: int) -> bool:
        return any(call.user_id == address(number) for call in self.zalo.state.sent)
