"""The columns of a list of dossiers: exports of one-stop systems, registers, returned lists."""

from storage.imports.meanings import Column, Kind

_DOSSIER_DAYS = ("received_on", "due_on", "finished_on", "returned_on", "refused_on", "extended_to")

DOSSIERS = Kind(
    "dossiers",
    (
        Column(
            "code",
            (
                *("Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Mã biên nhận", "Số biên nhận", "Mã HS", "Số HS"),
                *("Mã hồ sơ TTHC", "Số tiếp nhận", "Mã tiếp nhận", "Mã số"),
            ),
            unless=("goc", "thu tuc", "tthc", "luong", "nhiem vu", "don vi", "linh vuc", "thue", "luu tru"),
        ),
        Column(
            "procedure_code",
            ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số thủ tục", "Mã số TTHC"),
        ),
        Column(
            "procedure_name",
            (
                *("Tên thủ tục", "Tên thủ tục hành chính", "Tên TTHC", "Thủ tục", "Thủ tục hành chính", "TTHC"),
                *("Loại thủ tục", "Tên dịch vụ công", "Dịch vụ công", "Loại hồ sơ"),
            ),
            unless=("ma", "so", "linh vuc", "nhom"),
            holds="words",
        ),
        Column("field", ("Lĩnh vực", "Tên lĩnh vực", "Lĩnh vực TTHC", "Nhóm thủ tục"), unless=("ma",)),
        Column(
            "unit",
            (
                *("Cơ quan thụ lý", "Đơn vị thụ lý", "Phòng thụ lý", "Phòng ban", "Phòng chuyên môn"),
                *("Cơ quan giải quyết", "Đơn vị giải quyết", "Cơ quan chủ trì giải quyết", "Đơn vị xử lý"),
                *("Đơn vị/cá nhân giải quyết", "Phòng xử lý", "Cơ quan xử lý", "Đơn vị", "Phòng", "Cơ quan/đơn vị"),
                *("Cơ quan", "Đơn vị tiếp nhận", "Cơ quan tiếp nhận", "Nơi tiếp nhận"),
            ),
            unless=("ma", "nguoi", "can bo", "ngay", "phoi hop", "hinh thuc", "tien", "chu so huu", "nop"),
        ),
        Column(
            "phone",
            (
                *("Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "ĐT", "Di động", "Điện thoại liên hệ"),
                *("Điện thoại liên lạc", "Số di động"),
            ),
            unless=("can bo", "nguoi nhan", "dai dien", "co quan"),
        ),
        Column(
            "submitted",
            (
                *("Hình thức nộp", "Hình thức tiếp nhận", "Cách nộp", "Kênh tiếp nhận", "Phương thức nộp"),
                *("Phương thức tiếp nhận", "Nguồn tiếp nhận", "Hình thức", "Phương thức", "Kênh nộp", "Nguồn"),
                *("Nguồn hồ sơ", "Nộp trực tuyến", "Hồ sơ trực tuyến", "Trực tuyến"),
            ),
            unless=("nhan ket qua", "tra", "tra ket qua", "goc", "thanh toan", "nguoi", "ngay", "muc do"),
        ),
        Column(
            "received_on",
            (
                *("Ngày tiếp nhận", "Ngày nhận", "Ngày nộp", "Tiếp nhận", "Ngày nhận hồ sơ", "Thời gian tiếp nhận"),
                *("Ngày tiếp nhận hồ sơ", "Nhận hồ sơ", "Ngày nộp hồ sơ", "Thời điểm tiếp nhận", "Ngày gửi"),
                *("Ngày gửi hồ sơ", "Thời gian nộp", "Ngày giờ tiếp nhận"),
            ),
            unless=(
                *("hinh thuc", "nguoi", "hen", "ket qua", "noi", "bo phan", "don vi", "co quan", "kenh", "can bo"),
                *("phuong thuc", "nguon", "ma", "so", "ngay sinh", "mot cua"),
            ),
            holds="days",
        ),
        Column(
            "due_on",
            (
                *("Ngày hẹn trả", "Hẹn trả", "Ngày hẹn trả kết quả", "Ngày hẹn", "Hạn giải quyết", "Hạn xử lý"),
                *("Hạn trả", "Hạn trả kết quả", "Hẹn trả kết quả", "Ngày hẹn trả KQ", "Thời gian hẹn trả"),
                *("Ngày đến hạn", "Thời hạn trả", "Thời hạn trả kết quả", "Hạn hoàn thành", "Thời hạn xử lý"),
                *("Thời hạn giải quyết", "Thời hạn"),
            ),
            unless=("so ngay", "so", "tinh trang", "trang thai", "ly do", "nguoi", "lai", "moi", "qua han", "con han"),
            holds="days",
        ),
        Column(
            "extended_to",
            (
                *("Gia hạn đến", "Ngày gia hạn", "Gia hạn đến ngày", "Ngày hẹn lại", "Thời hạn mới", "Hẹn lại"),
                *("Hẹn lại ngày", "Ngày hẹn trả mới", "Ngày hẹn trả lại", "Hạn mới", "Gia hạn"),
            ),
            unless=("ly do", "so lan", "so ngay", "van ban", "nguoi"),
            holds="days",
        ),
        Column(
            "finished_on",
            (
                *("Ngày kết thúc xử lý", "Ngày kết thúc", "Ngày giải quyết", "Ngày xử lý xong", "Ngày hoàn thành"),
                *("Ngày giải quyết xong", "Ngày có kết quả", "Ngày hoàn thành xử lý", "Hoàn thành", "Kết thúc xử lý"),
                *("Thời gian kết thúc", "Thời điểm hoàn thành", "Ngày ra kết quả", "Thời gian hoàn thành"),
                *("Ngày giải quyết hồ sơ",),
            ),
            unless=("hen", "han", "so ngay", "so", "nguoi", "du kien", "yeu cau", "tinh trang", "bat dau"),
            holds="days",
        ),
        Column(
            "returned_on",
            (
                *("Ngày trả kết quả", "Ngày trả", "Trả kết quả", "Ngày trả thực tế", "Ngày thực trả", "Ngày trả KQ"),
                *("Ngày trả kết quả thực tế", "Thực trả", "Thời gian trả kết quả", "Ngày giao trả", "Thời gian trả"),
                *("Ngày nhận kết quả", "Ngày giao kết quả", "Ngày phát kết quả", "Ngày bàn giao kết quả"),
            ),
            unless=(
                *("hen", "han", "hinh thuc", "noi", "phuong thuc", "nguoi", "dia diem", "du kien", "can bo", "kenh"),
                *("so", "tinh trang"),
            ),
            holds="days",
        ),
        Column(
            "refused_on",
            ("Ngày từ chối", "Ngày từ chối giải quyết", "Ngày trả lại", "Ngày trả lại hồ sơ", "Ngày từ chối xử lý"),
            unless=("ly do", "nguoi"),
            holds="days",
        ),
        Column(
            "state",
            (
                *("Trạng thái", "Trạng thái hồ sơ", "Tình trạng hồ sơ", "Tình trạng", "Trạng thái xử lý"),
                *("Tình trạng xử lý", "Tình trạng giải quyết", "Kết quả xử lý", "Kết quả giải quyết"),
            ),
            unless=("han", "hon nhan", "thanh toan", "ngay", "gui", "dong bo"),
            holds="words",
        ),
        Column(
            "due_state",
            (
                *("Tình trạng hạn", "Đúng hạn/Quá hạn", "Đúng hạn/Trễ hạn", "Tình trạng đúng hạn", "Đánh giá hạn"),
                *("Trạng thái hạn", "Hạn xử lý", "Hạn giải quyết", "Thời hạn xử lý", "Tình trạng thời hạn"),
                *("Đúng hạn", "Quá hạn", "Trễ hạn", "Tình hình xử lý", "Còn hạn/Quá hạn", "Hạn"),
            ),
            unless=("ly do", "so ngay", "so", "ngay", "nguyen nhan"),
            holds="words",
        ),
        Column(
            "working_days",
            (
                *("Số ngày giải quyết", "Thời hạn giải quyết", "Thời gian giải quyết", "Số ngày làm việc", "Số ngày"),
                *("Số ngày xử lý", "Số ngày quy định", "Thời gian xử lý", "Thời gian quy định", "Thời hạn xử lý"),
                *("Hạn giải quyết", "Hạn xử lý"),
            ),
            unless=("qua han", "tre", "con lai", "tre han", "gia han", "som"),
            holds="numbers",
        ),
        Column("apology", ("Thư xin lỗi", "Xin lỗi", "Phiếu xin lỗi", "Văn bản xin lỗi", "Số thư xin lỗi")),
    ),
    required=(("code",), (*_DOSSIER_DAYS, "state")),
)
