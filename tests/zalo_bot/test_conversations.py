"""What people do over the Bot Platform, by numbers alone."""

from storage.models import Role
from tests.whole import Whole
from tests.zalo_bot.server import ZaloBotServer
from tests.zalo_bot.talking import HOA, LAN, MINH, chooses, number_of, says


async def test_a_citizen_rates_and_complains_by_numbers(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    faces = await says(zalo, LAN, f"/start {bot.link(1)}")
    assert "Hồ sơ H-1" in faces
    assert "Đã ghi nhận" in await chooses(zalo, LAN, "Rất hài lòng")
    assert await bot.query("SELECT channel, level FROM rating") == [("zalo_bot", 5)]
    await says(zalo, LAN, "/phananh Quầy số 3 đóng cửa trước giờ, tôi phải về không.")
    taken = await chooses(zalo, LAN, "Thủ tục, quy định")
    assert await bot.number('SELECT count(*) FROM "case"') == 1
    assert number_of(taken, "Màn hình chính")


async def test_staff_report_and_the_director_asks_for_a_summary_by_numbers(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    await says(zalo, MINH, f"/start {await bot.invitation(Role.STAFF)}", replies=2)
    assert "80%" in await says(zalo, MINH, "4 80% đã treo")
    assert await bot.query("SELECT percent FROM progress") == [(80,)]
    await says(zalo, HOA, f"/start {await bot.invitation(Role.DIRECTOR)}", replies=2)
    summary = await says(zalo, HOA, "/summary")
    assert "Hài lòng" in summary
