"""What is said on the walk, where buttons alone lead nowhere: commands, answers to questions, files."""

from datetime import date

from storage.models import Role
from tests.files import csv_file, word_file
from tests.gallery.world import LEFT_TO_RATE, PHONE, World, a_code

# command → what may stand behind it; each is said bare, too
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "danhgia": (f"{LEFT_TO_RATE}-2 5678", "KHONG-CO 0000"),
    "hoso": (f"{LEFT_TO_RATE}-3 5678", "MAU-CHUA-TRA 5678"),
    "nhiemvu": ("hồ sơ", "sở", "không có việc nào như thế"),
    "tiendo": ("1", "999"),
    "timvb": ("niêm yết", "sm", "không có văn bản nào như thế"),
    "summary": ("quý 2", "năm ngoái", "kỳ lạ"),
    "bieudo": ("quý 2", "kỳ lạ"),
    "dauhieu": ("quý 2",),
    "duthao": ("quý 2", "kỳ lạ", "quý 1 2027"),
    "baocao": ("quý 2", "kỳ lạ"),
    "kiemtra": ("quý 2",),
    "kstthc": ("quý 2", "kỳ lạ"),
    "chiso766": ("quý 2", "kỳ lạ"),
    "nghi": ("22/06-26/06", "31/02", "10/12-01/12"),
    "suco": ("1", "Điện ở quầy số 3 chập chờn", "1 đã chuyển cho thợ", "1 công văn số 7/SM-VP ngày 15/6/2026"),
    "chisotieu": ("tin bài 45", "thư điện tử 97/100", "thư 5", "quý 1"),
    "vanban": ("12", "Kế hoạch số 12/KH-SM ngày 5/6/2026 về rà soát thủ tục; nhiệm vụ 3", "văn bản nào đó"),
    "ketqua": ("Lần đầu trả kết quả tại nhà",),
    "denxuat": ("1", "tập huấn cho bộ phận một cửa"),
    "thuxinloi": ("quý 2", "năm 2020"),
    "phieu": ("18/20", "20/18"),
    "qr": ("hôm qua",),
    "start": ("khong-co-ma-nay",),
    "thuchien": ("quý 2", "năm 2025"),
    "thutuc": ("cấp thẻ", "nuôi cá sấu"),
}
# Sentences that are no command: lines of progress that are clear, unclear, and wrong; letters of other matters.
LINES = (
    "2 80% đã kiểm tra hai phòng",
    "2",
    "3 đã họp giao ban tháng 6",
    "đã xong việc niêm yết thủ tục",
    "999 50%",
    "2 xong; 3 80%",
    "2 không làm nữa",
    "3 phòng chưa gửi báo cáo",
    "2 xong\n2 đang làm",
    "máy in ở quầy số 4 không chạy",
    "quý 2",
    "một câu không ai hiểu",
    "/khong-co-lenh-nay",
)
# kind of question → its answers: one that is good, others where they lead elsewhere
ANSWERS: dict[str, tuple[str, ...]] = {
    "case_ask_more": ("Quầy nào, lúc mấy giờ?",),
    "case_published": ("Trang thông tin của cơ quan",),
    "check_reason": ("Chưa có bảng niêm yết ở tầng trệt.",),
    "dossier_code": (f"{LEFT_TO_RATE}-2", "KHONG-CO"),
    "dossier_digits": ("5678", "0000"),
    "link_code": ("K7RM-2QXD",),
    "rating_comment": ("Chờ lâu quá",),
    "case_text": ("Quầy số 3 đóng cửa trước giờ, tôi phải về không.",),
    "report_edited": ("đồng ý",),
    "report_forwarded": ("Lan",),
    "case_more": ("Hôm đó là chiều thứ sáu.",),
    "case_place": ("Quầy số 3, tầng một", "Vẫn đóng cửa, chưa ai làm gì"),
    "case_reopen": ("Quầy vẫn đóng cửa sớm.",),
    "case_due": ("30/06/2026", "hôm nào cũng được"),
    "case_extend_days": ("3", "30"),
    "case_extend": ("Phải xác minh ở cơ sở.",),
    "case_answer": ("Quầy đã mở đúng giờ, mong ông/bà thông cảm.",),
    "case_gaps": ("8 giờ",),
    "answer_template": ("Xin lỗi\nMong ông/bà thông cảm.",),
    "report": ("60% đã làm thêm", "xong"),
    "report_occurrence": ("quý 2",),
    "report_task": ("2",),
    "report_lines": ("vâng ạ",),
    "report_reason": ("Không được cấp kinh phí",),
    "report_step_back": ("vâng",),
    "report_whether": ("vâng",),
    "unit_name": ("sở",),
    "report_plan": ("1",),
    "report_tasks": ("2",),
    "plan_title": ("Kế hoạch cải cách hành chính",),
    "plan_number": ("12/KH-SM ngày 15/01/2026", "số lạ"),
    "more_words": ("đã gửi biên bản",),
    "search_tasks": ("hồ sơ",),
    "search_documents": ("niêm yết",),
    "period_name": ("quý 2",),
    "deputy_name": ("Cán bộ",),
    "member_name": ("Cán bộ",),
    "summary_period": ("quý 2", "kỳ lạ"),
    "unhappy_answer": ("Sở đã nhắc quầy số 2.",),
    "report_period": ("quý 1", "kỳ lạ"),
    "report_number": ("13/BC-SM ngày 16/06/2026", "số lạ"),
    "lint_reason": ("Văn bản giấy ghi như vậy",),
    "lint_words": ("Đang thực hiện đúng tiến độ",),
    "leave": ("22/07-24/07", "31/02"),
    "word": ("Tôi đã xem.",),
    "incident_new": ("Máy quét ở quầy số 2 hỏng từ hôm qua",),
    "incident_offer": ("Máy quét ở quầy số 2 hỏng",),
    "incident_text": ("Kiosk ở quầy số 2 tắt hẳn",),
    "incident_since": ("10/6", "mai"),
    "incident_letter": ("Công văn số 8/SM-VP ngày 15/6/2026 gửi Công ty Thử Nghiệm", "chưa có"),
    "letter_recipient": ("Công ty Thử Nghiệm",),
    "indicator_which": ("tin bài",),
    "indicator_value": ("45", "95/100", "nhiều"),
    "indicator_base": ("100",),
    "indicator_new": ("Hộp thư đã mở; hộp; tháng",),
    "indicator_field": ("tin",),
    "draft_period": ("quý 2",),
    "draft_sentence": ("Đã xử lý 2 việc, {late} hồ sơ", "Có {khong_co} hồ sơ"),
    "document_new": ("Công văn số 45/UBND-VP ngày 2/6/2026 của Ủy ban nhân dân Thành phố về báo cáo quý II", "số lạ"),
    "document_part": ("3", "Kế hoạch số 13/KH-SM ngày 6/6/2026"),
    "basis_new": ("rà soát",),
    "proposal_new": ("Tập huấn cho bộ phận một cửa",),
    "proposal_agency": ("Sở Nội vụ",),
    "proposal_text": ("Bổ sung kinh phí thay kiosk",),
    "letter_reason": ("Thiếu người giải quyết",),
    "letter_day": ("30/06/2026", "01/01/2020"),
    "letter_number": ("9/TXL-SM ngày 16/06/2026", "số lạ"),
    "kiosk_name": ("Quầy số 9",),
    "paper": ("18/20", "nhiều"),
    "info_text": ("Thứ Hai đến thứ Sáu, 7 giờ 30 – 17 giờ",),
    "procedure_name": ("cấp thẻ", "nuôi cá sấu"),
    "import_answer": ("1",),
    "case_dossier": (f"{LEFT_TO_RATE}-2", "KHONG-CO"),
    "index_scores": ("2.1 18,5", "2.1 nhiều"),
    "rule_line": ("95% từ 01/01/2027; Quyết định thử", "95%"),
}


