"""The settings of an account that the tests' Zalo serves, and the permission that it has given."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.settings.settings import Settings
from storage.database import Connection, Database
from storage.ground.channels import ZALO
from storage.messages.grants import Pair, keep_grant
from storage.migrate import migrate
from tests.chat import SECRET
from tests.whole import AGENCY
from tests.zalo_oa.server import APP_ID, APP_SECRET, OA_ID, OA_SECRET, REFRESH, TOKEN, ZaloServer


async def permitted(url: str) -> str:
    """The same database, with the permission in it."""
    database = Database(url)
    await migrate(database)
    async with database.write() as db:
        await keep_permission(db)
    await database.close()
    return url


async def keep_permission(db: Connection) -> None:
    """An hour old."""
    now = datetime.now(UTC) - timedelta(hours=1)
    await keep_grant(db, ZALO, Pair(TOKEN, REFRESH, now + timedelta(hours=25)), now)


def zalo_settings(zalo: ZaloServer, database_url: str, port: int, **more: Any) -> Settings:
    return Settings(
        **{
            "database_url": database_url,
            "agency": AGENCY,
            "secret_key": SECRET,
            "zalo_app_id": APP_ID,
            "zalo_app_secret": APP_SECRET,
            "zalo_oa_id": OA_ID,
            "zalo_oa_secret_key": OA_SECRET,
            "zalo_api_url": zalo.url,
            "zalo_oauth_url": zalo.url,
            "zalo_rate": 10_000,
            "web_port": port,
            "public_url": f"http://127.0.0.1:{port}",
            **more,
        }
    )
