import re
import time
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.catalogue import Words, catalogue
from handlers.lint.findings import Finding
from handlers.lint.linting import lint
from handlers.lint.matter import LintPlan, LintTask
from handlers.lint.sentences import finding_words
from storage.imports.importing import FileKind, parse_file
from storage.imports.plan.plan import PlanFile
from storage.plan.deadlines import parse_deadline
from tests.shared import shared_file

TITLE = "Sắp xếp kho vật dụng tầng hầm"
GOOD = "Đã dọn 3 kho trong tuần đầu tháng 5"
UNTIL = date(2026, 9, 30)
LINT = Path(__file__).parent.parent / "handlers" / "lint"


def task(
    note: str, number: int = 1, title: str = TITLE, product: str = "", deadline: str = "Trong năm 2026", **more: bool
) -> LintTask:
    return LintTask(number, "I", "Điều hành", title, product, parse_deadline(deadline, 2026), note, **more)


def plan(*tasks: LintTask | str, title: str = "", bodies: tuple[str, ...] = (), **announced: int) -> LintPlan:
    """A bare text is a note of the next task."""
    rows = [task(one, number) if isinstance(one, str) else one for number, one in enumerate(tasks, start=1)]
    return LintPlan(2026, UNTIL, rows, title=title, announced=announced, bodies=bodies)


def rules(found: list[Finding]) -> list[str]:
    return [finding.rule for finding in found]


CLEAN = plan(
    task("Kế hoạch số 12/KH-SM ngày 15/01/2026 về cải tiến quầy tiếp dân năm 2026", 1, product="Kế hoạch",
         deadline="Tháng 01 năm 2026"),
    task("Trong kỳ không phát sinh.", 2, "Góp ý dự thảo khi được mời", "Văn bản góp ý", "Khi có yêu cầu"),
    task("Trong kỳ không phát sinh.", 3, "Trả lời báo chí", "Công văn", "Khi có yêu cầu"),
    task("- Đã mở 2 lớp, 41 người dự.\n- Thông báo số 31/TB-SM-VP ngày 02/02/2026 của Sở Mẫu về lịch học.", 4,
         "Mở lớp kỹ năng tiếp dân", "Thông báo", "Quý I"),
    task("Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ, Sở trình Tờ trình số 45/TTr-SM "
         "ngày 20 tháng 02 năm 2026; được duyệt tại Quyết định số 7/2026/QĐ-UBND ngày 02 tháng 3 năm 2026 của Ủy ban "
         "nhân dân Thành phố.", 5, "Xin duyệt quy trình một cửa", "Tờ trình", "Trong năm 2026"),
    task("48/50 thủ tục đã niêm yết (96%), còn 2 thủ tục chờ công bố", 6, "Niêm yết thủ tục", "Bảng niêm yết"),
    task("Cập nhật 50/50 thủ tục; 1.204 lượt truy cập trong quý, 99,5% hài lòng", 7, "Cập nhật cổng thông tin", "",
         "Thường xuyên"),
    task("Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017, đã giảm 1 phòng từ ngày 01/4/2026", 8, "Thu gọn đầu mối"),
    task("Công văn số 60/SM-VP ngày 09/4/2026 về việc sửa bảng tên; Báo cáo số 61/BC-SM ngày 09/4/2026", 9,
         "Sửa bảng tên", "Báo cáo", "Quý II"),
    title="Kế hoạch số 12/KH-SM ngày 15/01/2026",
    bodies=("Kế hoạch gồm 8 nhiệm vụ thuộc 1 nội dung trọng tâm và 01 nhiệm vụ phát sinh.",),
    I=9,
)  # fmt: skip

