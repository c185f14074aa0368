"""The web chat: one page over the JSON interface that docs/web-chat.md describes."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import json_body
from bot.channels.web.limiter import network_of
from bot.channels.web.lines import FileLinks, shown
from bot.channels.web.news import News
from bot.channels.web.sessions import refuse_other_sites
from bot.channels.web.values import client_id, message_id, number, text_of
from bot.channels.web.visitors import Visitors
from bot.demo.looks import look_of, shown_as
from bot.intake import Intake, utc_now
from handlers.incoming import Incoming
from handlers.kit.command_menu import command_menu
from handlers.kit.occasion import Office, words_for
from handlers.routes import ROUTES
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.channels import WEB
from storage.ground.days.working_time import local_day
from storage.messages import conversations, files
from storage.messages.conversations import Line
from storage.messages.payloads import Said
from storage.people.people import find_sender_at

LONGEST_WAIT_SECONDS = 25.0
# Another process may have written; asking the database now and then finds it.
LOOK_AGAIN_SECONDS = 5.0
MAX_TEXT = 10_000
# Named one by one: then a phone turns its own kind of picture (HEIC) into one of these.
CITIZENS_FILES = "image/jpeg,image/png,image/webp,audio/ogg,audio/mp4,video/mp4,video/quicktime"


class WebChat:
    def __init__(self, database: Database, office: Office, intake: Intake, visitors: Visitors, news: News) -> None:
        self._database = database
        self._office = office
        self._intake = intake
        self._visitors = visitors
        self._news = news
        self._links = FileLinks(office.secret)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/chat", self.about),
            Route("/api/chat/messages", self.messages, methods=["GET"]),
            Route("/api/chat/messages", self.send, methods=["POST"]),
        ]

    async def about(self, request: Request) -> Response:
        visitor = await self._visitors.visitor(request)
        sender, say = await self._visitors.sender(visitor), Words(visitor.language)
        commands = [
            {"command": f"/{name}", "description": text}
            for name, text in command_menu(say, ROUTES.listed_for(sender, self._office))
        ]
        accept = CITIZENS_FILES if sender.is_citizen else ""
        return JSONResponse(
            {"agency": self._office.agency, "commands": commands, "attachments": True, "accept": accept}
        )

    async def messages(self, request: Request) -> Response:
        address = (await self._visitors.visitor(request)).address
        after = number(request.query_params.get("after", "0"))
        wait = min(number(request.query_params.get("wait", "0")), LONGEST_WAIT_SECONDS)
        lines = await self._fetch(address, after, wait)
        if lines:  # the same commit that brought them may have ended the session
            await self._visitors.visitor(request)
        said = [line.content for line in lines if isinstance(line.content, Said)]
        file_ids = {one.file_id for one in said if one.file_id is not None}
        async with self._database.read() as db:
            cards = await files.cards_of(db, file_ids)
            begins = await conversations.first_line(db, address)
        messages = [shown(line, address, self._links, cards) for line in lines]
        if self._office.demo and (look := look_of(request)):
            await self._draw(look, address, lines, messages)
        more = bool(after) and len(lines) == conversations.LAST
        return JSONResponse({"messages": messages, "more": more, "begins": begins})

    async def _draw(self, look: str, address: str, lines: Sequence[Line], messages: Sequence[dict[str, Any]]) -> None:
        """What was said as that messenger shows it."""
        async with self._database.read() as db:
            say = words_for(await find_sender_at(db, WEB, address, local_day(utc_now())))
        for line, message in zip(lines, messages, strict=True):
            if isinstance(line.content, Said):
                message["drawn"] = shown_as(look, line.content, say)

    async def _fetch(self, address: str, after: int, wait: float) -> list[Line]:
        loop = asyncio.get_running_loop()
        until = loop.time() + wait
        while True:
            with self._news.of(address) as news:
                async with self._database.read() as db:
                    lines = await conversations.lines_after(db, address, after)
                left = until - loop.time()
                if lines or left <= 0 or self._news.is_closing:
                    return lines
                await asyncio.wait([news], timeout=min(left, LOOK_AGAIN_SECONDS))

    async def send(self, request: Request) -> Response:
        refuse_other_sites(request)
        body = await json_body(request)
        event = client_id(body.get("client_id"))
        visitor = await self._visitors.visitor(request, event)
        message = Incoming(
            channel=WEB,
            event_id=f"{visitor.address}/{event}",
            address=visitor.address,
            text=text_of(body, "text", MAX_TEXT),
            action=text_of(body, "action", 64),
            label=text_of(body, "label", 200),
            message_id=message_id(body.get("message_id")),
            language=visitor.language,
            source=network_of(request),
        )
        await self._intake.submit(message)
        return await self._visitors.answer(request, visitor, message.event_id)
