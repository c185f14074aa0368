"""The columns each kind of file has, and the headings people give them."""

from storage.imports.document_columns import DOCUMENTS as DOCUMENTS
from storage.imports.dossier_columns import DOSSIERS as DOSSIERS
from storage.imports.meanings import Column, Kind

_NUMBER = ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "Số", "No", "Mã nhiệm vụ", "Mã số nhiệm vụ", "Mã NV")

PLAN = Kind(
    "plan",
    (
        Column("number", _NUMBER, unless=("van ban", "ky hieu", "luong", "hieu")),
        Column("area_numeral", _NUMBER, unless=("van ban", "ky hieu", "luong", "hieu")),
        Column(
            "area",
            (
                *("Nhiệm vụ chung", "Nội dung trọng tâm", "Nhiệm vụ trọng tâm", "Lĩnh vực", "Nhóm nhiệm vụ", "Nhóm"),
                *("Lĩnh vực CCHC", "Lĩnh vực cải cách", "Nội dung chung", "Nội dung cải cách", "Nội dung", "Nhiệm vụ"),
                *("Mục tiêu",),
            ),
            unless=("cu the", "ma"),
        ),
        Column(
            "title",
            (
                *("Nhiệm vụ cụ thể", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung công việc", "Công việc cụ thể"),
                *("Nội dung cụ thể", "Nội dung, nhiệm vụ", "Nhiệm vụ", "Nội dung thực hiện", "Hoạt động"),
                *("Nội dung", "Công việc", "Nội dung hoạt động", "Tên công việc", "Nhiệm vụ/Hoạt động", "Việc"),
                *("Nhiệm vụ, giải pháp", "Nhiệm vụ được giao", "Đầu việc", "Tên hoạt động", "Nhiệm vụ/Giải pháp"),
            ),
            unless=(
                *("chung", "trong tam", "ghi chu", "thoi gian", "nhom", "loai", "ma", "giao", "linh vuc"),
                *("ket qua", "san pham", "so", "chu tri", "thuc hien nhiem vu", "phoi hop", "don vi"),
            ),
        ),
        Column(
            "product",
            (
                *("Sản phẩm", "Sản phẩm đầu ra", "Kết quả đầu ra", "Kết quả, sản phẩm", "Sản phẩm dự kiến"),
                *("Kết quả dự kiến", "Kết quả cần đạt", "Dự kiến kết quả", "Dự kiến sản phẩm", "Sản phẩm, kết quả"),
                *("Sản phẩm/Kết quả", "Sản phẩm hoàn thành", "Kết quả"),
            ),
            unless=("thuc hien", "thoi gian", "ghi chu"),
        ),
        Column(
            "deadline",
            (
                *("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn", "Thời hạn hoàn thành"),
                *("Hoàn thành", "Kết thúc", "Thời gian", "Hạn hoàn thành", "Hạn"),
                *("Thời gian thực hiện/Hoàn thành", "Thời gian dự kiến hoàn thành", "Thời gian dự kiến"),
                *("Dự kiến hoàn thành", "Lộ trình thực hiện", "Lộ trình", "Thời hạn thực hiện", "Ngày hoàn thành"),
                *("Hạn xử lý", "Mốc thời gian", "Hạn chót", "Thời điểm hoàn thành", "Ngày kết thúc", "Đến ngày"),
                *("Thời gian từ ngày đến ngày", "Thời gian thực hiện từ ngày đến ngày", "Từ ngày đến ngày"),
                *("Thời gian từ tháng đến tháng", "Thời gian thực hiện từ tháng đến tháng"),
                *("Tiến độ", "Tiến độ thực hiện"),  # as a rule how far it is, where another column says when
            ),
            unless=(
                *("bat dau", "giai quyet", "ket qua", "cap nhat", "thuc te", "ly do", "ty le", "muc do", "da"),
                *("tu ngay", "tu thang", "tu quy", "gian tu", "hien tu", "thoi gian giao", "thoi gian nhan"),
            ),
        ),
        Column(
            "lead",
            (
                *("Cơ quan chủ trì", "Đơn vị chủ trì", "Phòng chủ trì", "Chủ trì", "Chủ trì thực hiện"),
                *("Cơ quan, đơn vị chủ trì", "Đơn vị chủ trì thực hiện", "Người/đơn vị chủ trì", "Đơn vị thực hiện"),
                *("Phòng phụ trách", "Đơn vị phụ trách", "Cơ quan thực hiện", "Phòng thực hiện", "Bộ phận chủ trì"),
                *("Bộ phận thực hiện", "Phân công", "Phân công thực hiện", "Trách nhiệm thực hiện", "Trách nhiệm"),
                *("Đơn vị chủ trì, phối hợp", "Chủ trì, phối hợp", "Cơ quan chủ trì, phối hợp", "Người phụ trách"),
                *("Phụ trách", "Đơn vị", "Đơn vị chịu trách nhiệm", "Phòng, đơn vị", "Phòng ban", "Cơ quan, đơn vị"),
            ),
            unless=("phoi hop", "lanh dao"),
        ),
        Column(
            "support",
            (
                *("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp", "Cơ quan, đơn vị phối hợp", "Phòng phối hợp"),
                *("Đơn vị phối hợp thực hiện", "Phối hợp thực hiện", "Bộ phận phối hợp"),
            ),
            unless=("chu tri",),
        ),
        Column(
            "note",
            (
                *("Ghi chú", "Kết quả thực hiện", "Tình hình thực hiện", "Kết quả, tiến độ", "Tình trạng"),
                *("Trạng thái", "Kết quả đạt được", "Lý do trễ hạn"),
            ),
        ),
    ),
    required=(("title",), ("deadline",)),
)

PROCEDURES = Kind(
    "procedures",
    (
        Column(
            "code", ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số thủ tục", "Mã số TTHC", "Mã số", "Mã")
        ),
        Column(
            "name",
            ("Tên thủ tục", "Tên thủ tục hành chính", "Tên TTHC", "Thủ tục hành chính", "Thủ tục", "TTHC", "Tên"),
            unless=("ma", "so", "linh vuc"),
        ),
        Column("field", ("Lĩnh vực", "Tên lĩnh vực", "Nhóm thủ tục")),
        Column(
            "service_level",
            (
                *("Mức độ dịch vụ công", "Mức độ dịch vụ công trực tuyến", "Mức độ DVC", "Mức độ DVCTT", "Mức độ"),
                *("Dịch vụ công trực tuyến", "DVCTT", "Mức"),
            ),
        ),
        Column(
            "level_since",
            ("Áp dụng từ ngày", "Ngày áp dụng", "Áp dụng từ", "Cung cấp từ ngày", "Ngày cung cấp", "Mức độ từ ngày"),
        ),
        Column("by_post", ("Bưu chính công ích", "BCCI", "Bưu chính", "Bưu điện", "Qua bưu chính")),
        Column(
            "working_days",
            ("Thời hạn giải quyết", "Thời gian giải quyết", "Số ngày giải quyết", "Số ngày làm việc", "Số ngày"),
        ),
        Column("fee", ("Phí, lệ phí", "Lệ phí", "Phí", "Mức phí", "Phí, lệ phí (nếu có)", "Mức thu")),
        Column(
            "documents",
            (
                *("Thành phần hồ sơ", "Hồ sơ gồm", "Thành phần, số lượng hồ sơ", "Giấy tờ cần nộp", "Giấy tờ"),
                *("Hồ sơ phải nộp", "Thành phần"),
            ),
        ),
        Column(
            "form",
            (
                *("Mẫu đơn, tờ khai", "Mẫu đơn", "Tên mẫu đơn, tờ khai", "Mẫu đơn, mẫu tờ khai", "Tờ khai"),
                "Biểu mẫu",
            ),
        ),
        Column("link", ("Đường dẫn", "Liên kết", "Link", "Địa chỉ trên Cổng", "URL", "Địa chỉ nộp trực tuyến")),
    ),
    required=(("code",), ("name",)),
)

TOTALS = Kind(
    "totals",
    (
        Column("channel", ("Kênh", "Kênh đánh giá", "Tên kênh", "Kênh khảo sát", "Hình thức đánh giá", "Hình thức")),
        Column("from_on", ("Từ ngày", "Ngày bắt đầu", "Bắt đầu", "Từ")),
        Column("to_on", ("Đến ngày", "Ngày kết thúc", "Kết thúc", "Đến")),
        Column("period", ("Kỳ báo cáo", "Kỳ", "Thời gian", "Khoảng thời gian", "Giai đoạn", "Kỳ đánh giá")),
        Column("month", ("Tháng", "Tháng báo cáo", "Tháng đánh giá")),
        Column("quarter", ("Quý", "Quý báo cáo", "Quý đánh giá")),
        Column("year", ("Năm",)),
        Column(
            "satisfied",
            ("Hài lòng", "Số hài lòng", "Số lượt hài lòng", "Số phiếu hài lòng", "Lượt hài lòng"),
            unless=("khong", "chua", "ty le", "muc do", "rat"),
        ),
        Column("very_satisfied", ("Rất hài lòng", "Số rất hài lòng"), unless=("ty le", "va")),
        Column(
            "rated",
            (
                *("Tổng số", "Tổng số lượt đánh giá", "Số lượt đánh giá", "Tổng số phiếu", "Tổng số đánh giá"),
                *("Số phiếu", "Số đánh giá", "Tổng đánh giá", "Lượt đánh giá", "Tổng", "Đã đánh giá", "Tổng cộng"),
            ),
            unless=("hai long", "ty le"),
        ),
    ),
    required=(
        ("channel",),
        ("satisfied",),
        ("rated",),
        ("from_on", "period", "month", "quarter"),
        ("to_on", "period", "month", "quarter"),
    ),
)

KINDS = (PLAN, PROCEDURES, DOSSIERS, TOTALS, DOCUMENTS)