def commands(role: str, names: list[str], world: World) -> list[str]:
    """What this role says of its own accord."""
    said = [f"/{name}{argument}" for name in names for argument in ("", *_behind(name))]
    said += [line for line in LINES if role != "citizen" or not line[0].isdigit()]
    if role == "citizen":
        said.append(world.link)
    else:
        said += [f"/qr {a_code(world)}", *world.cases[2:]]
    return [*said, world.cases[0]]


def _behind(name: str) -> list[str]:
    return [f" {argument}" for argument in ARGUMENTS.get(name, ())]


def files(role: str, today: date) -> list[tuple[str, bytes, str]]:
    """(name, content, caption) of what this role sends."""
    if role == "citizen":
        return [("anh.txt", b"khong phai anh", "")]
    if role != Role.OFFICER:
        return [("bien-ban.docx", word_file([["Biên bản"]], lines=["Biên bản"]), "2 xong, có biên bản")]
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]
    acts = [
        [1, "Sửa cổng thông tin", "Phòng Chưa Có", "30/9/2026"],
        [2, "Mở lớp tập huấn", "Văn phòng Sở", "sẽ rõ sau"],
    ]
    title = ["Kế hoạch cải cách hành chính năm 2026"]
    days = "01/06/2026,08/06/2026"
    dossiers = (
        f"Mã hồ sơ,Số điện thoại,Tiếp nhận,Hẹn trả,Ngày trả kết quả\nMAU-MOI,{PHONE},{days},\nMAU-SAI,,{days},x\n"
    )
    totals = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nCổng góp ý,01/06/2026,10/06/2026,8,10\n"
    procedures = "Mã thủ tục,Tên thủ tục,Lĩnh vực\nMAU.90,Cấp thẻ,Du lịch\n"
    return [
        ("ke-hoach.csv", csv_file([title, head, *acts]), ""),
        ("ho-so.csv", dossiers.encode(), ""),
        ("ket-qua.csv", totals.encode(), ""),
        ("thu-tuc.csv", procedures.encode(), ""),
        ("bang-la.csv", csv_file([["Cột", "Khác"], ["a", "b"]]), ""),
        ("hong.xlsx", b"PK khong phai Excel", ""),
        ("mau.docx", word_file([["x"]], lines=["{{ unit"]), "mẫu báo cáo"),
    ]