LONG = "Tổ công tác đã đi từng phòng ghi lại số bàn ghế hỏng và lập danh sách chờ thanh lý"
LATE_PLAN = "Kế hoạch số 9/KH-SM ngày 05/3/2026 về dọn kho"
REGISTER = (
    "Kế hoạch số 10/KH-SM ngày 05/01/2026, Thông báo số 20/TB-SM ngày 03/02/2026, Công văn số 30/SM-VP ngày 03/3/2026, "
    "Báo cáo số 40/BC-SM ngày 03/4/2026, Kế hoạch số 60/KH-SM-VP ngày 03/6/2026, "
)
# By rule: what shows it, and what comes near without being it.
EXAMPLES: dict[str, tuple[LintPlan, LintPlan]] = {
    "missing_note": (plan(" - "), plan("Không phát sinh")),
    "missing_evidence": (plan("Các phòng phối hợp rất tích cực"), plan("Các phòng phối hợp, xong ngày 3/4")),
    "same_note": (plan(GOOD, "đã dọn 3 kho trong tuần đầu tháng 5."), plan(GOOD, GOOD + " và 6")),
    "copied_note": (
        plan(LONG + ", 12 bộ", LONG + ", 12 bộ; đã thay 4 bộ"),
        plan(f"{LATE_PLAN} và {LONG}", f"{LATE_PLAN} và {LONG}; đã thay 4 bộ"),
    ),
    "repeated_task": (plan(f"Đã thực hiện {TITLE.lower()} kịp thời"), plan(f"{TITLE}: đã xong 2 kho")),
    "signed_late": (
        plan(task(LATE_PLAN, product="Kế hoạch", deadline="Tháng 02 năm 2026")),
        plan(task(f"Thực hiện {LATE_PLAN}, đã dọn 2 kho", product="Kế hoạch", deadline="Tháng 02 năm 2026")),
    ),
    "late_but_on_time": (
        plan(task("Đúng tiến độ, đạt 80%", deadline="Quý II")),
        plan(task("Đúng tiến độ, đạt 80%", deadline="Quý IV")),
    ),
    "missing_product": (
        plan(task(GOOD, product="Báo cáo tổng kết", deadline="Quý II")),
        plan(task(GOOD, product="Báo cáo tổng kết", deadline="Quý IV")),
    ),
    "unnumbered_document": (
        plan("Đã ban hành Quy chế trực kho, áp dụng từ tháng 5"),
        plan("Đã ban hành Quy chế trực kho (Quyết định số 8/QĐ-SM ngày 4/5/2026)"),
    ),
    "impossible_day": (plan("Báo cáo số 9/BC-SM ngày 31/4/2026"), plan("Báo cáo số 9/BC-SM ngày 30/4/2026")),
    "before_plan": (
        plan("Kế hoạch số 9/KH-SM ngày 12/01/2025 về trực kho năm 2026"),
        plan("Kế hoạch số 9/KH-SM ngày 12/12/2025 về trực kho năm 2026",
             "Đề án số 5/ĐA-SM ngày 12/01/2022 về kho giai đoạn 2022 - 2025 và năm 2026"),
    ),
    "after_period": (plan("Báo cáo số 9/BC-SM ngày 01/10/2026"), plan("Báo cáo số 9/BC-SM ngày 30/9/2026")),
    "year_of_number": (
        plan("Theo Nghị định số 9/2020/NĐ-CP ngày 4/5/2021"), plan("Theo Nghị định số 9/2020/NĐ-CP ngày 4/5/2020"),
    ),
    "two_days": (
        plan("Báo cáo số 9/BC-SM ngày 4/5/2026", "Nêu tại Báo cáo số 9/BC-SM ngày 5/5/2026"),
        plan("Báo cáo số 9/BC-SM ngày 4/5/2026", "Nêu tại Báo cáo số 9/BC-SM ngày 5/5/2025"),
    ),
    "out_of_order": (
        plan("Báo cáo số 9/BC-SM ngày 4/5/2026", "Báo cáo số 12/BC-SM ngày 3/5/2026"),
        plan("Báo cáo số 9/BC-SM ngày 4/5/2026, Báo cáo số 12/BC-SM ngày 4/5/2026, Công văn số 3/SM-VP ngày 6/6/2026"),
    ),
    "symbol_office": (plan("Theo Nghị định số 9/2020/NĐ-TTg"), plan("Theo Quyết định số 9/2020/QĐ-TTg")),
    "symbol_issuer": (
        plan("Theo Quyết định số 9/2020/QĐ-TTg của Chính phủ"),
        plan("Theo Quyết định số 9/QĐ-UBND của Chủ tịch Ủy ban nhân dân Thành phố"),
    ),
    "symbol_kind": (plan("Kế hoạch số 9/TTr-SM"), plan("Quy chế số 9/QĐ-SM, Công văn số 9/KH-TC, Đề án số 6/QĐ-TTg")),
    "symbol_letters": (plan("Báo cáo số 9/SM-VP"), plan("Công văn số 9/SM-VP, Hướng dẫn số 8/SM-VP")),
    "symbol_of_letter": (plan("Công văn số 9/CV-SM"), plan("Công văn số 9/CVP-SM")),
    "symbol_year": (plan("Theo Nghị định số 9/NĐ-CP"), plan("Theo Nghị quyết số 9/NQ-CP, Nghị định số 31/CP")),
    "symbol_needless_year": (
        plan("Kế hoạch số 9/2026/KH-SM"), plan("Quyết định số 9/2026/QĐ-UBND, Hợp đồng số 9/2026/HĐ-SM"),
    ),
    "symbol_form": (plan("Tờ trình số 9/TTR-SM"), plan("da gui to trinh so 9/ttr-sm")),
    "symbol_incomplete": (plan("Đã có Kế hoạch số 9/KH"), plan("Đã có Hợp đồng số 9/HĐ")),
    "procedures_disagree": (
        plan("Tổng số thủ tục hành chính là 50 thủ tục", "Cập nhật 48/48 TTHC"),
        plan("Tổng số thủ tục hành chính là 50 thủ tục", "Cập nhật 12/12 TTHC lĩnh vực kho bãi"),
    ),
    "online_disagree": (
        plan("Có 20 dịch vụ công trực tuyến mức độ 3", "Vận hành 21 dịch vụ công trực tuyến (mức độ 3)"),
        plan("Có 20 dịch vụ công trực tuyến mức độ 3", "Vận hành 21 dịch vụ công trực tuyến mức độ 4"),
    ),
    "wrong_rate": (plan("Đạt 45/60 phiếu (70%)"), plan("Đạt 2/3 phiếu (66,6%), 45/60 (tăng 10%)")),
    "decimal_point": (plan("Đạt 99.5%"), plan("Đạt 99,5%, bản 2.1")),
    "mixed_thousands": (plan("Có 1.204 lượt", "Có 3500 lượt"), plan("Có 1.204 lượt", "Năm 2026 hồ sơ giảm 9%")),
    "area_counts": (plan(GOOD, I=2), plan(GOOD, I=1)),
    "announced_tasks": (plan(GOOD, bodies=("Kế hoạch gồm 3 nhiệm vụ.",)), plan(GOOD, bodies=("Có 3 nhiệm vụ lớn.",))),
    "announced_areas": (
        plan(GOOD, bodies=("Kế hoạch gồm 1 nhiệm vụ thuộc 07 nội dung trọng tâm.",)),
        plan(GOOD, bodies=("Kế hoạch gồm 1 nhiệm vụ. Thành phố có 07 nội dung trọng tâm.",)),
    ),
}  # fmt: skip


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
def test_a_note_of_100_kb_takes_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    lint(plan(task(text, product="Kế hoạch", title=text[:2000])))
    assert time.process_time() - began < 6


