"""The finished report is read back before anybody gets it: a number or a claim that is not so stops it."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from handlers.figures.charts import charts_of
from handlers.making.proofreading.figures import numbers_in
from handlers.making.proofreading.proof import Known, proofread
from handlers.report.making import Made
from handlers.report.paper import report_document
from handlers.report.proof.claims import PATTERNS, claims_to_be_in_time
from handlers.report.proof.proving import known
from handlers.report.proof.ratings import RATINGS
from handlers.report.proof.sentences import DERIVED
from handlers.words.catalogue import Words, catalogue
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.ground.text import fold_letters
from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town
from tests.read_reports import JUNE, body, made
from tests.report_templates import content_of, document_of, template_of
from tests.samples import furnish

SAY = Words("vi")
# Sentences whose gaps hold no count: names, days, words of others; or numbers that are listed, each known.
NOT_COUNTED = {
    *("opening", "opening_based", "plan_number", "plan_numbers", "on_day", "of_issuer", "document_item", "counted"),
    *("closing", "title", "subject", "symbol", "days", "one_day", "appendix", "no_plan", "archive"),
    *("note_of_plan", "note_nothing", "note_reported"),
    *("end_of_day", "moment", "until_now", "document", "about", "reached", "missed", "indicator", "written"),
    *("outage", "until", "addressed", "carried_area", "occurrence", "note_done_before", "honest", "common", "apart"),
    *("incident", "incident_today", "incident_fixed", "procedure_total", "importing"),
    *("bad_overdue", "bad_done_late", "bad_carried", "bad_incidents_today", "state_done", "state_done_late"),
    *("state_doing", "state_not_started", "state_nothing", "state_paused", "state_dropped", "state_unreported"),
    "state_overdue",
}


async def _furnished(town: Town) -> Person:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("3 80% Báo cáo số 12/BC-ST ngày 10/6/2026 về rà soát 25 thủ tục")
    await staff.says("4 xong Đã treo 14 bảng tại 2 quầy")
    await staff.says("/suco Máy quét ở quầy số 2 hỏng từ 01/06/2026")
    return staff


async def _known(town: Town, report: Made) -> Known:
    async with town.database.read() as db:
        charts = await charts_of(db, [town.unit_id], report.report.days, town.today, SAY, report.report.compared)
    return known(SAY, report.report, report_document(SAY, report.report, charts), charts, "")


def _changed(content: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(text, what it became, the file) for each number of the text, one after the other."""
    package = zipfile.ZipFile(io.BytesIO(content))
    root = etree.fromstring(package.read("word/document.xml"))
    for piece in root.iter(qn("w:t")):
        text = piece.text or ""
        for found in re.finditer(r"\d+", text):
            other = str(int(found[0]) + 1).zfill(len(found[0]))
            piece.text = text[: found.start()] + other + text[found.end() :]
            yield text, piece.text, _repacked(package, etree.tostring(root))
        piece.text = text


