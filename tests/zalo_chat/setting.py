"""The settings of an account that the tests' Zalo serves."""

from typing import Any

from bot.settings.settings import Settings
from tests.chat import SECRET
from tests.whole import AGENCY
from tests.zalo_oa.server import APP_ID, APP_SECRET, OA_ID, OA_SECRET, TOKEN, ZaloServer


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
            "zalo_access_token": TOKEN,
            "zalo_api_url": zalo.url,
            "zalo_rate": 10_000,
            "web_port": port,
            "public_url": f"http://127.0.0.1:{port}",
            **more,
        }
    )
