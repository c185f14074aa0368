"""The columns of an exported register of documents."""

from storage.imports.meanings import Column, Kind

DOCUMENTS = Kind(
    "documents",
    (
        Column(
            "number",
            (
                *("Số, ký hiệu", "Số/ký hiệu", "Số và ký hiệu", "Số ký hiệu", "Số, ký hiệu văn bản", "Số hiệu văn bản"),
                *("Số hiệu", "Số văn bản", "Số VB", "Số KH", "Số đi", "Số"),
            ),
            unless=("trang", "ban", "luong", "den", "thu tu", "to", "ho so", "ngay", "dien thoai"),
        ),
        Column("symbol", ("Ký hiệu", "Ký hiệu văn bản"), unless=("so",)),
        Column(
            "issued_on",
            (
                *("Ngày ban hành", "Ngày văn bản", "Ngày VB", "Ngày ký", "Ngày tháng văn bản", "Ngày phát hành"),
                *("Ngày, tháng văn bản", "Ngày tháng", "Ngày đi", "Ngày"),
            ),
            unless=("den", "nhan", "han", "so", "hieu luc", "xu ly", "tra", "sinh"),
            holds="days",
        ),
        Column("kind", ("Loại văn bản", "Tên loại", "Tên loại văn bản", "Hình thức văn bản", "Loại VB", "Loại")),
        Column(
            "subject",
            (
                *("Trích yếu", "Trích yếu nội dung", "Tên loại và trích yếu nội dung", "Trích yếu văn bản", "Về việc"),
                *("Tên loại và trích yếu nội dung văn bản", "Nội dung trích yếu", "Nội dung văn bản"),
            ),
        ),
        Column(
            "issuer",
            (
                *("Cơ quan ban hành", "Tác giả", "Tên tác giả", "Nơi ban hành", "Đơn vị ban hành", "Nơi gửi"),
                *("Cơ quan, tổ chức ban hành", "Tên cơ quan, tổ chức ban hành văn bản", "Tác giả văn bản"),
            ),
            unless=("nhan",),
        ),
        Column("way", ("Loại sổ", "Sổ văn bản", "Văn bản đi/đến", "Đi/đến")),
    ),
    required=(("number",), ("issued_on",), ("subject",)),
)
