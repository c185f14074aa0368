"""People who write to the bot over Zalo's Bot Platform, where a number chooses."""

import re
from typing import Any

from bot.settings.settings import Settings
from tests.chat import SECRET
from tests.whole import AGENCY
from tests.zalo_bot.server import ZaloBotServer

LAN, MINH, HOA = "e4ea2cd5189df1c3a88c", "7b1f03aa55d2c9e8f001", "11aa22bb33cc44dd55ee"
_LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)


def zalo_bot_settings(server: ZaloBotServer, database_url: str, **more: Any) -> Settings:
    values = {"zalo_bot_token": server.token, "zalo_bot_api_url": server.url, "web_port": 0}
    return Settings(**{"database_url": database_url, "agency": AGENCY, "secret_key": SECRET, **values, **more})


async def says(server: ZaloBotServer, person: str, text: str, replies: int = 1) -> str:
    """The last of the replies to it."""
    before = len(server.heard[person])
    await server.push(server.message(person, text=text))
    return (await server.wait_for(person, before + replies))[-1]


def number_of(text: str, label: str) -> str:
    """Of the first line that holds this."""
    found = [number for number, line in _LINE.findall(text) if label in line]
    assert found, f"no line with {label!r} in {text!r}"
    return str(found[0])


async def chooses(server: ZaloBotServer, person: str, label: str, replies: int = 1) -> str:
    """Types the number that stands before it on the newest message."""
    return await says(server, person, number_of(server.heard[person][-1], label), replies)
