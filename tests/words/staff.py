"""A civil servant with a plan of thirty tasks. Nothing is reported yet; task 30 comes round twice a year."""

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town

_TITLES = (
    *("Lập kế hoạch năm", "Họp giao ban", "Rà soát thủ tục", "Niêm yết thủ tục", "Trả lời kiến nghị", "Soạn quy chế"),
    *("Mở lớp tập huấn", "Kiểm tra công vụ", "Đăng tin tuyên truyền", "Đánh giá hài lòng", "Số hóa hồ sơ"),
    *("Nâng cấp trang thông tin", "Ký thỏa thuận bưu chính", "Cập nhật cơ sở dữ liệu", "Báo cáo tự chủ", "Tinh giản"),
    *("Mua sắm thiết bị", "Diễn tập an toàn", "Khảo sát người dân", "Tổng kết đề án", "Sắp xếp phòng", "Thi sáng kiến"),
    *("Lấy ý kiến góp ý", "Công khai dự toán", "Bàn giao trụ sở", "Lập danh mục", "Công bố quy trình", "Dán mã QR"),
    *("Kiểm kê tài sản", "Rà soát văn bản"),
)


def _row(number: int, title: str) -> str:
    due = '"15/6 và 15/12"' if number == len(_TITLES) else "31/12/2026"
    return f"I. Cải cách,{number},{title},Báo cáo,Sở Thử,{due},"


def plan_file() -> bytes:
    rows = ["Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn,Ghi chú"]
    rows += [_row(number, title) for number, title in enumerate(_TITLES, 1)]
    return "\n".join(rows).encode()


async def person(town: Town) -> Person:
    outcome = await town.imports(FileKind.PLAN, "ke-hoach.csv", plan_file(), year=2026)
    assert outcome.problems == []
    return await town.member(Role.STAFF)
