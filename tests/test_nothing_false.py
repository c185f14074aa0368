"""Nothing false in a signed document: each kind of falsehood that was once seen, read back from the .docx."""

from datetime import UTC, date, datetime, timedelta

from handlers.kit.occasion import Letterhead
from handlers.report.content import Wanted
from handlers.report.making import make_report
from handlers.words.formats import percent
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import subtree
from storage.plan.tasks import tasks_of_year
from storage.ratings.kiosks import beat, begin_outage
from tests.chat import Town
from tests.read_reports import JUNE, appendix, body, body_of, made, sheet
from tests.samples import PLAN, PROCEDURES, a_kiosk, furnish, receives

QUARTER = Period.of_months(2026, 4, 6)
LAST_YEAR = """Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn,Ghi chú
I. Điều hành,1,Lập báo cáo năm cũ,Báo cáo,Văn phòng,15/12/2025,
I. Điều hành,2,Mua máy quét,Máy,Văn phòng,20/12/2025,
I. Điều hành,3,Sửa phòng họp,Phòng,Văn phòng,20/12/2025,
"""


async def _plan(town: Town, text: str, year: int = 2026) -> None:
    await town.imports(FileKind.PLAN, f"ke-hoach-{year}.csv", text.encode(), year=year)


async def test_done_late_is_said_as_late_and_what_was_carried_over_is_there(any_town: Town) -> None:
    await _plan(any_town, PLAN)
    any_town.now -= timedelta(days=200)
    officer = await any_town.member(Role.OFFICER)
    await _plan(any_town, LAST_YEAR, 2025)
    await officer.says("/nhiemvu 1")
    any_town.passes(days=200)
    await officer.says("1 xong Ban hành muộn")  # due in February
    await officer.says("4 xong Ban hành Quyết định số 7/QĐ-ST ngày 02/06/2026 về niêm yết")
    text = await body_of(any_town)
    assert "01 nhiệm vụ hoàn thành nhưng quá hạn" in text
    good, bad = text.split("1. Mặt làm được")[1].split("2. Tồn tại")
    assert "Hoàn thành đúng hạn 01/05 nhiệm vụ" in good
    assert "quá hạn" not in good
    assert "không có nhiệm vụ quá hạn" not in text.split("2. Văn bản")[0].split("- II. Thủ tục")[0]
    assert "01 nhiệm vụ hoàn thành nhưng quá hạn (số 1)" in bad
    assert "03 nhiệm vụ của kế hoạch năm 2025 chưa hoàn thành" in text
    assert "Mua máy quét" in text


async def test_a_task_of_last_year_done_in_the_period_is_told_as_done_late(town: Town) -> None:
    await _plan(town, PLAN)
    await _plan(town, LAST_YEAR, 2025)
    officer = await town.member(Role.OFFICER)
    async with town.db() as db:
        [task] = [row for row in await tasks_of_year(db, [town.unit_id, 2, 3, 4], 2025, town.today) if row.number == 2]
    await officer.forges(f"task:{task.id}")
    await officer.taps("Xong")
    text = await body_of(town)
    assert "02 nhiệm vụ của kế hoạch năm 2025 chưa hoàn thành" in text
    assert "01 nhiệm vụ của kế hoạch năm 2025 chuyển sang đã hoàn thành" in text
    assert "Mua máy quét" in text


