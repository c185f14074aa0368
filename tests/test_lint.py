"""The rules of the check, on plans as people write them."""

import re
import time
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.making.lint_rules.linting import lint
from handlers.making.lint_rules.matter import LintPlan, LintTask
from handlers.making.lint_rules.sentences import finding_words
from handlers.words.catalogue import Words, catalogue
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.plan.plan import PlanFile
from storage.imports.questions import answered
from tests.lint_examples import CLEAN, EXAMPLES, GOOD, REGISTER, UNTIL, plan, rules, task
from tests.shared import shared_file

LINT = Path(__file__).parent.parent / "handlers" / "making" / "lint_rules"


def test_a_clean_plan_has_no_finding() -> None:
    assert lint(CLEAN) == []


# Notes as they are written all over the country.
FAULTLESS = [
    "Đã tham mưu UBND tỉnh ban hành Quyết định số 1234/QĐ-UBND ngày 15/5/2026; Kế hoạch số 98/KH-UBND ngày 20/3/2026.",
    "Đã phối hợp Cục Thuế theo Công văn số 1234/CT-TTHT ngày 12/3/2026.",
    "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19/6/2015, đã kiện toàn 2 phòng.",
    "Thực hiện Đề án 06, đã số hóa 1.204 hồ sơ (đạt 85,2%).",
    "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình giai đoạn 2021 - 2030.",
    "Thực hiện Chỉ thị số 23/CT-TTg ngày 02/9/2021 của Thủ tướng Chính phủ, cử 5 công chức.",
    "Theo Thông tư số 01/2023/TT-VPCP ngày 05/4/2023 của Văn phòng Chính phủ, số hóa 40 bộ.",
    "Theo Nghị quyết số 10/2020/NQ-HĐND ngày 9/12/2020 của Hội đồng nhân dân Thành phố.",
    "Đã ban hành Quy chế làm việc kèm theo Quyết định số 45/QĐ-SNV ngày 5/2/2026.",
    "Biên bản thỏa thuận số 03/BBTT-SM ngày 7/7/2026 với bưu điện.",
    "Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ Quốc hội; 3 phường.",
    "Hướng dẫn số 123/HD-SNV ngày 4/5/2026; Thông báo số 12-TB/ĐU ngày 5/5/2026.",
    "Giấy mời số 12/GM-SM ngày 5/5/2026, Phiếu chuyển số 4/PC-SM.",
    "Công điện số 12/CĐ-TTg ngày 3/3/2026 của Thủ tướng Chính phủ, đã trực 24/24 giờ.",
    "Đã lấy phiếu 120/125 người (96%), có 3 người vắng; 4.500 lượt xem.",
    "Kết luận thanh tra số 15/KL-TTr ngày 4/4/2026; Quy định số 08-QĐi/TW ngày 25/10/2018",
    "Tờ trình số 15/TTr-SM-VP ngày 4/4/2026 (hồ sơ gửi ngày 5/4/2026), được duyệt ngày 20/4/2026.",
    "Quyết định của Giám đốc Sở số 15/QĐ-SM ngày 4/4/2026 về việc điều động 2 người",
    "Đang rà soát, dự kiến ban hành kế hoạch trong quý IV; tham gia 2 cuộc họp",
    "Kế hoạch liên tịch số 15/KHLT-SM-SN ngày 4/4/2026 về phối hợp",
    "Nghị định 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ về công tác văn thư: đã tập huấn 40 người",
    "Văn bản hợp nhất số 12/VBHN-BNV; Công văn số 99/BNV-CCHC ngày 1/2/2026 của Bộ Nội vụ, đã trả lời",
    "Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022 của Thủ tướng về bộ chỉ số; đạt 87,5 điểm, xếp thứ 3/21",
    "Đã gửi đúng hạn báo cáo số 12/BC-SM ngày 20/3/2026, số 45/BC-SM ngày 20/6/2026.",
]  # fmt: skip


@pytest.mark.parametrize("note", FAULTLESS)
def test_a_faultless_note_has_no_finding(note: str) -> None:
    assert lint(plan(note)) == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_finds_what_is_wrong_and_not_what_comes_near(rule: str) -> None:
    wrong, near = EXAMPLES[rule]
    assert rule in rules(lint(wrong))
    assert rule not in rules(lint(near))


def test_every_rule_has_an_example_and_its_sentences() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in LINT.glob("*.py"))
    named = set(re.findall(r'\b(?:make_finding|finding_each|_finding|_disagreeing|_total)\(\s*"([a-z_]+)"', sources))
    assert named == EXAMPLES.keys()
    said = {key for key in catalogue("vi") if key.startswith("lint.") and key.count(".") == 2}
    assert said == {f"lint.{rule}.{part}" for rule in named for part in ("what", "why", "fix")}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_finding_is_told_in_words(rule: str) -> None:
    found = next(one for one in lint(EXAMPLES[rule][0]) if one.rule == rule)
    told = finding_words(Words("vi"), found)
    assert all(told)
    assert not re.search(r"Spot|datetime|[{}]|None", " ".join(told))


def test_a_common_register_is_recognised_by_its_documents() -> None:
    [found] = lint(plan(REGISTER + "Báo cáo số 25/BC-SM-VP ngày 01/9/2026, Thông báo số 70/TB-SM ngày 02/9/2026"))
    assert (found.rule, found.severity, found.values["document"]) == ("out_of_order", "doubt", "25/BC-SM-VP")
    # An office that numbers its decisions apart.
    assert lint(plan(REGISTER + "Quyết định số 5/QĐ-SM ngày 01/9/2026")) == []
    apart = "Quyết định số 10/QĐ-SM-VP ngày 06/01/2026, Quyết định số 11/QĐ-SM ngày 01/9/2026"
    assert lint(plan(REGISTER + apart)) == []


