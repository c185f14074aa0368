"""Plans for the rules of the check: a clean one, and for each rule what is wrong and what only comes near."""

from dataclasses import replace
from datetime import date

from handlers.making.lint_rules.findings import Finding
from handlers.making.lint_rules.matter import LintPlan, LintTask
from storage.ground.deadlines.deadlines import parse_deadline

TITLE = "Sắp xếp kho vật dụng tầng hầm"
GOOD = "Đã dọn 3 kho trong tuần đầu tháng 5"
UNTIL = date(2026, 9, 30)


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
    task("Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017, đã giảm 1 phòng từ ngày 01/4/2026", 8, "Thu gọn đầu mối",
         "Bộ máy ít phòng hơn"),
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
_LIST = (
    "Đã có:\n+ Kế hoạch số 1/KH-SM ngày {};\n+ Thông báo số 2/TB-SM ngày {};\n+ Báo cáo số 3/BC-SM ngày {};\n"
    "+ Kế hoạch số 4/KH-SM ngày {};\n+ Báo cáo số 5/BC-SM ngày {}."
)


def _registered(note: str) -> LintPlan:
    return replace(plan(task(note)), registered={"9/kh-sm": [date(2026, 3, 4)]})


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
    "no_product": (
        plan(task(GOOD), task(GOOD + " và 6", 2, product="Kho đã dọn")),
        plan(task(GOOD, deadline="Thường xuyên"), task(GOOD + " và 6", 2, product="Kho đã dọn")),
    ),
    "kind_issuer": (
        plan(GOOD, bodies=("Theo Nghị định số 9 ngày 4/5/2020 của Thủ tướng Chính phủ về kho",)),
        plan(GOOD, bodies=("Theo Nghị định số 9 ngày 4/5/2020 của Chính phủ về kho",)),
    ),
    "undated_document": (
        plan(GOOD, bodies=("Thực hiện Kế hoạch số 30/KH-UBND về dọn kho",)),
        plan(GOOD, bodies=("Thực hiện Kế hoạch số 30/KH-UBND ngày 4/5/2026; theo Kế hoạch số 30/KH-UBND nêu trên",)),
    ),
    "list_out_of_order": (
        plan(GOOD, bodies=(_LIST.format("03/01/2026", "05/02/2026", "04/02/2026", "06/03/2026", "07/03/2026"),)),
        plan(GOOD, bodies=(_LIST.format("03/01/2026", "04/02/2026", "05/02/2026", "06/03/2026", "07/03/2026"),)),
    ),
    "not_as_registered": (
        _registered("Kế hoạch số 9/KH-SM ngày 05/3/2026 về dọn kho"),
        _registered("Kế hoạch số 9/KH-SM ngày 04/3/2026 về dọn kho"),
    ),
    "missing_figure": (replace(plan(GOOD), unfilled={"Tin bài đã đăng": ["tháng 5/2026"]}), plan(GOOD)),
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