async def test_a_removed_task_s_documents_are_not_listed(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("5 xong Ban hành Công văn số 21/ST-VP ngày 03/06/2026 về trả lời")
    assert "21/ST-VP" in await body_of(town)
    shorter = "".join(line for line in PLAN.splitlines(keepends=True) if ",5," not in line)
    await _plan(town, shorter)
    assert "21/ST-VP" not in await body_of(town)


async def test_only_overlapping_totals_are_no_zero(town: Town) -> None:
    await receives(town, "H-1,,01/06/2026,15/06/2026,10/06/2026")
    totals = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nPhiếu,15/05/2026,14/06/2026,3,3\n"
    await town.imports(FileKind.TOTALS, "kenh.csv", totals.encode())
    text = await body_of(town)
    assert "không có số liệu trọn kỳ" in text
    for false in ("không phát sinh lượt đánh giá", "đạt 0%", "chưa đạt chỉ tiêu", "00 lượt"):
        assert false not in text
    assert "Chưa tính số liệu Phiếu từ 15/05/2026 đến 14/06/2026 (03/03 lượt)" in text


async def test_nobody_rated_is_said_and_no_target_is_spoken_of(town: Town) -> None:
    text = await body_of(town)
    assert "không phát sinh lượt đánh giá nào" in text
    assert "chỉ tiêu 85%" not in text
    assert "chỉ tiêu 40%" not in text


async def test_the_letter_of_a_dossier_of_an_earlier_period_is_counted_where_it_was_owed(any_town: Town) -> None:
    await receives(any_town, "H-5,0912345681,20/05/2026,03/06/2026,04/06/2026")
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/thuxinloi tháng 6/2026")
    assert "H-5" in officer.hears
    text = await body_of(any_town)
    assert "Không có hồ sơ trễ hạn" not in text
    assert "Hồ sơ tiếp nhận từ kỳ trước và trễ hạn trong kỳ này: 01" in text
    assert "Chưa có thư xin lỗi nào cho 01 hồ sơ trễ hạn" in text
    assert "01 hồ sơ trễ hạn chưa có thư xin lỗi" in text
    await officer.taps("H-5")
    await officer.says("Mất điện")
    await officer.taps("Ghi số")
    await officer.says("9/TXL ngày 14/06/2026")
    text = await body_of(any_town)
    assert "Thư xin lỗi: 01/01 hồ sơ trễ hạn, đạt 100%" in text
    assert "chưa có thư xin lỗi" not in text
    await officer.says("/tonghop tháng 6/2026")
    assert "Thư xin lỗi: 1/1" in officer.hears
    await officer.says("/thuxinloi tháng 6/2026")
    assert "H-5" not in officer.hears
    # May ended before it went late: nothing was owed there.
    assert "thư xin lỗi" not in (await body_of(any_town, Period.of_months(2026, 5, 5))).casefold()


async def test_of_kiosks_only_where_there_are_any(town: Town) -> None:
    assert "kiosk" not in (await body_of(town)).casefold()
    await a_kiosk(town)
    assert "không ghi nhận kiosk nào mất tín hiệu" in await body_of(town)
    staff = await town.member(Role.STAFF)
    await staff.says("/suco Quầy đánh giá tầng trệt không lên màn hình từ 08/11/2025")
    text = await body_of(town)
    assert "đã 219 ngày" in text
    assert "không ghi nhận kiosk nào" not in text
    await staff.says("/suco 1 đã sửa")
    text = await body_of(town)
    assert "không ghi nhận kiosk nào" not in text
    assert (
        "Quầy đánh giá tầng trệt không lên màn hình: từ ngày 08/11/2025, khắc phục ngày 15/06/2026, sau 219 ngày"
        in text
    )
    assert "không còn sự cố" in text
    # As it was then: broken, and nobody says of an earlier month that all was well.
    assert "đã 173 ngày" in await body_of(town, Period.of_months(2026, 4, 4))


async def test_an_outage_of_a_kiosk_is_told(town: Town) -> None:
    kiosk = await a_kiosk(town)
    at = datetime(2026, 6, 10, 3, tzinfo=UTC)
    async with town.db() as db:
        await begin_outage(db, kiosk, at)
        await beat(db, kiosk, at + timedelta(hours=5), keeps_taps=False)
    assert "Trong kỳ có 01 lần kiosk mất tín hiệu" in await body_of(town)


async def test_indicators_follow_the_calendar_asked_for(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/chisotieu")
    await officer.taps("Thêm chỉ tiêu")
    await officer.says("Tỷ lệ dùng thư điện tử; %; ; quý")
    town.now = datetime(2027, 1, 5, 5, tzinfo=UTC)
    for quarter, value in (("4/2025", 71), ("1/2026", 81), ("3/2026", 83), ("4/2026", 84)):
        await officer.says(f"/chisotieu tỷ lệ dùng thư điện tử quý {quarter} {value}%")
    for regime in Regime:
        year = await made(town, Period.of_months(2026, 1, 12), regime)
        assert [figure.period.last.month for figure in year.report.indicators] == [3, 9, 12], "months of the calendar"
        assert "chưa có số" not in body(year), "of the second quarter nothing is known, and nothing is said"
    assert [row[2] for row in sheet(year, "Chỉ tiêu")][:3] == [81, 83, 84], "numbers, not texts"
    assert "quý IV/2026: 84%" in await body_of(town, Period.of_months(2026, 1, 12))
    some_days = await body_of(town, Period(date(2026, 7, 10), date(2026, 11, 20)))
    assert "Tỷ lệ dùng thư điện tử, quý III/2026 (kỳ gần nhất đã kết thúc): 83%" in some_days
    assert "81%" not in some_days


def test_a_rate_that_is_not_whole_is_not_written_as_whole() -> None:
    assert percent(29_999, 30_000) == "99,997%"
    assert percent(1, 30_000) == "0,003%"
    assert percent(1, 3_000_000) == "0,00003%"
    assert (percent(30_000, 30_000), percent(0, 3), percent(2, 3)) == ("100%", "0%", "66,67%")
    assert percent(30_001, 30_000) == "100,003%"


async def test_the_end_of_a_day_is_not_spoken_of_at_noon(town: Town) -> None:
    await furnish(town)
    noon = await made(town)
    assert "Tính đến 12 giờ 00 ngày 15/06/2026" in body(noon)
    assert "từ ngày 01/06/2026 đến ngày 30/06/2026, tính đến 12 giờ 00 ngày 15/06/2026)" in body(noon)
    assert "hết ngày" not in body(noon)
    town.passes(days=30)
    later = await body_of(town)
    assert "Tính đến hết ngày 30/06/2026" in later
    assert "07 giờ" not in later


async def test_a_procedure_s_level_counts_as_it_was_in_the_period(any_town: Town) -> None:
    await any_town.imports(FileKind.PROCEDURES, "tthc.csv", PROCEDURES.encode())
    assert ": 01/02 thủ tục" in await body_of(any_town)
    any_town.passes(days=30)
    raised = PROCEDURES.replace("Văn hóa,2,", "Văn hóa,4,")
    await any_town.imports(FileKind.PROCEDURES, "tthc.csv", raised.encode())
    assert ": 02/02 thủ tục" in await body_of(any_town, Period.of_months(2026, 7, 7))
    assert ": 01/02 thủ tục" in await body_of(any_town, JUNE)
    dated = raised.replace("Thời hạn giải quyết", "Áp dụng từ ngày").replace(",7\n", ",10/05/2026\n")
    await any_town.imports(FileKind.PROCEDURES, "tthc.csv", dated.replace(",5\n", ",\n").encode())
    assert ": 02/02 thủ tục" in await body_of(any_town, JUNE)
    assert ": 01/02 thủ tục" in await body_of(any_town, Period.of_months(2026, 4, 4))


async def test_the_states_of_both_calendars_are_said_without_contradiction(town: Town) -> None:
    await furnish(town)
    good, bad = (await body_of(town, QUARTER)).split("1. Mặt làm được")[1].split("2. Tồn tại")
    assert "Không có nhiệm vụ quá hạn" not in good
    assert "01 nhiệm vụ quá hạn (số 1)" in bad
    for regime in Regime:
        report = await made(town, QUARTER, regime)
        assert report.faults == []
        assert "Không có hồ sơ trễ hạn" not in body(report)


async def test_the_appendix_shows_the_latest_result_and_the_letterhead_is_the_unit_s(town: Town) -> None:
    await furnish(town)
    town.office.letterhead = Letterhead("UBND Thành phố Thử", "Thành phố Thử", "ST", "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC",
                                        "Người Ký Một", ("UBND Thành phố Thử", "Sở Nội vụ"), "VT, VP")  # fmt: skip
    staff = await town.member(Role.STAFF)
    for month in range(1, 7):
        town.now = datetime(2026, month, 10, 5, tzinfo=UTC)
        await staff.says(f"3 {month}0% Đã rà soát {month} thủ tục")
    await staff.says("2 không phát sinh")
    half = Period.of_months(2026, 1, 6)
    whole = await made(town, half)
    notes = {row[1][0]: row[5:] for row in appendix(whole)[1:]}
    assert notes["3"] == ["Đang làm, 60%", "Đã rà soát 6 thủ tục"]
    assert notes["2"] == ["Không phát sinh", "Không phát sinh theo báo cáo ngày 10/06/2026."]
    for words in ("UBND Thành phố Thử\nSở Thử", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNgười Ký Một", "Lưu: VT, VP", "Kính gửi"):
        assert words in body(whole)
    async with town.db() as db:
        room = frozenset(await subtree(db, [await town.named("Phòng Nghiệp vụ")]))
    part = await make_report(town.database, town.office, Wanted(room, half, Regime.CCHC), town.now)
    assert body(part).startswith("Sở Thử\nPhòng Nghiệp vụ")
    assert part.faults == []
