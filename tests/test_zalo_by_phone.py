"""By phone number people are asked to rate only while the file that has it is being imported, and only where the office
wants that; the number is kept nowhere."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.application import office_of
from bot.asking_by_phone import AskingByPhone
from bot.commands.importing import ImportOrder, import_into
from bot.intake import utc_now
from bot.worker import Worker
from handlers.kit.long_work import Workshop
from storage.database import Database
from storage.ground.channels import ZALO
from storage.messages.grants import Pair, keep_grant
from storage.models import Role
from tests.chat import Person, Town
from tests.command_line import stored
from tests.databases import sqlite_url
from tests.samples import link_of, receives
from tests.zalo_permission import OVER
from tests.zalo_rating_office import Office, comes_back, feedback, office, ratings_of, rows
from tests.zalo_services import TEMPLATE, ZaloServices, zalo_settings

__all__ = ["office"]
HEAD = "Mã hồ sơ,Số điện thoại,Tiếp nhận,Hẹn trả,Ngày trả kết quả,Mã thủ tục,Hình thức nộp\n"
# Returned today; with a number that is none; long ago; in hand; opened in a chat.
FILE = HEAD + "".join(
    f"{row},P-1,Trực tiếp\n"
    for row in (
        "T-1,0912345671,01/06/2026,08/06/2026,15/06/2026",
        "T-2,0283456789,01/06/2026,08/06/2026,12/06/2026",
        "T-3,0912345673,01/03/2026,08/03/2026,02/03/2026",
        "T-4,0912345674,01/06/2026,28/06/2026,",
        "T-5,0912345675,01/06/2026,08/06/2026,15/06/2026",
    )
)


async def _imports(town: Town, office: Office, **more: Any) -> Person:
    """The officer sends the file and confirms it."""
    account = office.account(**{"zalo_rating_by_phone": True, **more})
    town.office.asks_by_phone = office_of(account._settings).asks_by_phone
    asking = AskingByPhone([account.rating_messages])
    workshop = Workshop(town.database, town.office, town._fetch, town._clock, ask_by_phone=asking.begin)
    town.worker = Worker(workshop, town._deliver, town._clock)
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("ho-so.csv", FILE.encode())
    await officer.taps("Nhập")
    await asyncio.gather(*asking._tasks)
    return officer


async def test_who_has_just_got_a_result_is_asked_once_and_the_number_is_kept_nowhere(
    town: Town, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await receives(town, "T-5,0912345675,01/06/2026,08/06/2026,")
    await town.person(channel="telegram").says(await link_of(town, "T-5"))
    officer = await _imports(town, office)
    sent = list(office.zalo.taken.values())
    assert [one["phone"] for one in sent] == ["84912345671", "84283456789"]
    assert all(len(one["tracking_id"]) <= 48 for one in sent)
    assert [one["template_data"]["ma_ho_so"] for one in sent] == ["T-1", "T-2"]
    assert "1 qua tài khoản" not in (said := (await officer.says("/summary tháng 6/2026")).text)
    assert "2 (0 qua tài khoản, 2 qua số điện thoại)" in said
    kept = "\n".join(map(str, await rows(town, "SELECT * FROM rating_invitation")))
    assert "9123456" not in kept + caplog.text
    await comes_back(town, feedback(tracking=sent[0]["tracking_id"], rate=5))
    assert await ratings_of(town) == [(5, None, 0, ZALO)]
    await office.accounts[0].rating_messages.ask_by_phone({"T-1": "0912345671", "T-2": "0283456789"})
    assert len(office.zalo.taken) == 2


@pytest.mark.parametrize("more", [{"zalo_rating_by_phone": False}, {"zalo_rating_template": ""}], ids=str)
async def test_nobody_is_asked_by_phone_unless_the_office_wants_it(
    town: Town, office: Office, more: dict[str, Any]
) -> None:
    await _imports(town, office, **more)
    assert office.zalo.calls("/message/template") == []
    assert await rows(town, "SELECT count(*) FROM rating_invitation") == [(0,)]


async def test_a_trial_goes_to_the_administrators_and_what_is_refused_is_counted(town: Town, office: Office) -> None:
    office.zalo.fails = [{"error": -114, "message": "Zalo user is inactive 84912345671"}]
    await _imports(town, office, zalo_rating_trial=True)
    assert [one["mode"] for one in office.zalo.calls("/message/template")] == ["development"] * 3
    assert await rows(town, "SELECT failure FROM rating_invitation WHERE failure IS NOT NULL") == [("Zalo -114",)]


async def test_the_command_line_asks_too(tmp_path: Path) -> None:
    async with ZaloServices() as zalo:
        settings = zalo_settings(zalo, sqlite_url(tmp_path), zalo_rating_template=TEMPLATE, zalo_rating_by_phone=True)
        database, now = Database(settings.database_url), utc_now()
        async with database.write() as db:
            await keep_grant(db, ZALO, Pair(zalo.access, zalo.refresh, now + OVER), now)
        await database.close()
        file = tmp_path / "ho-so.csv"
        today = f"{now + timedelta(hours=7):%d/%m/%Y}"
        file.write_text(f"{HEAD}T-1,0912345671,{today},{today},{today},P-1,Trực tiếp\n", "utf-8")

        def order(*, write: bool) -> ImportOrder:
            return ImportOrder("dossiers", file, None, None, (), write, lambda text: "", lambda done, total: None)

        await import_into(settings, order(write=False))
        assert zalo.taken == {}
        await import_into(settings, order(write=True))
        assert [one["phone"] for one in zalo.taken.values()] == ["84912345671"]
        assert not any("912345671" in line for line in stored(tmp_path))
