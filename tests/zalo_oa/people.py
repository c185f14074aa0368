"""People who write to the account: their phone shows what was sent, and taps come back as Zalo sends them."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from bot.channels.zalo.signature import mac
from tests.whole import Whole
from tests.zalo_oa import events
from tests.zalo_oa.server import APP_ID, OA_SECRET, ZaloServer
from tests.zalo_oa.state import Json, SentCall

_TIMES = 20
MORE = ("Thêm lựa chọn", "More choices")


def written(event: Json) -> bytes:
    """As no program of ours writes JSON, so that only the bytes as they came can be signed."""
    return json.dumps(event, ensure_ascii=True, separators=(" ,", " : ")).replace("/", "\\/").encode()


def signed(body: bytes, timestamp: object, *, first: str = APP_ID, secret: str = OA_SECRET, form: str = "mac=") -> str:
    return form + mac(first, body, str(timestamp), secret)


@dataclass
class Webhook:
    """Posts as Zalo does: the same again where the bot asks for it, as a slow machine makes it do."""

    url: str

    async def __call__(self, event: Json, **how: Any) -> int:
        for _ in range(_TIMES):
            status = await self.once(event, **how)
            if status != 503:
                break
        return status

    async def once(self, event: Json, **how: Any) -> int:
        body = written(event)
        return await self.raw(body, signed(body, event.get("timestamp"), **how))

    async def raw(self, body: bytes, signature: str | None) -> int:
        headers = {"Content-Type": "application/json"} | ({"X-ZEvent-Signature": signature} if signature else {})
        async with (
            ClientSession() as session,
            session.post(f"{self.url}/zalo", data=body, headers=headers) as response,
        ):
            return response.status


@dataclass
class Follower:
    zalo: ZaloServer
    bot: Whole
    id: str

    @property
    def inbox(self) -> list[SentCall]:
        return self.zalo.state.to(self.id)

    @property
    def last(self) -> SentCall:
        return self.inbox[-1]

    @property
    def hears(self) -> str:
        return self.last.text

    async def sends(self, event: Json) -> list[SentCall]:
        """What is answered, also by what takes longer."""
        before = len(self.inbox)
        assert await Webhook(self.bot.url)(event) == 200
        await settled(self.bot)
        return self.inbox[before:]

    async def follows(self) -> SentCall:
        self.zalo.state.followers.add(self.id)
        return (await self.sends(events.about(self.id, "follow", source="search")))[-1]

    async def says(self, text: str, **more: Any) -> SentCall:
        self.zalo.state.followers.add(self.id)
        return (await self.sends(events.words(self.id, text, **more)))[-1]

    async def taps(self, label: str, message: SentCall | None = None) -> SentCall:
        """The first button whose title holds this, of the two newest messages with buttons, of which one may go on
        with the other; behind *Thêm lựa chọn*, too."""
        shown = [call for call in self.inbox if call.buttons][:-3:-1] if message is None else [message]
        buttons = [button for call in shown for button in call.buttons]
        for button in buttons:
            if label in button["title"]:
                return (await self.sends(events.words(self.id, button["payload"])))[-1]
        further = [button for button in buttons if button["title"].startswith(MORE)]
        assert further, f"no button {label!r} among {[button['title'] for button in buttons]}"
        return await self.taps(label, (await self.sends(events.words(self.id, further[0]["payload"])))[-1])


async def settled(bot: Whole) -> None:
    """Everything that was said is handled and answered, its jobs too."""
    await bot.comes_to(0, "SELECT count(*) FROM job WHERE ended_at IS NULL")
    await bot.application.delivery.settle()