def _repacked(package: zipfile.ZipFile, document: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made_anew:
        made_anew.writestr("word/document.xml", document)
    return file.getvalue()


async def test_whichever_number_of_a_report_is_changed_is_found(town: Town) -> None:
    await _furnished(town)
    report = await made(town)
    right = await _known(town, report)
    assert proofread(report.files[0].content, right) == report.faults == []
    tried = 0
    for text, other, changed in _changed(report.files[0].content):
        tried += 1
        faults = proofread(changed, right)
        assert faults, f"{text!r} became {other!r}"
        assert any(fault.sentence.strip() in (other.strip(), *other.split("\n")) or fault.found for fault in faults)
    assert tried > 120


async def test_a_wrong_figure_is_named_with_the_one_expected(town: Town) -> None:
    await _furnished(town)
    report = await made(town)
    right = await _known(town, report)
    for _, other, changed in _changed(report.files[0].content):
        if other.startswith("- Hồ sơ trễ hạn: 03/04"):
            [fault] = proofread(changed, right)
            assert (fault.found, fault.under) == ("03", "4. Tiếp nhận và giải quyết hồ sơ")
            assert fault.expected == "Hồ sơ trễ hạn: 02/04 hồ sơ tiếp nhận, chiếm 50%"
            return
    pytest.fail("the sentence is not there")


async def test_no_right_report_of_any_period_is_stopped(town: Town) -> None:
    """Invented data: dossiers, totals, reports of staff, things broken; and nothing at all."""
    assert (await made(town)).faults == []
    luck = Random(20260615)
    await _furnished(town)
    lines = ["Mã hồ sơ,Mã thủ tục,Người nộp,Số điện thoại,Hình thức nộp,Tiếp nhận,Hẹn trả,Ngày trả kết quả,Thư xin lỗi"]
    for number in range(120):
        received = date(2025, 11, 1) + timedelta(days=luck.randrange(220))
        due = received + timedelta(days=luck.randrange(3, 20))
        returned = due + timedelta(days=luck.randrange(-5, 6))
        end = returned.strftime("%d/%m/%Y") if returned <= town.today and luck.random() < 0.9 else ""
        way, letter = luck.choice(["Trực tiếp", "Trực tuyến", ""]), luck.choice(["Có", ""])
        lines.append(f"R-{number},P-{luck.choice('12')},,,{way},{received:%d/%m/%Y},{due:%d/%m/%Y},{end},{letter}")
    await town.imports(FileKind.DOSSIERS, "ho-so.csv", "\n".join(lines).encode())
    totals = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\n"
    totals += "Trang tin,01/01/2026,31/03/2026,29999,30000\nTrang tin,01/04/2026,30/05/2026,1,3\n"
    await town.imports(FileKind.TOTALS, "kenh.csv", totals.encode())
    for _ in range(12):
        first = date(2025, 10, 1) + timedelta(days=luck.randrange(250))
        period = luck.choice(
            [
                Period(first, first + timedelta(days=luck.randrange(1, 300))),
                Period.of_months(first.year, first.month, first.month),
                Period.of_months(first.year, 1, 12),
                Period.of_months(2026, 1, luck.choice([3, 6, 9])),
            ]
        )
        report = await made(town, period, luck.choice(list(Regime)))
        assert report.faults == [], period


async def test_a_claim_that_is_not_so_stops_the_report_and_there_is_a_way_on(any_town: Town) -> None:
    staff = await _furnished(any_town)
    officer = await any_town.member(Role.OFFICER)
    await staff.says("/denxuat khó khăn: tuy không có hồ sơ trễ hạn nhưng quầy thiếu máy quét")
    await staff.says("1 70% Đang thực hiện đúng tiến độ")
    before = len(officer.inbox)
    await officer.says("/baocao tháng 6/2026")
    told = officer.inbox[-1]
    assert not any("file_id" in message.payload for message in officer.inbox[before:])
    assert "Chưa gửi báo cáo" in told.text
    assert "văn bản có 2 chỗ chưa đúng với số liệu" in told.text
    assert "2. Tồn tại, hạn chế; khó khăn, vướng mắc: “Tuy không có hồ sơ trễ hạn" in told.text
    assert "Nói “không có hồ sơ trễ hạn”, nhưng có 03 hồ sơ trễ hạn." in told.text
    assert "Nhiệm vụ “1. Lập kế hoạch năm”" in told.text
    assert "Tiến độ là “Quá hạn”." in told.text
    before = len(officer.inbox)
    await officer.taps("Lập không có các câu này")
    assert "Đã bỏ 2 câu chưa đúng với số liệu" in officer.hears
    text = "\n".join(await _text(any_town, officer, before))
    assert "thiếu máy quét" not in text
    assert "đúng tiến độ" not in text
    assert "1. Lập kế hoạch năm" in text
    await staff.forges("report_without:cchc:20260601-20260630")
    assert "vai trò khác" in staff.hears


async def _text(town: Town, officer: Person, before: int) -> list[str]:
    from tests.office_files import lines, opened

    return lines(opened(await content_of(town, officer.inbox[before:])))


async def test_an_office_s_own_layout_is_read_back_too(town: Town) -> None:
    await _furnished(town)
    officer = await town.member(Role.OFFICER)
    template = template_of(
        "Theo Nghị định số 61/2018/NĐ-CP, 17 phòng báo cáo {{ period }}:",
        "Có {{ figures.late }}/{{ figures.received }} hồ sơ trễ hạn ({{ figures.late_share }}).",
        "Toàn bộ hồ sơ được giải quyết đúng hạn.",
        "{%p for sentence in sentences.dossiers %}", "{{ sentence }}", "{%p endfor %}",
        table=[["TT", "Nhiệm vụ", "Tiến độ"], ["{%tr for task in tasks %}", "", ""],
               ["{{ task.number }}", "{{ task.title }}", "{{ task.state }}"], ["{%tr endfor %}", "", ""]],
    )  # fmt: skip
    await officer.sends_file("mau.docx", template, caption="mẫu báo cáo")
    await officer.says("/baocao tháng 6/2026")
    assert "văn bản có 1 chỗ" in officer.hears
    assert "“Toàn bộ hồ sơ được giải quyết đúng hạn.”" in officer.hears
    mended = template_of("Có {{ figures.late }} hồ sơ trễ hạn ({{ figures.late_share }}), {{ counts.received }} hồ sơ.")
    await officer.sends_file("mau.docx", mended, caption="mẫu báo cáo")
    document = await document_of(town, officer, "/baocao tháng 6/2026")
    assert "Có 02 hồ sơ trễ hạn (50%), 4 hồ sơ." in [paragraph.text for paragraph in document.paragraphs]


async def test_the_command_line_writes_nothing_that_is_false(town: Town) -> None:
    staff = await _furnished(town)
    await staff.says("/denxuat khó khăn: không còn sự cố nào nhưng thiếu người")
    report = await made(town, JUNE)
    [fault] = report.faults
    assert (fault.kind, fault.expected) == ("claim", "còn 01 sự cố chưa khắc phục")
    assert "thiếu người" in body(report)


def test_every_count_of_the_catalogue_has_what_it_must_say() -> None:
    """A new sentence of the report that counts something is derived in handlers/report/proof/, or named above."""
    counting = {
        key.removeprefix("report_text.")
        for key, text in catalogue("vi").items()
        if key.startswith("report_text.") and re.search(r"\{\w+\}", text)
    }
    assert counting - DERIVED.keys() - NOT_COUNTED == set()
    assert NOT_COUNTED & DERIVED.keys() == set()
    assert RATINGS.keys() <= DERIVED.keys()


CLAIMS = {
    "late_dossiers": ["Không có hồ sơ trễ hạn", "không phát sinh hồ sơ nào quá hạn", "Tất cả hồ sơ đều trả đúng hạn",
                      "100% hồ sơ được giải quyết trước hạn và đúng hạn"],
    "late_tasks": ["Tất cả các nhiệm vụ đều được thực hiện đúng tiến độ quy định", "không có nhiệm vụ nào trễ hạn",
                   "Các nhiệm vụ được thực hiện đúng hạn"],
    "open_tasks": ["Toàn bộ nhiệm vụ đã hoàn thành"],
    "letters": ["không nợ thư xin lỗi", "đã gửi đủ thư xin lỗi"],
    "cases": ["Không tiếp nhận phản ánh, kiến nghị nào"],
    "overdue_cases": ["không có phản ánh, kiến nghị quá hạn"],
    "ratings": ["không phát sinh lượt đánh giá nào"],
    "outages": ["không ghi nhận kiosk nào mất tín hiệu"],
    "incidents": ["không còn sự cố"],
    "documents": ["không ban hành văn bản nào"],
}  # fmt: skip
NO_CLAIMS = [
    "Không có máy quét để nhận hồ sơ trễ hạn chuyển đến", "Còn 2 hồ sơ trễ hạn", "3/4 nhiệm vụ đúng tiến độ",
    "Một số nhiệm vụ chưa đúng tiến độ", "Đề nghị không để phát sinh thêm phản ánh của người dân",
]  # fmt: skip


def test_claims_are_found_in_usual_words_and_not_elsewhere() -> None:
    assert CLAIMS.keys() == PATTERNS.keys()
    for name, texts in CLAIMS.items():
        for text in texts:
            found = [claim for claim, pattern in PATTERNS.items() if re.search(pattern, fold_letters(text))]
            assert found == [name], text
    for text in NO_CLAIMS:
        assert not any(re.search(pattern, fold_letters(text)) for pattern in PATTERNS.values()), text
    assert claims_to_be_in_time("dang thuc hien dung tien do")
    assert not claims_to_be_in_time("khong dung tien do")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("- Hồ sơ trễ hạn: 09/6.981 hồ sơ, chiếm 0,13%;", ["9", "6981", "0,13%"]),
        ("12. Có 07 việc từ 07:30 09/10/2019", ["7", "7:30", "9/10/2019"]),
        ("quý III/2026, số 61/2018/NĐ-CP", ["2026", "61", "2018"]),
        ("không có số", []),
    ],
)
def test_numbers_are_told_by_their_value(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers_in(text)] == values
