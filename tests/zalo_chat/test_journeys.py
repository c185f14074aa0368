"""Whole stories over the Official Account's own wire."""

import io

from PIL import Image

from storage.models import Role
from tests.whole import Whole
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower
from tests.zalo_oa.server import ZaloServer


def _picture() -> bytes:
    Image.new("RGB", (40, 30), "green").save(picture := io.BytesIO(), "JPEG")
    return picture.getvalue()


async def test_a_citizen_follows_rates_a_dossier_and_complains_with_a_picture(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    await bot.furnish()
    first = await lan.follows()
    assert "Sở Thử" in first.text
    [dossier] = (await bot.query("SELECT id FROM dossier WHERE returned_on IS NOT NULL LIMIT 1"))[0]
    await lan.says(f"/start {bot.link(dossier)}")
    # No face is hidden behind another button.
    assert [len(call.buttons) for call in lan.inbox[-2:]] == [5, 1]
    assert all("hài lòng" in title.lower() or "Bình thường" in title for title in lan.inbox[-2].titles)
    await lan.taps("Rất hài lòng")
    assert await bot.number("SELECT count(*) FROM rating WHERE channel = 'zalo'") == 1
    await lan.says("/phananh Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số.")
    await lan.taps(lan.last.titles[0])
    picture = zalo.keeps("anh.jpg", _picture())
    answers = await lan.sends(events.attached(lan.id, "image", {"url": picture, "thumbnail": picture}))
    assert "Đã kèm tệp" in answers[-1].text
    await lan.sends(events.place(lan.id))
    assert await bot.number("SELECT count(*) FROM case_picture") == 1


async def test_staff_report_and_the_director_reads_the_summary_behind_five_buttons(
    zalo: ZaloServer, bot: Whole, lan: Follower, minh: Follower
) -> None:
    await bot.furnish()
    await minh.says(f"/start {await bot.invitation(Role.STAFF)}")
    assert "80%" in (await minh.says("4 80% đã treo")).text
    await lan.says(f"/start {await bot.invitation(Role.DIRECTOR)}")
    summary = await lan.says("/summary")
    assert len(summary.buttons) == 5
    seen = {*summary.titles}
    while any(title.startswith("Thêm") for title in lan.last.titles):
        await lan.taps("Thêm lựa chọn", lan.last)
        seen |= {*lan.last.titles}
    assert len(seen) > 10
    assert any("Màn hình chính" in title for title in seen)
    units = await lan.taps("Theo đơn vị", summary)
    assert "Sở Thử" in units.text
