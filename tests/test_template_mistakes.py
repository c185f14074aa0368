"""What is wrong in a template is said, with its place."""

import pytest
from docx.document import Document

from tests.report_templates import refusal_of, template_of


def test_a_wrong_placeholder_is_found_in_tables_headers_footers_and_properties() -> None:
    assert "thân văn bản, bảng 1, hàng 2, “Ô {{ wrong }}”" in refusal_of(
        template_of(table=[["a", "b"], ["c", "Ô {{ wrong }}"]])
    )

    def header(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Đầu {{ wrong }}"

    def footer(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "Chân {{ wrong }}"

    def title(document: Document) -> None:
        document.core_properties.title = "Tên {{ wrong }}"

    assert "đầu trang, đoạn “Đầu {{ wrong }}”" in refusal_of(template_of(change=header))
    assert "chân trang, đoạn “Chân {{ wrong }}”" in refusal_of(template_of(change=footer))
    assert "thuộc tính của tệp “Tên {{ wrong }}”" in refusal_of(template_of(change=title))


def test_a_chart_stands_in_the_body_alone() -> None:
    def header(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{% for chart in charts %}{{ chart.picture }}{% endfor %}"

    def title(document: Document) -> None:
        document.core_properties.title = "{% for chart in charts %}{{ chart.picture }}{% endfor %}"

    assert "biểu đồ “chart.picture” chỉ đặt được ở thân văn bản" in refusal_of(template_of(change=header))
    assert "chỉ đặt được ở thân văn bản" in refusal_of(template_of(change=title))


@pytest.mark.parametrize("shaped", ["chart.picture|upper", "chart.picture ~ 'x'", "unit if unit else chart.picture"])
def test_a_chart_is_put_into_no_words(shaped: str) -> None:
    told = refusal_of(template_of("{%p for chart in charts %}", f"{{{{ {shaped} }}}}", "{%p endfor %}"))
    assert "không dùng được" in told


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
    said = refusal_of(template_of("Mở đầu", *paragraphs))
    assert told in said
    assert "chỗ điền nào" in told or "đoạn “" in said


def test_commands_that_do_not_match_across_a_table_are_refused() -> None:
    crossing = template_of("{% for task in tasks %}", table=[["{{ task.note }}", "{% endfor %}"]])
    assert "không cùng một cấp" in refusal_of(crossing)
