"""`/bieudo`: the figures of the pictures month by month, and the pictures in the chat."""

import io
from datetime import date

from PIL import Image

from handlers.figures.charts import Drawn, charts_of, collect
from handlers.figures.comparing import collect_earlier
from handlers.making.charts.figures import Share
from handlers.words.catalogue import Words
from storage.ground.days.period_text import parse_period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import subtree
from storage.plan.tasks import TaskState
from tests.chat import Town
from tests.samples import furnish, receives
from tests.shared import shared_file
from tests.wires.wire import called

SAY = Words("vi")
TOTALS = """Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số
Phiếu,01/01/2026,15/01/2026,4,5
Phiếu,16/01/2026,31/01/2026,5,5
Phiếu,01/02/2026,31/03/2026,8,10
Kiosk,20/03/2026,02/04/2026,3,3
"""


async def _drawn(town: Town, words: str) -> Drawn:
    period = parse_period(words, town.today)
    assert period is not None
    async with town.db() as db:
        return await collect(db, await subtree(db, [town.unit_id]), period, town.today, SAY)


async def test_three_pictures_come_with_their_figures_in_words(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/bieudo quý 2 2026")
    said = director.inbox[-4:]
    assert "Đang vẽ biểu đồ – Quý II/2026" in said[0].text
    assert "Lượt hài lòng/lượt đánh giá: 11/13 = 84,62%" in said[1].text
    assert "5 nhiệm vụ: xong 0, đang làm 0, chưa báo cáo 4, quá hạn 1" in said[2].text
    assert "Hồ sơ trễ hạn/hồ sơ tiếp nhận: 3/5 = 60%" in said[3].text
    for message in said[1:]:
        file = await any_town.file(message)
        assert file.media_type == "image/png"
        assert Image.open(io.BytesIO(file.content)).width == 1080
        assert len(message.text) <= 1024, "Telegram's longest caption"
    await director.taps("Về tổng hợp")
    assert "📊 Quý II/2026" in director.hears
    await director.taps("📈 Biểu đồ")
    assert "Hồ sơ trễ hạn theo tháng tiếp nhận – Quý II/2026" in director.hears


async def test_each_stands_beside_the_period_before_and_the_same_a_year_ago(any_town: Town) -> None:
    await furnish(any_town)
    await receives(any_town, "V-1,,01/02/2026,08/02/2026,05/02/2026", "V-2,,01/02/2026,08/02/2026,20/02/2026")
    await receives(any_town, "V-3,,02/05/2025,09/05/2025,06/05/2025")
    totals = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nPhiếu,01/01/2026,28/02/2026,9,10\n"
    await any_town.imports(FileKind.TOTALS, "totals.csv", totals.encode())
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/bieudo quý 2 2026")
    rated, tasks, late = (message.text for message in director.inbox[-3:])
    assert "So với 01/01–15/03/2026: 9/10 = 90%." in rated
    assert "2025" not in rated, "nobody rated then"
    assert "Nhiệm vụ xong, 01/01–15/03/2026: 0/5 = 0%." in tasks
    assert "So với 01/01–15/03/2026: 1/2 = 50%. So với 01/04–15/06/2025: 0/1 = 0%." in late
    alone = await director.says("/bieudo quý 3 2019")
    assert "So với" not in alone.text


async def test_only_leaders_see_them_and_only_of_their_own_units(any_town: Town) -> None:
    await furnish(any_town)
    other = await any_town.unit("Trung tâm khác")
    director = await any_town.member(Role.DIRECTOR, other)
    await director.says("/bieudo quý 2 2026")
    assert "Không tiếp nhận hồ sơ nào trong kỳ" in director.hears
    staff = await any_town.member(Role.STAFF)
    await staff.says("/bieudo")
    assert "vai trò khác" in staff.hears
    await director.says("/bieudo hồi đó")
    assert "quý 3 2026" in director.hears


async def test_late_ones_count_in_the_month_of_receipt_as_of_the_period_s_end(any_town: Town) -> None:
    await furnish(any_town)
    drawn = await _drawn(any_town, "quý 2 2026")
    assert drawn.lateness.months == (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
    assert drawn.lateness.late == (Share(0, 0), Share(1, 1), Share(2, 4))
    # On the 8th of June nothing received in June was late yet.
    drawn = await _drawn(any_town, "01/05/2026-08/06/2026")
    assert drawn.lateness.late == (Share(1, 1), Share(0, 4))


async def test_an_outside_total_is_a_month_s_only_within_that_month(any_town: Town) -> None:
    await any_town.imports(FileKind.TOTALS, "totals.csv", TOTALS.encode())
    [paper] = (await _drawn(any_town, "quý 1 2026")).satisfaction.channels
    assert paper.months == (Share(9, 10), Share(0, 0), Share(0, 0))
    assert paper.total == Share(17, 20)
    names = [channel.name for channel in (await _drawn(any_town, "quý 2 2026")).satisfaction.channels]
    assert names == [], "what only overlaps is not counted"
    channels = (await _drawn(any_town, "01/01/2026-30/04/2026")).satisfaction.channels
    assert {channel.name: (channel.by_month, channel.total) for channel in channels} == {
        "Phiếu": (True, Share(17, 20)),
        "Kiosk": (False, Share(3, 3)),
    }


async def test_ratings_given_here_count_by_month_and_channel(any_town: Town) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1 5678")
    await citizen.taps("Rất hài lòng")
    any_town.passes(days=30)
    await citizen.says("/danhgia H-5 5681")
    await citizen.taps("Rất không hài lòng")
    drawn = await _drawn(any_town, "01/05/2026-31/12/2026")
    [own] = [channel for channel in drawn.satisfaction.channels if channel.name == called(citizen.channel)]
    assert own.months == (Share(0, 0), Share(1, 1), Share(0, 1))
    assert own.total == Share(1, 2)
    assert "đến ngày 15/07/2026" in drawn.satisfaction.subtitle


async def test_tasks_are_counted_by_area_as_of_the_period_s_end(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("1 xong")
    first, second = (await _drawn(any_town, "năm 2026")).tasks.areas
    assert (first.name, dict(first.counts)) == ("I. Điều hành", {TaskState.DONE_LATE: 1, TaskState.UNREPORTED: 1})
    assert second.count == 3
    first, _ = (await _drawn(any_town, "tháng 5/2026")).tasks.areas
    assert dict(first.counts) == {TaskState.OVERDUE: 1, TaskState.UNREPORTED: 1}


async def test_a_period_to_come_and_a_very_long_one_are_drawn(town: Town) -> None:
    await furnish(town)
    async with town.db() as db:
        units = await subtree(db, [town.unit_id])
        for words in ("01/01/2099-31/12/2099", "01/01/2000-31/12/2100"):
            period = parse_period(words, town.today)
            assert period is not None
            earlier = await collect_earlier(db, units, period, town.today)
            assert len(await charts_of(db, units, period, town.today, SAY, earlier)) == 3


async def test_the_real_year_gives_the_report_s_figures(any_town: Town) -> None:
    for kind, name in (
        (FileKind.DOSSIERS, "ho-so-2019.csv"),
        (FileKind.TOTALS, "danh-gia-kenh-ngoai-2019.csv"),
        (FileKind.PLAN, "phu-luc-cchc-2019.docx"),
    ):
        await any_town.imports(kind, name, shared_file(name).read_bytes())
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/bieudo 21/11/2018-08/09/2019")
    texts = "\n".join(message.text for message in director.inbox)
    for words in ("3.198/3.199 = 99,97%", "42 nhiệm vụ", "9/6.981 = 0,13%"):
        assert words in texts
