"""The two bots ours is measured against: `python -m tests.bench.bare library|floor PORT`."""

import asyncio
import logging
import sys

import aiohttp
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

TOKEN = "123456:benchmark"


def library(root: str) -> None:
    """A bare python-telegram-bot echo bot, as it comes."""

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    application = Application.builder().token(TOKEN).base_url(f"{root}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


async def floor(root: str) -> None:
    """An echo on aiohttp and dictionaries: no framework, nothing kept, up to 64 replies at once."""
    base = f"{root}/bot{TOKEN}"
    at_once = asyncio.Semaphore(64)
    tasks: set[asyncio.Task[None]] = set()
    async with aiohttp.ClientSession() as session:

        async def echo(message: dict[str, object]) -> None:
            chat: dict[str, object] = message["chat"]  # type: ignore[assignment]
            async with at_once, session.post(f"{base}/sendMessage", data={"chat_id": chat["id"], "text": "5"}) as reply:
                await reply.read()

        offset = 0
        while True:
            async with session.post(f"{base}/getUpdates", json={"offset": offset}) as response:
                updates = (await response.json())["result"]
            for update in updates:
                task = asyncio.create_task(echo(update["message"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                offset = update["update_id"] + 1


if __name__ == "__main__":
    logging.disable()
    root = f"http://127.0.0.1:{sys.argv[2]}"
    if sys.argv[1] == "library":
        library(root)
    else:
        asyncio.run(floor(root))
