import asyncio

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.botapi import BotApiServer, User, text_message
from tests.botapi.people import LAN


class Receiver:
    """A webhook that answers with the given statuses, then with 200."""

    def __init__(self, *statuses: int, body: str = "", seconds: float = 0.0) -> None:
        self.statuses = list(statuses)
        self.body = body
        self.seconds = seconds
        self.received: list[str] = []
        self.secrets: set[str | None] = set()
        self.at_once = self.most_at_once = 0

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        self.received.append(update["message"]["text"])
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, text=self.body, content_type="application/json")

    async def __aenter__(self) -> str:
        self.runner = web.ServerRunner(web.Server(self))  # type: ignore[no-untyped-call, unused-ignore]
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}/hook"

    async def __aexit__(self, *_: object) -> None:
        await self.runner.cleanup()


async def test_a_webhook_gets_updates_of_one_chat_in_order_until_it_accepts_them(
    server: BotApiServer, bot: Bot
) -> None:
    receiver = Receiver(500, 404)
    server.push(text_message(LAN, "1"))
    async with receiver as url:
        await bot.set_webhook(url, secret_token="s3cret_-")
        server.push(text_message(LAN, "2"))
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await server.updates.wait_until_confirmed()
        info = await bot.get_webhook_info()
        assert (info.pending_update_count, info.last_error_message) == (
            0,
            "Wrong response from the webhook: 404 Not Found",
        )
        await bot.delete_webhook()
    assert receiver.received == ["1", "1", "1", "2"]
    assert receiver.secrets == {"s3cret_-"}
    assert await bot.get_updates() == ()
    assert await bot.set_webhook("")


async def test_a_webhook_gets_several_chats_at_once_up_to_max_connections(server: BotApiServer, bot: Bot) -> None:
    receiver = Receiver(seconds=0.05)
    async with receiver as url:
        await bot.set_webhook(url, max_connections=3)
        for i in range(9):
            server.push(text_message(User(80000 + i), str(i)))
        await server.updates.wait_until_confirmed()
        await bot.delete_webhook()
    assert receiver.most_at_once == 3
    assert sorted(receiver.received) == list("012345678")


async def test_a_call_in_the_webhooks_answer_is_made(server: BotApiServer, bot: Bot) -> None:
    receiver = Receiver(body=f'{{"method": "sendMessage", "chat_id": {LAN.id}, "text": "chào"}}')
    async with receiver as url:
        await bot.set_webhook(url)
        server.push(text_message(LAN, "1"))
        [call] = await server.wait_for(1)
        assert call.params["text"] == "chào"
        receiver.body = '{"method": "sendMessage", "chat_id": 5, "text": "x"}'
        server.push(text_message(LAN, "2"))
        await server.updates.wait_until_confirmed()
    assert server.problems == ["a webhook answered with sendMessage, which was refused: Bad Request: chat not found"]
    server.problems.clear()


async def test_webhook_addresses_and_secrets_are_checked(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("http://cchc.example.vn/")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("https://cchc.example.vn/", secret_token="có dấu")
    with pytest.raises(BadRequest, match="ports 80, 88, 443 or 8443"):
        await bot.set_webhook("https://cchc.example.vn:9000/")
