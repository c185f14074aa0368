"""The signed file comes back: kept beside the draft, read, compared, and handed out only as it was kept."""

import io

import docx
import pytest
from sqlalchemy import text

from handlers.report.signed.apart import read_file
from handlers.report.signed.pdf import office_suite
from handlers.report.signed.reading import compared
from storage.models import Role
from tests.chat import Person, Town
from tests.issued_reports import bytes_of, issues, listed, makes, opens
from tests.office_files import lines, opened
from tests.samples import furnish


async def _issued(town: Town) -> tuple[Person, bytes]:
    await furnish(town)
    officer = await town.member(Role.OFFICER, name="Chuyên viên Thử")
    draft = await bytes_of(town, (await makes(officer))[0])
    await issues(officer)
    return officer, draft


def _changed(draft: bytes, was: str, now: str) -> bytes:
    document = docx.Document(io.BytesIO(draft))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(was, now)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


async def test_a_signed_file_is_kept_beside_the_draft_with_what_it_has_otherwise(any_town: Town) -> None:
    officer, draft = await _issued(any_town)
    assert "trễ hạn: 03/05" in "\n".join(lines(opened(draft)))
    signed = _changed(draft, "trễ hạn: 03/05", "trễ hạn: 02/05")
    await officer.sends_file("bao-cao-ky.docx", signed, caption="Bản ký 12/BC-ST")
    assert "Đã lưu bản ký của báo cáo số 12/BC-ST" in officer.hears
    assert "03 → 02" in officer.hears
    assert "1 số trong bản ký khác dự thảo" in officer.hears
    assert "Không có chữ ký số" in officer.hears
    details, _ = await opens(officer)
    assert "Bản ký: bao-cao-ky.docx" in details
    before = len(officer.inbox)
    await listed(officer)
    await officer.taps("/BC-ST, Báo cáo")
    shown = next(message for message in officer.inbox[before:] if "Tải bản đã ký" in " ".join(message.labels))
    await officer.taps("Tải bản đã ký", shown)
    assert (await officer.newest_file()).content == signed
    async with any_town.db() as db:
        await db.execute(text("UPDATE file SET content = :x WHERE name = 'bao-cao-ky.docx'"), {"x": b"other"})
    await officer.taps("Tải bản đã ký", shown)
    assert "không còn đúng như khi lưu" in officer.hears


async def test_the_issued_document_has_number_and_day_and_the_draft_stays(town: Town) -> None:
    officer, draft = await _issued(town)
    before = len(officer.inbox)
    await listed(officer)
    await officer.taps("/BC-ST, Báo cáo")
    await officer.taps("Gửi lại", next(one for one in officer.inbox[before:] if "Gửi lại" in " ".join(one.labels)))
    files = [await town.file(message) for message in officer.inbox[before:] if "file_id" in message.payload]
    assert files[0].content == draft
    assert files[-1].name.endswith("-so-12.docx")
    words = "\n".join(lines(opened(files[-1].content)))
    assert "Số: 12/BC-" in words
    assert "ngày 15 tháng 6 năm 2026" in words
    assert list(compared("\n".join(lines(opened(draft))), words)) == [], "what signing puts in is no difference"


async def test_who_may_and_what_is_not_taken(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    ready = officer.last
    await officer.sends_file("ky.pdf", b"%PDF-1.4", caption="bản ký")
    assert "chưa phát hành" in officer.hears
    await officer.taps("Phát hành", ready)
    await officer.says("12/BC-ST ngày 15/06/2026")
    await officer.sends_file("ky.pdf", b"%PDF-1.4 hong", caption="bản ký 12/BC-ST")
    assert "không đọc được" in officer.hears
    await officer.sends_file("ky.pdf", b"%PDF-1.4", caption="bản ký 99/BC-ST")
    assert "Không có báo cáo đã phát hành mang số 99/bc-st" in officer.hears
    director = await town.member(Role.DIRECTOR)
    await director.forges("signed_ask:1")
    assert "Gửi bản đã ký" not in " ".join(director.last.labels)
    other = await town.member(Role.OFFICER, await town.unit("Phòng Khác"))
    assert "Không tìm thấy báo cáo" in (await other.forges("signed_ask:1")).text


@pytest.mark.parametrize(
    ("draft", "signed", "found"),
    [
        ("Có 9/6.981 hồ sơ, đạt 99,97%.", "Có 9/6.981 hồ sơ,\nđạt 99,97%.", []),
        ("Có 9/6.981 hồ sơ", "Có 8/6.981 hồ sơ", [("9", "8")]),
        ("Có 9 hồ sơ", "Có 9 hồ sơ và 3 việc", [("", "3")]),
        ("Có 9 hồ sơ và 3 việc", "Có 9 hồ sơ", [("3", "")]),
    ],
)
def test_numbers_are_compared_wherever_lines_break(draft: str, signed: str, found: list[tuple[str, str]]) -> None:
    assert [(one.was, one.now) for one in compared(draft, signed)] == found


@pytest.mark.skipif(office_suite() is None, reason="no LibreOffice here")
async def test_a_pdf_is_made_where_the_office_suite_is(town: Town) -> None:
    officer, _ = await _issued(town)
    await listed(officer)
    await officer.taps("/BC-ST, Báo cáo")
    shown = next(one for one in reversed(officer.inbox) if "Bản PDF" in " ".join(one.labels))
    await officer.taps("Bản PDF", shown)
    made = (await officer.newest_file()).content
    assert made.startswith(b"%PDF-")
    assert "trễ hạn: 03/05" in " ".join(read_file(made, "x.pdf")[0].split())
