"""Two doors on a receipt: the page, and a messenger's account. A short code leads from the one to the other."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application import office_of
from bot.settings.settings import Settings
from handlers.kit.occasion import Account
from storage.dossiers.dossiers import find_by_code
from storage.dossiers.short_codes import looks_like_one, short_code
from storage.ground.days.working_time import local_day
from storage.models import Role
from storage.people.units import add_unit, root_unit
from tests.chat import NOON, SECRET, Person, Town
from tests.databases import sqlite_url
from tests.office_files import lines, opened
from tests.page import Page, browser
from tests.samples import furnish, link_of, receives
from tests.whole import running, web_settings

ACCOUNT = Account("Zalo", "https://zalo.me/1234567890123456789")
RETURNED = "01/06/2026,08/06/2026,05/06/2026"


async def _code(town: Town, code: str) -> str:
    """What the page shows today."""
    async with town.db() as db:
        dossier = await find_by_code(db, code)
    assert dossier is not None
    return short_code(town.office.secret, dossier.id, town.today)


async def _staff(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.STAFF)


async def test_the_short_code_opens_in_any_chat_what_the_link_opens(any_town: Town) -> None:
    await receives(any_town, f"H-1,0912345678,{RETURNED}")
    code = await _code(any_town, "H-1")
    for channel in ("telegram", "web"):
        citizen, linked = any_town.person(channel=channel), any_town.person()
        await linked.says(await link_of(any_town, "H-1"))
        await citizen.says(code.lower().replace("-", " "))
        assert citizen.last.payload == linked.last.payload
    await citizen.taps("Rất hài lòng")
    assert "Đã ghi nhận cho hồ sơ H-1" in citizen.hears
    async with any_town.db() as db:
        said = (await db.exec_driver_sql("SELECT payload FROM web_message WHERE client_id IS NOT NULL")).all()
    assert said
    assert code not in str(said)


async def test_it_is_good_today_and_tomorrow_and_for_one_dossier(town: Town) -> None:
    await receives(town, f"H-1,0912345678,{RETURNED}", f"H-2,,{RETURNED}")
    code, other = await _code(town, "H-1"), await _code(town, "H-2")
    assert code[:-6] != other[:-6]
    citizen = town.person()
    await citizen.says(code[:-6] + other[-6:])
    assert "không đúng hoặc đã hết hạn" in citizen.hears
    town.passes(days=1)
    await citizen.says(code)
    assert "Hồ sơ H-1" in citizen.hears
    town.passes(days=1)
    late = town.person()
    await late.says(code)
    assert "không đúng hoặc đã hết hạn" in late.hears


async def test_after_too_many_wrong_codes_none_is_looked_at(town: Town) -> None:
    await receives(town, f"H-1,0912345678,{RETURNED}")
    right, citizen = await _code(town, "H-1"), town.person()
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    for _ in range(20):
        await citizen.says(wrong)
    await citizen.says(right)
    assert "không đúng hoặc đã hết hạn" in citizen.hears
    town.passes(hours=2)
    await citizen.says(right)
    assert "Hồ sơ H-1" in citizen.hears


@given(st.integers(1, 10**12), st.dates())
def test_every_dossier_has_a_code_that_is_read_as_one(dossier_id: int, on: object) -> None:
    code = short_code(SECRET.encode(), dossier_id, on)  # type: ignore[arg-type]
    assert looks_like_one(code)
    assert looks_like_one(f" {code.lower()} ")


@pytest.mark.parametrize(
    "text", ["KQ", "KQ-1", "phản ánh", "H29-260615-0001", "K7RM-2QXD", "KQ-2345-67890123456789012345"]
)
def test_other_words_and_codes_are_not_taken_for_one(text: str) -> None:
    assert not looks_like_one(text)


async def test_a_receipt_has_both_doors_where_there_is_an_account_and_one_where_there_is_none(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("/qr H-1 H-2 H-3")
    assert not any("Zalo" in line for line in lines(opened((await staff.newest_file()).content)))
    town.office.account = ACCOUNT
    await staff.says("/qr H-1 H-2 H-3")
    document = opened((await staff.newest_file()).content)
    assert len(document.inline_shapes) == 6
    assert sum("Trang web: quét" in line for line in lines(document)) == 3
    assert any("Zalo: quét, bấm Quan tâm, rồi gửi H-2 và 4 số cuối điện thoại" in line for line in lines(document))
    before = len(staff.inbox)
    await staff.says("/qr H-1")
    page, account = staff.inbox[before + 1 :]
    assert "/r/" in page.text
    assert ACCOUNT.url in account.text
    assert (await town.file(account)).name == "qr-zalo.png"


async def test_the_page_shows_the_other_door_and_its_code_opens_the_dossier(tmp_path: Path) -> None:
    async with running(web_settings(sqlite_url(tmp_path)), lambda: NOON) as bot, browser(bot.url) as page:
        bot.application.office.public_url = ""
        town = Town(bot.application.database, bot.application.office)
        async with town.db() as db:
            root = await root_unit(db) or await add_unit(db, town.office.agency, None)
        town.unit_id = root.id
        await _opens(town, page)


async def _opens(town: Town, page: Page) -> None:
    await receives(town, f"H-1,0912345678,{RETURNED}")
    path = "/r/" + (await link_of(town, "H-1")).removeprefix("/start d_")
    assert "Zalo" not in await page.opens(path)
    town.office.account = ACCOUNT
    shown = await page.opens(path)
    assert f'href="{ACCOUNT.url}"' in shown
    [code] = re.findall(r"KQ-[A-Z2-9]+-[A-Z2-9]{6}", shown)
    assert code == short_code(town.office.secret, 1, local_day(NOON))
    assert "Hồ sơ H-1" in (await page.says(code))["text"]


def test_the_account_s_door_is_that_of_the_settings(tmp_path: Path) -> None:
    plain = Settings(database_url=sqlite_url(tmp_path), secret_key=SECRET)
    assert office_of(plain).account is None
    zalo = {"zalo_app_id": "1", "zalo_app_secret": "x", "zalo_oa_id": "42", "zalo_oa_secret_key": "y"}
    served = Settings(database_url=plain.database_url, secret_key=SECRET, **zalo)  # type: ignore[arg-type]
    assert office_of(served).account == Account("Zalo", "https://zalo.me/42")
