"""The Official Account as its owner has permitted us to use it."""

from bot.channels.zalo.missed import MissedRatings
from bot.channels.zalo.permissions import Permissions
from bot.channels.zalo.rating_messages import RatingMessages
from bot.channels.zalo.service import Service, error_of
from bot.channels.zalo.tokens import Tokens
from bot.intake import Clock, utc_now
from bot.settings.settings import Settings
from storage.database import Database
from storage.ground.channels import ZALO
from storage.messages.grants import Grant, Pair, grant_of, keep_grant


class Account:
    def __init__(self, settings: Settings, database: Database, clock: Clock = utc_now) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self.service = Service()
        self.permissions = Permissions(settings, self.service, clock)
        self.tokens = Tokens(database, self.permissions, clock)
        self.rating_messages = RatingMessages(settings, database, self.service, self.tokens, clock)
        self.missed_ratings = MissedRatings(settings, database, self.rating_messages, clock)

    async def name(self, access_token: str) -> tuple[str, str]:
        """Whose token it is: the account's id and name; both empty where the service does not know it. Raises
        NotSent."""
        url = f"{self._settings.zalo_api_url}/v2.0/oa/getoa"
        answer = await self.service.ask("GET", url, {"access_token": access_token})
        data = answer.get("data")
        if error_of(answer) != 0 or not isinstance(data, dict):
            return "", ""
        id_ = data.get("oa_id") or data.get("oaid") or data.get("id") or ""
        return str(id_), " ".join(str(data.get("name") or "").split())

    async def keep(self, pair: Pair) -> None:
        """What a person has permitted, in the place of what was before."""
        async with self._database.write() as db:
            await keep_grant(db, ZALO, pair, self._clock())

    async def permission(self) -> Grant | None:
        async with self._database.read() as db:
            return await grant_of(db, ZALO)

    async def close(self) -> None:
        await self.tokens.close()
        await self.service.close()
