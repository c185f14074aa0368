"""Citizens on the Bot Platform while the bot is killed: a tap is the number of a line that the newest menu has."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.channels.zalo_bot.webhook import PATH
from storage.database import Connection
from storage.ground.channels import ZALO_BOT
from storage.keys import keyed_hash
from storage.messages.menus import open_menu
from storage.messages.payloads import StoredButton
from tests.chat import SECRET
from tests.posting import Posted, PostingCitizens
from tests.zalo_bot.server import ZaloBotServer


def address(number: int) -> str:
    return f"{number:020x}"


def environment(platform: ZaloBotServer) -> dict[str, str]:
    return {
        "CCHC_ZALO_BOT_TOKEN": platform.token,
        "CCHC_ZALO_BOT_API_URL": platform.url,
        "CCHC_ZALO_BOT_RATE": "1000000",  # as on the other channels: what is proved is no matter of the rate
    }


async def show_faces(db: Connection, numbers: Sequence[int], level: Callable[[int], int], now: datetime) -> None:
    """The line that each will choose, as it was sent before."""
    for number in numbers:
        choices = [StoredButton("😍", action=f"rate:{number}:{level(number)}")]
        await open_menu(db, ZALO_BOT, address(number), choices, now)


@dataclass(kw_only=True)
class BotCitizens(PostingCitizens):
    platform: ZaloBotServer

    def tap(self, number: int, level: int) -> Posted:
        update = self.platform.message(address(number), text="1")
        secret = keyed_hash(SECRET.encode(), "zalo bot webhook")
        headers = {"X-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
        return Posted(PATH, json.dumps(update).encode(), headers)

    def is_answered(self, number: int) -> bool:
        return bool(self.platform.heard[address(number)])