REAL = {
    ("before_plan", (1,)), ("same_note", (17, 18)), ("signed_late", (8,)), ("missing_note", (6,)),
    ("same_note", (10, 16)), ("same_note", (19, 29, 38, 39, 42)), ("symbol_office", (14,)), ("copied_note", (36, 41)),
    ("repeated_task", (27,)), ("repeated_task", (28,)), ("repeated_task", (25,)), ("repeated_task", (31,)),
    ("repeated_task", (34,)), ("procedures_disagree", (13, 32)), ("decimal_point", (37,)), ("symbol_issuer", ()),
    ("out_of_order", ()), ("unnumbered_document", (12,)), ("unnumbered_document", (26,)), ("missing_evidence", (2,)),
    ("missing_evidence", (20,)), ("missing_evidence", (21,)), ("missing_evidence", (30,)), ("missing_evidence", (40,)),
}  # fmt: skip


def test_the_real_report_s_errors_are_found_and_nothing_else() -> None:
    file = parse_file(shared_file("phu-luc-cchc-2019.docx").read_bytes(), "phu-luc.docx", FileKind.PLAN).content
    assert isinstance(file, PlanFile)
    body, _, _ = shared_file("bao-cao-4317-2019.txt").read_text("utf-8").partition("PHỤ LỤC\n")
    tasks = [
        LintTask(row.number, row.area_numeral, row.area_name, row.title, row.product, row.deadline, row.note)
        for row in file.tasks
    ]
    found = lint(LintPlan(file.year, date(2019, 10, 9), tasks, title=file.title, bodies=[body]))
    assert sorted((one.rule, one.tasks) for one in found) == sorted(REAL)
