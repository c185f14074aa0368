"""The unit's own template in the chat: sent, shown, fetched, replaced, removed."""

from dataclasses import replace

import pytest

from handlers.report.template.fields import described
from storage.models import Role
from tests.chat import Town
from tests.office_files import lines, rows, value
from tests.report_templates import EXAMPLE_FILE, SAY, content_of, document_of, template_of
from tests.samples import furnish


async def test_the_officer_sends_a_template_and_reports_are_written_in_it(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("4 50% Đang in <b>bảng</b> & {{ unit }}")
    assert "bố cục có sẵn" in (await officer.says("/mau")).text
    own = template_of(
        "BÁO CÁO RIÊNG của {{ unit }}, {{ period }}",
        "{%p for sentence in sentences.dossiers %}",
        "{{ sentence }}",
        "{%p endfor %}",
        "Trễ {{ figures.late }} ({{ figures.late_share }})",
        table=[["{%tr for task in tasks %}", ""], ["{{ task.number }}", "{{ task.note }}"], ["{%tr endfor %}", ""]],
    )
    await officer.sends_file("mau.docx", own)
    assert "Đã nhận mẫu mau.docx" in officer.hears
    document = await document_of(any_town, officer)
    assert "Văn bản .docx theo mẫu riêng: mau.docx" in officer.hears
    texts = lines(document)
    assert texts[0] == "BÁO CÁO RIÊNG của Sở Thử, quý II/2026"
    assert "Trong kỳ tiếp nhận 05 hồ sơ, trả kết quả 03 hồ sơ." in texts
    assert "Trễ 03 (60%)" in texts
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[3] == ["4", "Đang in <b>bảng</b> & {{ unit }}"]
    assert len(cells) == 5


async def test_a_template_is_shown_fetched_replaced_and_removed(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    first, second = template_of("Một {{ unit }}"), template_of("Hai {{ unit }}")
    await officer.sends_file("mot.docx", first, caption="Mẫu báo cáo")
    await officer.sends_file("hai.docx", second, caption="mau bao cao")
    screen = await officer.says("/mau")
    assert "mẫu riêng: hai.docx (Sở Thử, nhận 12:00 15/06/2026)" in screen.text
    assert await content_of(any_town, [await officer.taps("Tải mẫu đang dùng", screen)]) == second
    await officer.taps("Bỏ mẫu", screen)
    await officer.taps("Vâng")
    assert "Đã bỏ mẫu" in officer.hears
    assert lines(await document_of(any_town, officer))[0] != "Hai Sở Thử"
    assert "Chưa có mẫu báo cáo riêng" in (await officer.taps("Tải mẫu đang dùng", screen)).text


async def test_the_example_can_be_fetched_and_sent_back_as_it_is(town: Town) -> None:
    await furnish(town)
    town.office.recipients = ("Sở Nội vụ", "Các phòng")
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    before = len(officer.inbox)
    await officer.taps("Tải mẫu ví dụ")
    await officer.sends_file("vi-du.docx", await content_of(town, officer.inbox[before:]), caption="mẫu báo cáo")
    assert "Đã nhận mẫu" in officer.hears
    document = await document_of(town, officer)
    texts = lines(document)
    assert any(text.startswith("Sở Thử báo cáo kết quả công tác cải cách hành chính quý II/2026") for text in texts)
    assert "Trong kỳ có 03 hồ sơ trễ hạn (60%), đã gửi 01 thư xin lỗi." in texts
    assert not [text for text in texts if "{" in text]
    assert "- Sở Nội vụ;\n- Các phòng;" in texts, "each recipient has a line"
    table = rows(document.tables[-1]._tbl)
    merges = [value(cells[0], "w:tcPr/w:vMerge") for cells in table]
    assert merges == [None, "restart", "continue", "restart", "continue", "continue"]
    assert document.core_properties.title == "BÁO CÁO Kết quả công tác cải cách hành chính quý II/2026"


async def test_charts_and_addressees_stand_where_the_template_has_them(any_town: Town) -> None:
    await furnish(any_town)
    any_town.office.letterhead = replace(any_town.office.letterhead, addressees=("Sở Nội vụ", "Văn phòng"))
    officer = await any_town.member(Role.OFFICER)
    own = template_of(
        "Kính gửi: {{ addressees|join('; ') }}",
        "{%p for chart in charts %}",
        "Hình {{ loop.index }}: {{ chart.picture }}",
        "{%p endfor %}",
        "Hết",
    )
    await officer.sends_file("mau.docx", own, caption="mẫu báo cáo")
    assert "Đã nhận mẫu" in officer.hears
    document = await document_of(any_town, officer)
    texts = lines(document)
    assert texts[0] == "Kính gửi: Sở Nội vụ; Văn phòng"
    assert texts[-1] == "Hết"
    pictures = list(document.inline_shapes)
    assert len(pictures) == len([text for text in texts if text.startswith("Hình")]) > 1
    assert all(15 < picture.width.cm < 16 or picture.height.cm <= 11.01 for picture in pictures)
    descriptions = [picture._inline.docPr.get("descr") for picture in pictures]
    assert all(len(words) > 20 for words in descriptions), "read aloud in place of the picture"
    assert len({picture._inline.docPr.get("id") for picture in pictures}) == len(pictures)


async def test_all_placeholders_are_told_in_the_chat(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    await officer.taps("Các chỗ điền")
    told = (await officer.newest_file()).content.decode("utf-8-sig")
    assert all(written in told for written, _ in described(SAY))


async def test_a_wrong_template_is_named_with_its_place_and_the_one_in_use_stays(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("mau.docx", template_of("Một {{ unit }}"), caption="mẫu báo cáo")
    await officer.sends_file(
        "sai.docx", template_of("Kính gửi", "Số hồ sơ: {{ figures.recieved }}"), caption="mẫu báo cáo"
    )
    assert "không có chỗ điền “figures.recieved”, có phải là “figures.received”?" in officer.hears
    assert "thân văn bản, đoạn “Số hồ sơ: {{ figures.recieved }}”" in officer.hears
    assert "mau.docx" in (await officer.says("/mau")).text


async def test_a_plan_sent_after_the_template_screen_is_told_from_a_template(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    plan = template_of("KẾ HOẠCH NĂM 2026", table=[["Nhiệm vụ", "Thời hạn"], ["1. Rà soát", "Quý II"]])
    await officer.sends_file("ke-hoach.docx", plan)
    assert "không phải mẫu báo cáo" in officer.hears
    await officer.sends_file("ke-hoach.docx", plan)
    assert "không phải mẫu báo cáo" not in officer.hears
    await officer.says("/mau")
    town.passes(hours=2)
    await officer.sends_file("ke-hoach.docx", plan)
    assert "không phải mẫu báo cáo" not in officer.hears


@pytest.mark.parametrize("role", [Role.STAFF, Role.DIRECTOR])
async def test_only_an_officer_gives_a_template(town: Town, role: Role) -> None:
    person, officer = await town.member(role), await town.member(Role.OFFICER)
    await person.sends_file("mau.docx", template_of("Một {{ unit }}"), caption="mẫu báo cáo")
    assert "bố cục có sẵn" in (await officer.says("/mau")).text


async def test_a_room_uses_the_department_s_template_until_it_has_its_own_and_removes_only_its_own(town: Town) -> None:
    room = await town.unit("Phòng Một")
    above, officer = await town.member(Role.OFFICER), await town.member(Role.OFFICER, room)
    await above.sends_file("so.docx", template_of("Sở: {{ unit }}"), caption="mẫu báo cáo")
    assert lines(await document_of(town, officer))[0] == "Sở: Phòng Một"
    screen = await officer.says("/mau")
    assert "so.docx (Sở Thử" in screen.text
    assert not [label for label in screen.labels if "Bỏ mẫu" in label]
    await officer.forges("template_remove_do")
    assert "so.docx" in (await above.says("/mau")).text
    await officer.sends_file("phong.docx", template_of("Phòng: {{ unit }}"), caption="mẫu báo cáo")
    assert lines(await document_of(town, officer))[0] == "Phòng: Phòng Một"
    assert lines(await document_of(town, above))[0] == "Sở: Sở Thử"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("mau.docx", b"not a file", "bị hỏng"),
        ("mau.docx", b"", "bị hỏng"),
        ("mau.docm", EXAMPLE_FILE, "Lưu thành .docx"),
        ("mau.doc", EXAMPLE_FILE, "Lưu thành .docx"),
        ("mau.pdf", EXAMPLE_FILE, "Lưu thành .docx"),
    ],
)
async def test_what_is_no_word_file_is_no_template(town: Town, name: str, content: bytes, told: str) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file(name, content, caption="mẫu báo cáo")
    assert told in officer.hears
