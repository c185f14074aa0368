"""Plans to be checked by `/kiemtra`: one with faults, one without."""

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town

HEAD = "Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn,Ghi chú\n"
PLAN = (
    HEAD
    + """I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,Văn phòng,Tháng 1/2026,Kế hoạch số 9/KH-ST ngày 12/3/2026 về dọn kho
I. Điều hành,2,Họp giao ban,Thông báo,Văn phòng,Thường xuyên,
II. Thủ tục,3,Rà soát thủ tục,Báo cáo,Phòng Nghiệp vụ,Trong năm 2026,Đã rà soát 12 thủ tục ở ba quầy
II. Thủ tục,4,Niêm yết thủ tục,Bảng,Phòng Nghiệp vụ,Quý IV,Đã rà soát 12 thủ tục ở ba quầy
II. Thủ tục,5,Đọc sách cho trẻ em,,Phòng Nghiệp vụ,Thường xuyên,Các phòng phối hợp rất tích cực
"""
)
CLEAN = (
    HEAD
    + """I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,,Tháng 1 năm 2026,Kế hoạch số 12/KH-ST ngày 15/01/2026 về mở quầy
I. Điều hành,2,Góp ý dự thảo,Công văn,,Khi có yêu cầu,Trong kỳ không phát sinh
II. Thủ tục,3,Niêm yết thủ tục,Bảng,,Thường xuyên,48/50 thủ tục đã niêm yết (96%)
"""
)


async def with_plan(town: Town, plan: str = PLAN, role: Role = Role.OFFICER, name: str | None = None) -> Person:
    """Somebody of a department that has this plan."""
    await town.imports(FileKind.PLAN, "plan.csv", plan.encode(), year=2026)
    return await town.member(role, name=name)


async def checked(town: Town, role: Role = Role.OFFICER, plan: str = PLAN, argument: str = "") -> Person:
    """Somebody who has asked for the check."""
    person = await with_plan(town, plan, role, "Chuyên viên Một")
    await person.says(f"/kiemtra {argument}")
    return person


async def starts_to_correct(officer: Person, finding: str) -> None:
    """The new words are asked for."""
    await officer.taps(finding)
    await officer.taps("Sửa nội dung")


async def takes_report_back(officer: Person, number: int) -> None:
    """The newest one about this task."""
    await officer.says(f"/tiendo {number}")
    await officer.taps("Các lần báo cáo")
    await officer.taps("Sửa báo cáo")
    await officer.taps("Hoàn tác")
