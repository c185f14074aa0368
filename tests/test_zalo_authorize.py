"""`cchc zalo authorize` walks an administrator through the permission; what goes wrong is a sentence of what to do."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.commands.doctor import examine
from bot.commands.zalo import authorize
from bot.settings.settings import Settings
from storage.database import Database
from storage.ground.channels import ZALO
from storage.ground.refusals import Refusal
from storage.messages.grants import Grant, grant_of
from tests.command_line import cchc
from tests.databases import sqlite_url
from tests.zalo_permission import House, house, without
from tests.zalo_services import OA, ZaloServices, zalo_settings

__all__ = ["house"]
ADDRESS = re.compile(r"^http\S+/v4/oa/permission\?\S+$")


async def _runs(settings: Settings, types: Callable[[str], str]) -> list[str]:
    """What the terminal shows; `types`: what is typed after the address has been opened."""
    shown: list[str] = []

    def prompt(text: str) -> str:
        [address] = filter(ADDRESS.match, shown)
        shown.append(text)
        return types(address)

    await authorize(settings, shown.append, prompt)
    return shown


async def _grant(settings: Settings) -> Grant | None:
    database = Database(settings.database_url)
    async with database.read() as db:
        grant = await grant_of(db, ZALO)
    await database.close()
    return grant


async def _doctor(settings: Settings) -> str:
    shown: list[str] = []
    await examine(settings, shown.append)
    return "\n".join(shown)


async def test_the_address_that_the_browser_was_sent_to_is_all_that_has_to_be_typed(tmp_path: Path) -> None:
    async with ZaloServices() as zalo:
        settings = zalo_settings(zalo, sqlite_url(tmp_path))
        assert "→ chạy cchc zalo authorize" in await _doctor(settings)
        shown = await _runs(settings, lambda address: f"  {zalo.permits(address)}\n")
        assert shown[-1].startswith("Đã lưu quyền của tài khoản Sở Thử OA.")
        grant = await _grant(settings)
        assert grant is not None
        assert grant.access_token == zalo.access
        assert zalo.access not in "\n".join(shown)
        [exchanged] = zalo.calls("/v4/oa/access_token")
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", exchanged["code_verifier"])
        assert "Zalo: tài khoản Sở Thử OA, quyền được gia hạn 0 giờ trước" in await _doctor(settings)
        # The code alone will do, too; and a verifier that the application's page fixes.
        fixed = settings.model_copy(update={"zalo_code_verifier": settings.zalo_app_secret})
        await _runs(fixed, lambda address: re.findall(r"code=([^&]+)", zalo.permits(address))[0])
        assert zalo.calls("/v4/oa/access_token")[-1]["code_verifier"] == "app-secret-of-tests"


def _of_another_time(zalo: ZaloServices, address: str) -> str:
    return re.sub(r"state=.*", "state=AAAA", zalo.permits(address))


def _of_another_account(zalo: ZaloServices, address: str) -> str:
    return zalo.permits(address).replace(OA, "111")


REFUSED: dict[str, tuple[Callable[[ZaloServices, str], str], dict[str, Any] | bytes | None]] = {
    "zalo.nothing": (lambda zalo, address: " ", None),
    "zalo.no_code": (lambda zalo, address: "https://so-thu.example/?error=denied&state=x", None),
    "zalo.state": (_of_another_time, None),
    "zalo.other_account": (_of_another_account, None),
    "zalo.application": (lambda zalo, address: "code", {"error": -14002, "error_name": "Invalid app id"}),
    "zalo.callback": (lambda zalo, address: "code", {"error": "-14003", "error_name": "Invalid redirect uri"}),
    "zalo.refused": (lambda zalo, address: "no-such-code", None),
    "zalo.not_reached": (lambda zalo, address: "code", b"<html>login</html>"),
}


async def test_what_goes_wrong_is_said_and_what_was_permitted_stays(house: House) -> None:
    settings = zalo_settings(house.zalo, house.url)
    for key, (types, answer) in REFUSED.items():
        house.zalo.fails = [] if answer is None else [answer]
        with pytest.raises(Refusal) as refusal:
            await _runs(settings, partial(types, house.zalo))
        assert refusal.value.key == key
        assert "no-such-code" not in str(refusal.value.values)
        grant = await _grant(settings)
        assert grant is not None
        assert grant.access_token == "access-0"


async def test_another_account_s_permission_is_not_kept_and_one_that_cannot_be_tried_is(house: House) -> None:
    settings = zalo_settings(house.zalo, house.url, zalo_oa_id="111")
    with pytest.raises(Refusal, match="other_account"):
        await _runs(settings, lambda address: house.zalo.permits(address).replace(f"oa_id={OA}&", ""))
    untried = zalo_settings(house.zalo, house.url, zalo_api_url="http://127.0.0.1:9")
    shown = await _runs(untried, house.zalo.permits)
    assert "chưa hỏi được Zalo" in shown[-1]
    assert "không kết nối được với Zalo" in await _doctor(untried)


async def test_doctor_says_how_to_permit_anew(house: House) -> None:
    settings = zalo_settings(house.zalo, house.url)
    await house.is_permitted()
    assert "Zalo: quyền hết từ" in await _doctor(settings)  # the tests' clock is long past
    house.zalo.fails = [{"error": -14014, "error_name": "Invalid refresh token"}]
    tokens = house.process()
    house.now = house.now.replace(year=2027)
    await without(tokens)
    said = await _doctor(settings)
    assert "không gia hạn được quyền (-14014 Invalid refresh token)" in said
    assert "chạy cchc zalo authorize để cấp lại quyền" in said


@pytest.mark.usefixtures("command_line")
def test_the_command_stands_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "authorize" in cchc("zalo", "--help").output
    result = cchc("zalo", "authorize")
    assert result.exit_code == 1
    assert "CCHC_ZALO_APP_ID" in result.output
    for name, value in (("APP_ID", "1"), ("APP_SECRET", "s"), ("OA_ID", "2"), ("OA_SECRET_KEY", "k")):
        monkeypatch.setenv(f"CCHC_ZALO_{name}", value)
    assert "CCHC_ZALO_CALLBACK_URL" in cchc("zalo", "authorize").output
    monkeypatch.setenv("CCHC_PUBLIC_URL", "https://so-thu.example")
    result = cchc("zalo", "authorize")  # nobody types
    assert result.exit_code == 1
    assert "Chưa dán địa chỉ nào" in result.output