def test_a_document_cited_twice_is_told_once() -> None:
    wrong = "Theo Nghị định số 9/2020/NĐ-TTg"
    [found] = lint(plan(f"{wrong}, 1 kho", f"{wrong} ngày 4/5/2020; nhắc lại {wrong}, 2 kho"))
    assert found.tasks == (1, 2)


def test_evidence_that_is_attached_counts() -> None:
    assert lint(plan(task("Các phòng phối hợp rất tích cực", has_files=True))) == []


def test_a_task_reported_as_done_must_have_its_product() -> None:
    done = task(GOOD, product="Báo cáo", deadline="Quý IV", done=True)
    assert rules(lint(plan(done))) == ["missing_product"]


def test_a_code_stays_while_the_content_stays() -> None:
    notes = ["", "Các phòng phối hợp rất tích cực", "Theo Nghị định số 9/2020/NĐ-TTg", GOOD, GOOD]
    tasks = [task(note, number) for number, note in enumerate(notes, start=1)]
    codes = [one.code for one in lint(plan(*tasks))]
    assert codes == [one.code for one in lint(plan(*reversed(tasks)))]
    assert len(set(codes)) == len(codes) == 4
    assert all(1 <= len(code) <= 16 for code in codes)
    changed = [one.code for one in lint(plan(*tasks[:1], task("Các phòng rất tích cực", 2), *tasks[2:]))]
    assert len(set(codes) & set(changed)) == 3


WORDS = st.sampled_from(
    ["Kế hoạch", "Nghị định", "số", "9/KH-SM", "12/2019/NĐ-TTg", "18-NQ/TW", "ngày", "31/4/2026", "2/3", "(70%)",
     "TTHC", "tổng số", "đã ban hành", "gồm", "nhiệm vụ", "đúng tiến độ", "\n", "-", ";", "1.204 lượt",
     "3500 lượt", "99.5%",     "của Chính phủ", "năm 2026", "không phát sinh", "20 dịch vụ công mức 3"]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=25).map(" ".join)
TASKS = st.builds(task, TEXTS, st.integers(0, 5), TEXTS, TEXTS, TEXTS, done=st.booleans(), has_files=st.booleans())


@settings(max_examples=150)
@given(st.lists(TASKS, max_size=5), TEXTS, st.lists(TEXTS, max_size=2), st.randoms())
def test_no_text_breaks_it_and_no_order_changes_it(
    tasks: list[LintTask], title: str, bodies: list[str], random: Random
) -> None:
    tasks = list({one.number: one for one in tasks}.values())
    found = lint(LintPlan(2026, UNTIL, tasks, title=title, bodies=bodies))
    for one in found:
        finding_words(Words("vi"), one)
    random.shuffle(tasks)
    again = lint(LintPlan(2026, UNTIL, tasks, title=title, bodies=bodies))
    assert [one.code for one in found] == [one.code for one in again]


@pytest.mark.parametrize(
    "unit",
    ["đã ", "a", "1/", "1 ", "tổng số ", "Kế hoạch số 9/KH-SM ngày 1/1/2026 của ", "gồm 1 nhiệm vụ ", "đúng tiến độ. ",
     "12/12 TTHC (1%) ", "không có ", "1.204"],
)  # fmt: skip
def test_a_note_of_50_kb_takes_no_time(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    began = time.process_time()
    lint(plan(task(text, product="Kế hoạch", title=text[:2000])))
    assert time.process_time() - began < 3


REAL = [
    ("before_plan", (1,)), ("same_note", (17, 18)), ("signed_late", (8,)), ("missing_note", (6,)),
    ("same_note", (10, 16)), ("same_note", (19, 29, 38, 39, 42)), ("symbol_office", (14,)), ("copied_note", (36, 41)),
    ("repeated_task", (27,)), ("repeated_task", (28,)), ("repeated_task", (25,)), ("repeated_task", (31,)),
    ("repeated_task", (34,)), ("procedures_disagree", (13, 32)), ("decimal_point", (37,)), ("symbol_issuer", ()),
    ("out_of_order", ()), ("unnumbered_document", (12,)), ("unnumbered_document", (26,)), ("missing_evidence", (2,)),
    ("missing_evidence", (20,)), ("missing_evidence", (21,)), ("missing_evidence", (30,)), ("missing_evidence", (40,)),
    ("no_product", (4, 12, 14, 24, 29, 40, 41, 42)), ("list_out_of_order", ()), ("undated_document", (11,)),
    ("undated_document", ()), ("undated_document", ()),
]  # fmt: skip


def test_the_real_report_s_errors_are_found_and_nothing_else() -> None:
    file = parse_file(
        shared_file("phu-luc-cchc-2019.docx").read_bytes(), "phu-luc.docx", answered(kind=FileKind.PLAN)
    ).content
    assert isinstance(file, PlanFile)
    body, _, _ = shared_file("bao-cao-4317-2019.txt").read_text("utf-8").partition("PHỤ LỤC\n")
    tasks = [
        LintTask(row.number, row.area_numeral, row.area_name, row.title, row.product, row.deadline, row.note)
        for row in file.tasks
    ]
    found = lint(LintPlan(file.year, date(2019, 10, 9), tasks, title=file.title, bodies=[body]))
    assert sorted((one.rule, one.tasks) for one in found) == sorted(REAL)
