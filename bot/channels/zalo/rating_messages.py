"""Zalo's own message that asks for a rating, of a template that Zalo has approved: to a follower whom an ordinary
message does not reach any more, and, where the office wants that, to the phone number in a file that is being imported.

Each costs money: a message of which nobody knows whether Zalo took it is not sent again."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.base import NotSent
from bot.channels.zalo.errors import TOKEN, TOO_FAST
from bot.channels.zalo.service import Service, error_of
from bot.channels.zalo.tokens import Tokens
from bot.intake import Clock
from bot.settings.settings import Settings
from handlers.words.formats import day
from storage.database import Database
from storage.dossiers.dossiers import DossierView, find_dossier
from storage.ground.channels import ZALO
from storage.ground.days.working_time import local_day
from storage.people.people import find_sender_at
from storage.ratings import invitations

# The business API has a number of its own for a token it does not know.
_TOKEN = TOKEN | {-124}
PAUSE_SECONDS = 60.0
# What Zalo takes of one field, as far as templates say.
LONGEST_FIELD = 100
log = logging.getLogger(__name__)


class RatingMessages:
    def __init__(self, settings: Settings, database: Database, service: Service, tokens: Tokens, clock: Clock) -> None:
        self._settings = settings
        self._database = database
        self._service = service
        self._tokens = tokens
        self._clock = clock

    @property
    def template(self) -> str:
        return self._settings.zalo_rating_template

    async def ask_person(self, address: str, dossier_id: int) -> bool:
        """Whether Zalo took it. False also where there is no template, or this dossier has had its message. Raises
        NotSent where it may be tried again."""
        if not self.template:
            return False
        async with self._database.write() as db:
            person = await find_sender_at(db, ZALO, address, local_day(self._clock()))
            dossier = await find_dossier(db, dossier_id)
            if dossier is None or dossier.level is not None or not person.id:
                return False
            tracking_id = await invitations.claim_invitation(db, ZALO, dossier_id, person.id, self._clock())
        if tracking_id is None:
            return False
        url = f"{self._settings.zalo_api_url}/v3.0/oa/message/template"
        return await self._send(tracking_id, url, {"user_id": address, **self._filled(dossier)})

    async def ask_by_phone(self, phones: Mapping[str, str]) -> None:
        """`phones`: code of a dossier → the number in the file (`0…`). They are kept nowhere; what cannot be sent now
        is not sent."""
        if not (self.template and self._settings.zalo_rating_by_phone):
            return
        async with self._database.read() as db:
            wanted = await invitations.to_ask_by_phone(db, list(phones), local_day(self._clock()))
        for one in wanted:
            number = _international(phones[one.code])
            if number:
                await self._ask_number(one.id, number)

    async def _ask_number(self, dossier_id: int, number: str) -> None:
        async with self._database.write(beside=True) as db:
            dossier = await find_dossier(db, dossier_id)
            tracking_id = await invitations.claim_invitation(db, ZALO, dossier_id, None, self._clock())
        if dossier is None or tracking_id is None:
            return
        trial = {"mode": "development"} if self._settings.zalo_rating_trial else {}
        body = {"phone": number, "tracking_id": tracking_id, **self._filled(dossier), **trial}
        try:
            await self._send(tracking_id, f"{self._settings.zalo_business_url}/message/template", body)
        except NotSent as failure:
            log.warning("a rating message by phone number was not sent: %s", failure.reason)

    def _filled(self, dossier: DossierView) -> dict[str, Any]:
        values = {
            "code": dossier.code,
            "procedure": dossier.procedure,
            "agency": self._settings.agency,
            "received": day(dossier.received_on),
            "returned": day(dossier.returned_on) if dossier.returned_on else "",
        }
        data = {name: values[holds][:LONGEST_FIELD] for name, holds in self._settings.rating_fields.items()}
        return {"template_id": self.template, "template_data": data}

    async def _send(self, tracking_id: str, url: str, body: Mapping[str, Any]) -> bool:
        try:
            answer = await self.call("POST", url, body=body)
        except NotSent as failure:
            await self._settle(tracking_id, failure)
            raise
        code, data = error_of(answer), answer.get("data")
        async with self._database.write(beside=True) as db:
            if code == 0 and isinstance(data, dict):
                message_id = data.get("message_id") or data.get("msg_id")
                kept = None if message_id is None else str(message_id)
                await invitations.invitation_taken(db, tracking_id, kept, self._clock())
                return True
            await invitations.invitation_failed(db, tracking_id, f"Zalo {code}")
        log.warning("Zalo does not take a rating message: %s", code)
        return False

    async def _settle(self, tracking_id: str, failure: NotSent) -> None:
        """It is tried again only where it cannot have been taken."""
        async with self._database.write(beside=True) as db:
            if failure.retry and failure.after is not None:
                await invitations.give_invitation_back(db, tracking_id)
            else:
                await invitations.invitation_failed(db, tracking_id, failure.reason)

    async def call(
        self, method: str, url: str, *, query: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """Once more with another token where Zalo does not take this one. Raises NotSent, with `after` where nothing
        was taken."""
        for _ in range(2):
            token = await self._tokens.token()
            answer = await self._service.ask(method, url, {"access_token": token}, query=query, body=body)
            if error_of(answer) == TOO_FAST:
                raise NotSent("Zalo: too many requests in a minute", retry=True, after=PAUSE_SECONDS)
            if error_of(answer) not in _TOKEN:
                return answer
            await self._tokens.refused(token)
        raise NotSent("Zalo does not take the access token", retry=True, after=PAUSE_SECONDS)


def _international(phone: str) -> str:
    """`84…`; empty for what is no Vietnamese number."""
    digits = "".join(filter(str.isdecimal, phone))
    digits = "84" + digits[1:] if digits.startswith("0") else digits
    return digits if digits.startswith("84") and 10 <= len(digits) <= 12 else ""
