"""The unit's own template: what it may do, how a wrong one is named, and how it is used."""

import io
import time
import zipfile
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.catalogue import Words
from handlers.report.content import Wanted, collect_report
from handlers.report.template.apart import render_apart
from handlers.report.template.example import example_template
from handlers.report.template.fields import FIELDS, Kind, Shape, described, sample_values
from handlers.report.template.rendering import fill_in
from handlers.report.template.values import Values, template_values, writable
from storage.days.calendars import Regime
from storage.days.periods import Period
from storage.imports.importing import FileKind
from storage.messages.files import read_file
from storage.models import Role
from storage.refusals import Refusal
from tests.chat import NOON, Message, Person, Town
from tests.office_files import lines, opened, rows, value
from tests.readme import EXAMPLE, TEMPLATE_PAGE, template_table
from tests.samples import PLAN, furnish

SAY = Words("vi")
EXAMPLE_FILE = example_template(SAY, NOON)


def _template(
    *paragraphs: str, table: Sequence[Sequence[str]] = (), change: Callable[[Document], None] | None = None
) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _filled(*paragraphs: str, values: Values | None = None) -> list[str]:
    file = fill_in(_template(*paragraphs), values or sample_values())
    return lines(opened(file))


def _refused(template: bytes) -> str:
    """What the officer is told."""
    with pytest.raises(Refusal) as refused:
        fill_in(template, sample_values())
    return SAY(f"refusal.{refused.value.key}", **refused.value.values)


async def _document(town: Town, officer: Person, words: str = "/baocao quý 2 2026") -> Document:
    before = len(officer.inbox)
    await officer.says(words)
    return opened(await _content(town, officer.inbox[before:]))


async def _content(town: Town, messages: Sequence[Message], suffix: str = ".docx") -> bytes:
    (found,) = [one for one in messages if "file_id" in one.payload and one.text.endswith(suffix)]
    async with town.db() as db:
        return (await read_file(db, found.payload["file_id"])).content


