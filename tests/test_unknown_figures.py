"""What nobody knows is not said to be zero, and a period without anything in it is not said to be in order."""

import io

import openpyxl  # type: ignore[import-untyped]

from handlers.report.content import Wanted
from handlers.report.making import Made, make_report
from handlers.report.template.values import template_values
from handlers.words.catalogue import Words
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import subtree
from tests.chat import Town
from tests.office_files import lines, opened
from tests.samples import a_kiosk, a_tap, furnish, link_of, receives

JUNE = Period.of_months(2026, 6, 6)


async def _made(town: Town) -> Made:
    async with town.db() as db:
        units = frozenset(await subtree(db, [town.unit_id]))
    return await make_report(town.database, town.office, Wanted(units, JUNE, Regime.CCHC), town.now)


async def _unknown_everywhere(town: Town, summary: str) -> None:
    """Summary, body, workbook and the values of a template say the same."""
    assert "số người, số hồ sơ được đánh giá: không có số liệu" in summary
    assert "0 người" not in summary
    made = await _made(town)
    body = "\n".join(lines(opened(made.files[0].content)))
    assert "nên không có số liệu về số người đánh giá và số hồ sơ được đánh giá" in body
    sheet = openpyxl.load_workbook(io.BytesIO(made.files[1].content))["Số liệu"]
    figures = {row[0]: row[1:3] for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert figures["Người đánh giá / hồ sơ đã trả"] == (None, None)
    assert figures["Hồ sơ được đánh giá / hồ sơ đã trả"] == (None, None)
    figures_of_template = template_values(Words("vi"), made.report)["figures"]
    assert isinstance(figures_of_template, dict)
    assert figures_of_template["persons"] == figures_of_template["persons_share"] == "không có số liệu"


async def test_of_outside_totals_nobody_knows_how_many_persons_they_were(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    text = (await director.says("/summary tháng 6/2026")).text
    assert "Trên 3 đã trả: 10 lượt (333,33%); số người" in text
    await _unknown_everywhere(any_town, text)


async def test_anonymous_taps_are_counted_and_name_nobody(town: Town) -> None:
    await receives(town, "H-1,,01/06/2026,15/06/2026,10/06/2026")
    await town.process(a_tap(await a_kiosk(town), "s1", 5))
    body = "\n".join(lines(opened((await _made(town)).files[0].content)))
    assert "không cho biết người đánh giá và hồ sơ được đánh giá" in body
    assert "kênh ngoài" not in body
    citizen = town.person()
    await citizen.says(await link_of(town, "H-1"))
    await citizen.taps("Rất hài lòng")
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "2 lượt (200%), 1 người (100%), 1 hồ sơ (100%)" in director.hears


async def test_a_period_to_come_is_said_to_be_one(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary tháng 7/2026")
    assert "Kỳ này chưa đến." in director.hears
    assert "Nhiệm vụ năm 2026: 5" in director.hears
    for claim in ("chỉ đạo", "Hồ sơ", "Hài lòng", "Không tiếp nhận"):
        assert claim not in director.hears
    await director.says("/summary tháng 6/2026")
    assert "chưa đến" not in director.hears


async def test_a_year_without_any_data_is_not_said_to_be_in_order(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary năm 2019")
    assert "Kỳ này không có số liệu nào." in director.hears
    assert "chỉ đạo" not in director.hears


async def test_where_all_is_well_that_is_said(town: Town) -> None:
    await receives(town, "H-1,,01/06/2026,15/06/2026,10/06/2026")
    totals = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nKiosk,01/06/2026,10/06/2026,9,9\n"
    await town.imports(FileKind.TOTALS, "kenh.csv", totals.encode())
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "Không có việc cần chỉ đạo ngay" in director.hears
