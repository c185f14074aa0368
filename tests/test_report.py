"""The official report: read back from its files and held against what is stored and what `/summary` says."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from handlers.report.commands import read_wish
from handlers.report.content import Wanted
from handlers.report.making import Made, make_report
from handlers.words.formats import sentence_case
from storage.ground.days.calendars import Calendars, Regime, only_in
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import subtree
from storage.ratings.kiosks import beat, begin_outage
from tests.chat import Town
from tests.office_files import lines, opened, rows
from tests.samples import a_kiosk, furnish
from tests.shared import shared_file

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


async def _made(town: Town, period: Period = JUNE, regime: Regime = Regime.CCHC) -> Made:
    async with town.db() as db:
        units = frozenset(await subtree(db, [town.unit_id]))
    return await make_report(town.database, town.office, Wanted(units, period, regime), town.now)


def _body(made: Made) -> str:
    return "\n".join(lines(opened(made.files[0].content)))


def _sheet(made: Made, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(made.files[1].content))
    return [tuple(row) for row in book[name].iter_rows(min_row=6, values_only=True)]


def _appendix(made: Made) -> list[list[str]]:
    table = opened(made.files[0].content).tables[-1]
    return [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row] for row in rows(table._tbl)]


async def test_every_figure_of_the_body_is_the_summary_s_and_the_workbook_s(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    made = await _made(any_town)
    body, figures = _body(made), {row[0]: row[1] for row in _sheet(made, "Số liệu")}
    dossiers, ratings = made.report.figures.dossiers, made.report.figures.ratings
    assert "tiếp nhận 04 hồ sơ, trả kết quả 03 hồ sơ" in body
    assert f"nhận {dossiers.received} · trả {dossiers.returned}" in director.hears
    assert "Hồ sơ trễ hạn: 02/04 hồ sơ tiếp nhận, chiếm 50%" in body
    assert f"Trễ hạn: {dossiers.late} (50%)" in director.hears
    assert "Thư xin lỗi: 01/03 hồ sơ trễ hạn, đạt 33,33%" in body
    assert "Có 08/10 lượt đánh giá hài lòng, đạt 80%, chưa đạt chỉ tiêu 90%" in body
    assert "Kiosk: 08/10 lượt, đạt 80%" in body
    assert "Chưa tính số liệu Phiếu từ 15/05/2026 đến 14/06/2026 (03/03 lượt)" in body
    names = ("Hồ sơ tiếp nhận", "Hồ sơ trả kết quả", "Hồ sơ trễ hạn / tiếp nhận", "Lượt hài lòng / lượt đánh giá")
    assert [figures[name] for name in names] == [dossiers.received, dossiers.returned, dossiers.late, ratings.satisfied]
    assert figures["Nhiệm vụ"] == len(made.report.figures.tasks) == len(_appendix(made)) - 1


async def test_the_appendix_has_each_task_with_what_was_reported_in_the_period(any_town: Town) -> None:
    await furnish(any_town)
    staff = await any_town.member(Role.STAFF)
    any_town.now -= timedelta(days=40)
    await staff.says("3 20% Việc của tháng trước")
    any_town.passes(days=40)
    await staff.says("3 80% Báo cáo số 12/BC-ST ngày 10/6/2026 về rà soát thủ tục")
    await staff.says("4 xong Đã treo bảng")
    await staff.says("2 không phát sinh")
    made = await _made(any_town)
    table = _appendix(made)
    assert [row[1] for row in table[1:]] == [
        "1. Lập kế hoạch năm",
        "2. Họp giao ban",
        "3. Rà soát thủ tục",
        "4. Niêm yết thủ tục",
        "5. Trả lời khi có yêu cầu",
    ]
    assert [row[0] for row in table[1:4]] == ["I. Điều hành", "I. Điều hành", "II. Thủ tục"], "in every row"
    notes = {row[1][0]: (row[5], row[6]) for row in table[1:]}
    assert notes["3"] == ("Đang làm, 80%", "Báo cáo số 12/BC-ST ngày 10/6/2026 về rà soát thủ tục")
    assert notes["4"] == ("Xong", "Đã treo bảng")
    assert notes["1"] == ("Quá hạn", "Ghi chú của kế hoạch: Đang thực hiện đúng tiến độ")
    assert notes["5"][1] == "Chưa có báo cáo trong kỳ."
    body = _body(made)
    assert "Báo cáo số 12/BC-ST ngày 10/06/2026." in body, "its subject stands in no register yet"
    assert "quá hạn.\nTiến độ từng nhiệm vụ" in body, "the last of a list ends the sentence"
    assert "quá hạn;\n- II" in body
    assert (
        "01 nhiệm vụ đã hoàn thành, 01 nhiệm vụ đang thực hiện, 01 nhiệm vụ không phát sinh, 01 nhiệm vụ chưa có"
        " báo cáo, 01 nhiệm vụ quá hạn" in body
    )


async def test_nothing_is_said_as_a_sentence(town: Town) -> None:
    body = _body(await _made(town))
    for sentence in (
        "Chưa có kế hoạch cải cách hành chính năm 2026.",
        "Trong kỳ không ghi nhận văn bản nào được ban hành",
        "Trong kỳ không tiếp nhận và không trả kết quả hồ sơ nào.",
        "Trong kỳ không phát sinh lượt đánh giá nào.",
        "không còn sự cố thiết bị, hệ thống nào chưa khắc phục",
        "Trong kỳ không có đề xuất, kiến nghị.",
    ):
        assert sentence in body
    assert "0%" not in body
    assert "100%" not in body


async def test_what_staff_entered_in_the_registers_is_in_the_report(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("/suco Kiosk tầng trệt không lên màn hình từ 01/06/2026")
    await staff.says("/denxuat Sở Tài chính: bố trí kinh phí thay kiosk")
    body = _body(await _made(town))
    assert "còn 01 sự cố chưa khắc phục" in body
    assert "từ ngày 01/06/2026, đã 14 ngày; chưa có văn bản gửi đơn vị liên quan" in body
    assert "1. Đối với Sở Tài chính" in body
    assert "bố trí kinh phí thay kiosk" in body.casefold()


async def test_the_officer_gets_the_files_in_the_chat_and_nobody_else_does(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    before = len(officer.inbox)
    await officer.says("/baocao quý 2 2026 KSTTHC")
    said = officer.inbox[before:]
    files = [message for message in said if "file_id" in message.payload]
    days = "20260315-20260614"  # those of the figures: not the quarter of the calendar
    assert [message.text for message in files] == [
        f"bao-cao-kstthc-{days}.docx",
        f"bao-cao-kstthc-{days}.xlsx",
        f"bao-cao-kstthc-{days}-danh-sach.xlsx",
    ]
    assert any("từ ngày 15/03/2026 đến ngày 14/06/2026" in message.text for message in said)
    for person in (any_town.person(), await any_town.member(Role.STAFF), await any_town.member(Role.DIRECTOR)):
        await person.says("/baocao quý 2 2026")
        assert "vai trò khác" in person.hears
        await person.forges("report_for:cchc:20260401-20260630")
        assert "vai trò khác" in person.hears


async def test_without_a_period_the_usual_ones_are_offered(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/baocao")
    assert "Quý II/2026" in officer.last.labels
    await officer.says("lúc nào đó")
    assert "Chưa đọc được kỳ này" in officer.hears


async def test_both_regimes_are_reconciled_down_to_the_dossier(any_town: Town) -> None:
    await furnish(any_town)
    made = await _made(any_town, Period.of_months(2026, 6, 6), Regime.KSTTHC)
    assert (made.report.days.first, made.report.days.last) == (date(2026, 5, 15), date(2026, 6, 14))
    differences = {row[0]: (row[1], row[2], row[3]) for row in _sheet(made, "Đối chiếu")}
    # H-5 came on 20 May: KSTTHC counts it in June, CCHC in May.
    assert differences["Hồ sơ tiếp nhận"] == (4, 5, 1)
    between = _sheet(made, "Hồ sơ chênh lệch")
    assert [(row[0], row[1]) for row in between] == [("Chỉ tính trong báo cáo KSTTHC", "H-5")]
    days = _sheet(made, "Ngày chênh lệch")
    assert [(row[1].date(), row[2].date(), row[3]) for row in days] == [  # type: ignore[attr-defined]
        (date(2026, 6, 15), date(2026, 6, 30), 0),
        (date(2026, 5, 15), date(2026, 5, 31), 1),
    ]


async def test_any_two_dates_need_no_reconciliation(town: Town) -> None:
    await furnish(town)
    made = await _made(town, Period(date(2026, 5, 20), date(2026, 6, 14)), Regime.KSTTHC)
    book = openpyxl.load_workbook(io.BytesIO(made.files[1].content))
    assert "Đối chiếu" not in book.sheetnames


async def test_the_flat_list_has_the_columns_of_the_setting(town: Town) -> None:
    await furnish(town)
    town.office.export_columns = ("number", "deadline_on", "state")
    book = openpyxl.load_workbook(io.BytesIO((await _made(town)).files[2].content))
    [sheet] = book.worksheets
    head, first, *_ = sheet.iter_rows(values_only=True)
    assert head == ("STT", "Hạn", "Tiến độ")
    assert (first[0], first[1].date(), first[2]) == (1, date(2026, 2, 28), "Quá hạn")


@pytest.mark.parametrize("text", ["=1+1", "Đã ghi <b>đậm</b> & <script>", "\x00\x07 chuông", "+1", "@ai", "đ" * 3000])
async def test_hostile_words_of_a_report_stay_words(town: Town, text: str) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says(f"4 50% {text}")
    made = await _made(town)
    visible = "".join(letter for letter in text if letter >= " ").strip()
    assert sentence_case(visible) in _appendix(made)[4][6]
    tasks = _sheet(made, "Nhiệm vụ")
    assert visible in str(tasks[3][-1])


@pytest.mark.parametrize(
    ("text", "words", "regime"),
    [
        ("quý 3 2019", "quy 3 2019", Regime.CCHC),
        ("9 tháng 2019 ksTTHC", "9 thang 2019", Regime.KSTTHC),
        ("KS TTHC quý 1", "quy 1", Regime.KSTTHC),
        ("kiểm soát thủ tục hành chính năm 2019", "nam 2019", Regime.KSTTHC),
        ("cchc 2026", "2026", Regime.CCHC),
        ("", "", Regime.CCHC),
    ],
)
def test_the_regime_is_read_from_the_wish(text: str, words: str, regime: Regime) -> None:
    assert read_wish(text) == (words, regime)


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        ((1, 3), date(2018, 12, 15), date(2019, 3, 14)),
        ((1, 6), date(2018, 12, 15), date(2019, 6, 14)),
        ((1, 9), date(2018, 12, 15), date(2019, 9, 14)),
        ((1, 12), date(2018, 12, 15), date(2019, 12, 14)),
        ((8, 8), date(2019, 7, 15), date(2019, 8, 14)),
        ((7, 9), date(2019, 6, 15), date(2019, 9, 14)),
    ],
)
def test_kstthc_runs_from_the_fifteenth_of_the_month_before(months: tuple[int, int], first: date, last: date) -> None:
    assert Calendars().days_of(Period.of_months(2019, *months), Regime.KSTTHC) == Period(first, last)


@given(st.integers(2001, 2099), st.integers(1, 12), st.integers(2, 28))
def test_months_of_a_regime_follow_each_other_without_gap_or_overlap(year: int, month: int, begins: int) -> None:
    calendars = Calendars(((Regime.CCHC, 1), (Regime.KSTTHC, begins)))
    one = Period.of_months(year, month, month)
    mine, following = (calendars.days_of(period, Regime.KSTTHC) for period in (one, one.next()))
    assert mine.last + timedelta(days=1) == following.first


DAYS = st.dates(date(2018, 1, 1), date(2020, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))


@given(PERIODS, PERIODS)
def test_what_lies_between_two_periods_is_what_only_one_of_them_has(one: Period, other: Period) -> None:
    def days(period: Period) -> set[date]:
        return {period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)}

    between = [day for part in only_in(one, other) for day in days(part)]
    assert len(between) == len(set(between))
    assert set(between) == days(one) - days(other)


async def test_the_real_data_gives_the_real_report_s_figures(town: Town) -> None:
    names = {
        FileKind.PLAN: "phu-luc-cchc-2019.docx",
        FileKind.PROCEDURES: "thu-tuc-2019.csv",
        FileKind.DOSSIERS: "ho-so-2019.csv",
        FileKind.TOTALS: "danh-gia-kenh-ngoai-2019.csv",
    }
    for kind, name in names.items():
        await town.imports(kind, name, shared_file(name).read_bytes())
    made = await _made(town, Period(date(2018, 11, 21), date(2019, 9, 8)))
    body = _body(made)
    for figure in (
        "gồm 42 nhiệm vụ thuộc 07 nội dung trọng tâm",
        "là 79, trong đó 70 thủ tục thuộc chức năng quản lý của cơ quan, 03 thủ tục lĩnh vực",
        "35/70 thủ tục, đạt 50%",
        "Có 59 thủ tục tiếp nhận hồ sơ và trả kết quả qua dịch vụ bưu chính công ích",
        "tiếp nhận 6.981 hồ sơ",
        "09/6.981 hồ sơ tiếp nhận, chiếm 0,13%",
        "07/09 hồ sơ trễ hạn, đạt 77,78%",
        "3.198/3.199 lượt đánh giá hài lòng, đạt 99,97%",
        "1.310/1.311 lượt",
        "437/437 lượt, đạt 100%",
        "1.451/1.451 lượt, đạt 100%",
        "3.199 lượt/6.981 hồ sơ tiếp nhận, đạt 45,82%",
    ):
        assert figure in body
    areas = [row[0] for row in _appendix(made)[1:]]
    assert len(areas) == 42


async def test_a_kiosk_silent_on_the_last_day_is_in_the_report_and_one_of_the_next_day_is_not(any_town: Town) -> None:
    kiosk = await a_kiosk(any_town)
    for began_at in (datetime(2026, 5, 31, 16, 59, tzinfo=UTC), datetime(2026, 6, 30, 16, 59, tzinfo=UTC),
                     datetime(2026, 6, 30, 17, tzinfo=UTC)):  # fmt: skip
        async with any_town.db() as db:
            await begin_outage(db, kiosk, began_at)
            await beat(db, kiosk, began_at + timedelta(seconds=30), keeps_taps=False)
    any_town.now = datetime(2026, 7, 5, 5, tzinfo=UTC)
    body = _body(await _made(any_town))
    assert "Trong kỳ có 01 lần kiosk mất tín hiệu" in body
    assert "Quầy số 2: từ 23:59 30/06/2026" in body