async def test_the_officer_sends_a_template_and_reports_are_written_in_it(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("4 50% Đang in <b>bảng</b> & {{ unit }}")
    assert "bố cục có sẵn" in (await officer.says("/mau")).text
    own = _template(
        "BÁO CÁO RIÊNG của {{ unit }}, {{ period }}",
        "{%p for sentence in sentences.dossiers %}",
        "{{ sentence }}",
        "{%p endfor %}",
        "Trễ {{ figures.late }} ({{ figures.late_share }})",
        table=[["{%tr for task in tasks %}", ""], ["{{ task.number }}", "{{ task.note }}"], ["{%tr endfor %}", ""]],
    )
    await officer.sends_file("mau.docx", own)
    assert "Đã nhận mẫu mau.docx" in officer.hears
    document = await _document(any_town, officer)
    assert "Văn bản .docx theo mẫu riêng: mau.docx" in officer.hears
    texts = lines(document)
    assert texts[0] == "BÁO CÁO RIÊNG của Sở Thử, quý II/2026"
    assert "Trong kỳ tiếp nhận 5 hồ sơ, trả kết quả 3 hồ sơ." in texts
    assert "Trễ 3 (60%)" in texts
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[3] == ["4", "Đang thực hiện 50%. Đang in <b>bảng</b> & {{ unit }}"]
    assert len(cells) == 5


async def test_a_template_is_shown_fetched_replaced_and_removed(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    first, second = _template("Một {{ unit }}"), _template("Hai {{ unit }}")
    await officer.sends_file("mot.docx", first, caption="Mẫu báo cáo")
    await officer.sends_file("hai.docx", second, caption="mau bao cao")
    screen = await officer.says("/mau")
    assert "mẫu riêng: hai.docx (Sở Thử, nhận 12:00 15/06/2026)" in screen.text
    assert await _content(any_town, [await officer.taps("Tải mẫu đang dùng", screen)]) == second
    await officer.taps("Bỏ mẫu", screen)
    await officer.taps("Vâng")
    assert "Đã bỏ mẫu" in officer.hears
    assert lines(await _document(any_town, officer))[0] != "Hai Sở Thử"
    assert "Chưa có mẫu báo cáo riêng" in (await officer.taps("Tải mẫu đang dùng", screen)).text


async def test_the_example_can_be_fetched_and_sent_back_as_it_is(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    before = len(officer.inbox)
    await officer.taps("Tải mẫu ví dụ")
    await officer.sends_file("vi-du.docx", await _content(town, officer.inbox[before:]), caption="mẫu báo cáo")
    assert "Đã nhận mẫu" in officer.hears
    document = await _document(town, officer)
    texts = lines(document)
    assert (
        "Sở Thử báo cáo kết quả thực hiện quý II/2026 (số liệu từ ngày 01/04/2026 đến ngày 30/06/2026) như sau:"
        in texts
    )
    assert "Trong kỳ có 3 hồ sơ trễ hạn (60%), đã gửi 1 thư xin lỗi." in texts
    assert not [text for text in texts if "{" in text]
    table = rows(document.tables[-1]._tbl)
    merges = [value(cells[0], "w:tcPr/w:vMerge") for cells in table]
    assert merges == [None, "restart", "continue", "restart", "continue", "continue"]
    assert document.core_properties.title == "BÁO CÁO Kết quả công tác cải cách hành chính quý II/2026"


async def test_all_placeholders_are_told_in_the_chat(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    before = len(officer.inbox)
    await officer.taps("Các chỗ điền")
    told = [message.text for message in officer.inbox[before:]]
    assert all(len(text) < 4096 for text in told)
    assert all(written in "\n".join(told) for written, _ in described(SAY))


async def test_a_wrong_template_is_named_with_its_place_and_the_one_in_use_stays(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("mau.docx", _template("Một {{ unit }}"), caption="mẫu báo cáo")
    await officer.sends_file(
        "sai.docx", _template("Kính gửi", "Số hồ sơ: {{ figures.recieved }}"), caption="mẫu báo cáo"
    )
    assert "không có chỗ điền “figures.recieved”, có phải là “figures.received”?" in officer.hears
    assert "thân văn bản, đoạn “Số hồ sơ: {{ figures.recieved }}”" in officer.hears
    assert "mau.docx" in (await officer.says("/mau")).text


async def test_a_plan_sent_after_the_template_screen_is_told_from_a_template(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    plan = _template("KẾ HOẠCH NĂM 2026", table=[["Nhiệm vụ", "Thời hạn"], ["1. Rà soát", "Quý II"]])
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
    await person.sends_file("mau.docx", _template("Một {{ unit }}"), caption="mẫu báo cáo")
    assert "bố cục có sẵn" in (await officer.says("/mau")).text


async def test_a_room_uses_the_department_s_template_until_it_has_its_own_and_removes_only_its_own(town: Town) -> None:
    room = await town.unit("Phòng Một")
    above, officer = await town.member(Role.OFFICER), await town.member(Role.OFFICER, room)
    await above.sends_file("so.docx", _template("Sở: {{ unit }}"), caption="mẫu báo cáo")
    assert lines(await _document(town, officer))[0] == "Sở: Phòng Một"
    screen = await officer.says("/mau")
    assert "so.docx (Sở Thử" in screen.text
    assert not [label for label in screen.labels if "Bỏ mẫu" in label]
    await officer.forges("template_remove_do")
    assert "so.docx" in (await above.says("/mau")).text
    await officer.sends_file("phong.docx", _template("Phòng: {{ unit }}"), caption="mẫu báo cáo")
    assert lines(await _document(town, officer))[0] == "Phòng: Phòng Một"
    assert lines(await _document(town, above))[0] == "Sở: Sở Thử"


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


def test_a_wrong_placeholder_is_found_in_tables_headers_footers_and_properties() -> None:
    assert "thân văn bản, bảng 1, hàng 2, “Ô {{ wrong }}”" in _refused(
        _template(table=[["a", "b"], ["c", "Ô {{ wrong }}"]])
    )

    def header(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Đầu {{ wrong }}"

    def footer(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "Chân {{ wrong }}"

    def title(document: Document) -> None:
        document.core_properties.title = "Tên {{ wrong }}"

    assert "đầu trang, đoạn “Đầu {{ wrong }}”" in _refused(_template(change=header))
    assert "chân trang, đoạn “Chân {{ wrong }}”" in _refused(_template(change=footer))
    assert "thuộc tính của tệp “Tên {{ wrong }}”" in _refused(_template(change=title))


def test_headers_and_properties_are_filled_in_too() -> None:
    def everywhere(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ unit }}"
        document.core_properties.title = "{{ unit }}"

    values = {**sample_values(), "unit": "Sở <A> & B"}
    document = opened(fill_in(_template("{{ unit }}", change=everywhere), values))
    assert document.sections[0].header.paragraphs[0].text == "Sở <A> & B"
    assert document.core_properties.title == "Sở <A> & B"
    assert lines(document)[0] == "Sở <A> & B"


def test_a_placeholder_that_word_cut_into_runs_is_read_as_one() -> None:
    def cut(document: Document) -> None:
        paragraph = document.add_paragraph("{{ fig")
        paragraph.add_run("ures.").bold = True
        paragraph.add_run("late }}")

    assert lines(opened(fill_in(_template(change=cut), sample_values())))[0] == "…"


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (["{{ unit"], "chưa mở hoặc chưa đóng đủ"),
        (["unit }}"], "chưa mở hoặc chưa đóng đủ"),
        (["{{ unit } }"], "chưa mở hoặc chưa đóng đủ"),
        (["{{ }}"], "không đọc được"),
        (["{{ unit unit }}"], "không đọc được"),
        (["{{ tasks }}"], "là danh sách hoặc nhóm"),
        (["{{ figures }}"], "là danh sách hoặc nhóm"),
        (["{{ tasks.note }}"], "không có chỗ điền “tasks.note”"),
        (["{{ task.note }}"], "không có chỗ điền “task”"),
        (["{{ loop.index }}"], "không có chỗ điền “loop”"),
        (["{{ unit.upper }}"], "không có chỗ điền “unit.upper”"),
        (["{%p for task in tasks %}", "{{ task.note }}"], "lệnh for chưa có lệnh kết thúc"),
        (["{%p endfor %}"], "lệnh endfor không có lệnh mở đầu"),
        (["{%p if year %}", "{%p endfor %}"], "lệnh endfor không có lệnh mở đầu"),
        (["{%p for letter in unit %}", "{%p endfor %}"], "không lặp được"),
        (["{% if wrong %}a{% endif %}"], "không có chỗ điền “wrong”"),
        (["{% if year %}a{% elif wrong %}b{% endif %}"], "không có chỗ điền “wrong”"),
        (["Không có gì"], "không có chỗ điền nào"),
        (["{% for a in tasks %}" * 4 + "{{ unit }}" + "{% endfor %}" * 4], "quá 3 tầng"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(paragraphs: list[str], told: str) -> None:
    said = _refused(_template("Mở đầu", *paragraphs))
    assert told in said
    assert "chỗ điền nào" in told or "đoạn “" in said


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ unit.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ unit|attr('__class__') }}",
        "{{ figures['late'] }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self }}",
        "{{ unit.format(unit) }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ unit|safe }}",
        "{{ unit|default(unit, boolean=1) }}",
        "{{r unit }}",
        "{{p unit }}",
        "{% set x = 1 %}",
        "{% include 'settings.py' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% raw %}{% endraw %}",
        "{% filter upper %}a{% endfilter %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        "{% for task in tasks recursive %}{% endfor %}",
        "{% for a, b in tasks %}{% endfor %}",
        "{% hm %}",
        "{% colspan year %}",
        "{% vm %}",
    ],
)
def test_a_hostile_template_is_refused_and_nothing_of_it_runs(hostile: str) -> None:
    began = time.process_time()
    assert "Mẫu báo cáo" in _refused(_template("Một {{ unit }}", hostile))
    assert time.process_time() - began < 2


def test_what_is_hidden_from_the_eye_is_refused_too() -> None:
    def in_attribute(document: Document) -> None:
        name = OxmlElement("w:bookmarkStart")
        name.set(qn("w:name"), "{{ range(9) }}")
        document.paragraphs[0]._p.append(name)

    def in_instruction(document: Document) -> None:
        field = OxmlElement("w:instrText")
        field.text = "{% set x = 1 %}"
        document.paragraphs[0].add_run()._r.append(field)

    for hide in (in_attribute, in_instruction):
        assert "ở chỗ không nhìn thấy" in _refused(_template("{{ unit }}", change=hide))


async def test_a_template_that_takes_too_long_is_ended_and_the_bot_goes_on(town: Town) -> None:
    loops = "{% for a in tasks %}{% for b in tasks %}{% for c in tasks %}{% if not a.note %}x{% endif %}"
    template = _template(loops + "{% endfor %}" * 3)
    values = {**sample_values(), "tasks": [{"note": "x"}] * 3000}
    began = time.monotonic()
    with pytest.raises(Refusal) as refused:
        await render_apart(template, values, seconds=1.5)
    assert refused.value.key == "template.too_slow"
    assert time.monotonic() - began < 5
    officer = await town.member(Role.OFFICER)
    assert (await officer.says("/help")).text


async def test_a_template_that_grows_without_end_is_ended_by_its_size() -> None:
    template = _template("{% for a in tasks %}{% for b in tasks %}{{ a.note }}{% endfor %}{% endfor %}")
    values = {**sample_values(), "tasks": [{"note": "xy" * 1000}] * 2000}
    with pytest.raises(Refusal) as refused:
        await render_apart(template, values)
    assert refused.value.key in ("template.cannot_render", "template.too_large_result", "template.too_slow")


async def test_the_process_of_a_template_is_given_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # the process would not start with it
    assert await render_apart(_template("{{ unit }}"), sample_values())


def _with_entry(name: str, content: bytes) -> bytes:
    file = io.BytesIO(_template("{{ unit }}"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


def test_macros_embedded_things_links_and_bombs_are_refused() -> None:
    def linked(document: Document) -> None:
        document.part.relate_to("http://attacker.example/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    assert "macro" in _refused(_with_entry("word/vbaProject.bin", b"x"))
    assert "đối tượng nhúng" in _refused(_with_entry("word/embeddings/oleObject1.bin", b"x"))
    assert "attacker.example" in _refused(_template("{{ unit }}", change=linked))
    assert "giải nén ra quá lớn" in _refused(_with_entry("word/media/a.png", bytes(60_000_000)))


def test_a_hyperlink_is_no_danger_and_the_path_of_word_s_own_template_is_forgotten() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"

    def linked(document: Document) -> None:
        document.part.relate_to("https://so-thu.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        document.settings.element.append(OxmlElement("w:attachedTemplate"))
        document.part._settings_part.relate_to("file:///C:/Users/x/Mau.dotm", kind, is_external=True)

    file = fill_in(_template("{{ unit }}", change=linked), sample_values())
    package = zipfile.ZipFile(io.BytesIO(file))
    assert not [name for name in package.namelist() if b"Mau.dotm" in package.read(name)]
    assert b"attachedTemplate" not in package.read("word/settings.xml")


def test_commands_that_do_not_match_across_a_table_are_refused() -> None:
    crossing = _template("{% for task in tasks %}", table=[["{{ task.note }}", "{% endfor %}"]])
    assert "không cùng một cấp" in _refused(crossing)


def test_empty_lists_leave_no_damaged_table() -> None:
    template = _template(
        "{{ unit }}",
        table=[["{%p for task in tasks %}\n{{ task.note }}\n{%p endfor %}", "a"]],
        change=lambda document: _rows_only(document),
    )
    document = opened(fill_in(template, {**sample_values(), "tasks": []}))
    for cell in document.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    assert all(table.findall(qn("w:tr")) for table in document.element.body.iter(qn("w:tbl")))


def _rows_only(document: Document) -> None:
    """A cell of nothing but a loop's paragraphs, and a table of nothing but a loop's rows."""
    cell = document.tables[0].cell(0, 0)
    cell.text = "{%p for task in tasks %}"
    cell.add_paragraph("{{ task.note }}")
    cell.add_paragraph("{%p endfor %}")
    table = document.add_table(3, 1)
    for row, text in zip(table.rows, ("{%tr for task in tasks %}", "{{ task.note }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text


@settings(max_examples=25)
@given(
    st.text(max_size=60) | st.sampled_from(["a\nb", "<w:p/>", "{{ unit }}", "{% set x %}", "]]>&amp;", "\x0b\x00\x07"])
)
def test_any_note_is_written_as_it_is_and_gives_a_file_that_opens(note: str) -> None:
    written = writable({**sample_values(), "unit": note})
    first, *_ = _filled("{{ unit }}", values=written)
    assert first == written["unit"]


async def test_a_huge_note_gives_a_clear_error_and_no_file(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    plan = PLAN.replace("Đang thực hiện đúng tiến độ", "Rất dài " * 3000)
    await town.imports(FileKind.PLAN, "ke-hoach.csv", plan.encode(), year=2026)
    await officer.sends_file("mau.docx", _template("Một {{ unit }}"), caption="mẫu báo cáo")
    await officer.says("/baocao quý 2 2026")
    assert "dài quá 20.000 ký tự" in officer.hears
    assert "file_id" not in officer.last.payload


async def test_what_a_template_is_given_has_the_documented_shape(town: Town) -> None:
    await furnish(town)
    async with town.database.read() as db:
        wanted = Wanted(frozenset({town.unit_id}), Period.of_months(2026, 4, 6), Regime.CCHC)
        report = await collect_report(db, town.office, wanted, town.now)
    _conforms(template_values(SAY, report), FIELDS, "")


def _conforms(value: object, shape: Shape, path: str) -> None:
    if isinstance(shape, Kind):
        assert type(value) is {Kind.TEXT: str, Kind.NUMBER: int}[shape], path
    elif isinstance(value, dict):
        assert value.keys() == shape.keys(), path  # type: ignore[union-attr]
        for name, inner in value.items():
            _conforms(inner, shape[name], f"{path}.{name}")
    else:
        assert isinstance(value, list), path
        for item in value:
            _conforms(item, shape[0], path)  # type: ignore[index]


def test_the_page_of_placeholders_and_the_example_file_are_as_the_code_has_them() -> None:
    assert template_table() in TEMPLATE_PAGE.read_text("utf-8"), "run `make readme`"
    kept, made = (zipfile.ZipFile(io.BytesIO(file)) for file in (EXAMPLE.read_bytes(), EXAMPLE_FILE))
    name = "word/document.xml"
    assert kept.read(name) == made.read(name), "run `make readme`"
