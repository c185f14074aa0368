"""Files of the tests' own: a plan with every kind of deadline, procedures, dossiers, totals."""

from datetime import timedelta
from functools import partial

from handlers.citizens.kiosk import KioskReason, KioskTap, take_reason, take_tap
from handlers.incoming import Incoming
from storage.dossiers.dossiers import find_by_code
from storage.ground.channels import KIOSK
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.imports.questions import NO_ANSWERS, Answers, Ask
from storage.keys import dossier_token
from storage.ratings.details import Reason
from storage.ratings.kiosks import find_kiosk, register_kiosk
from tests.chat import Town

PLAN = """Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn,Ghi chú
I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,Văn phòng,Tháng 2 năm 2026,Đang thực hiện đúng tiến độ
I. Điều hành,2,Họp giao ban,Thông báo,Văn phòng,Thường xuyên,
II. Thủ tục,3,Rà soát thủ tục,Báo cáo,Phòng Nghiệp vụ,Trong năm 2026,
II. Thủ tục,4,Niêm yết thủ tục,Bảng,Phòng Nghiệp vụ,20/6/2026,
II. Thủ tục,5,Trả lời khi có yêu cầu,Công văn,,Khi có yêu cầu,
"""
PROCEDURES = """Mã thủ tục,Tên thủ tục,Lĩnh vực,Mức độ dịch vụ công,Bưu chính công ích,Thời hạn giải quyết
P-1,Cấp thẻ hướng dẫn viên,Du lịch,3,Có,5
P-2,Xác nhận hội diễn,Văn hóa,2,Không,7
"""
DOSSIERS = """Mã hồ sơ,Mã thủ tục,Người nộp,Số điện thoại,Hình thức nộp,Tiếp nhận,Hẹn trả,Ngày trả kết quả,Thư xin lỗi
H-1,P-1,Tên Không Lưu,0912345678,Trực tiếp,01/06/2026,08/06/2026,05/06/2026,
H-2,P-1,Tên Không Lưu,0912345679,Trực tuyến,01/06/2026,08/06/2026,10/06/2026,Có
H-3,P-2,Tên Không Lưu,0912345679,Trực tiếp,02/06/2026,10/06/2026,,
H-4,P-2,Tên Không Lưu,0912345680,Bưu chính công ích,03/06/2026,30/06/2026,,
H-5,P-2,Tên Không Lưu,0912345681,Trực tiếp,20/05/2026,03/06/2026,04/06/2026,
"""
TOTALS = """Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số
Kiosk,01/06/2026,10/06/2026,8,10
Phiếu,15/05/2026,14/06/2026,3,3
"""
FILES = {
    FileKind.PLAN: PLAN,
    FileKind.PROCEDURES: PROCEDURES,
    FileKind.DOSSIERS: DOSSIERS,
    FileKind.TOTALS: TOTALS,
}


async def furnish(town: Town) -> None:
    """Imports all of the above."""
    for kind, text in FILES.items():
        outcome = await town.imports(kind, f"{kind}.csv", text.encode(), year=2026 if kind is FileKind.PLAN else None)
        assert outcome.problems == []


TAKE_BACK = NO_ANSWERS.with_answer(Ask.OLDER, "take_back")
_HEAD = "Mã hồ sơ,Số điện thoại,Tiếp nhận,Hẹn trả,Ngày trả kết quả,Mã thủ tục,Hình thức nộp\n"


async def receives(town: Town, *rows: str, answers: Answers = NO_ANSWERS) -> Outcome:
    """Dossiers, each `CODE,PHONE,RECEIVED,DUE,RETURNED`."""
    content = _HEAD + "".join(f"{row},P-1,Trực tiếp\n" for row in rows)
    return await town.imports(FileKind.DOSSIERS, "ho-so.csv", content.encode(), answers=answers)


async def link_of(town: Town, code: str) -> str:
    """What the QR code on the receipt says to the chat."""
    async with town.db() as db:
        dossier = await find_by_code(db, code)
    assert dossier is not None
    return f"/start d_{dossier_token(town.office.secret, dossier.id)}"


async def a_kiosk(town: Town) -> int:
    """The id of one that was registered 60 days ago and has kept its taps since."""
    registered_at = town.now - timedelta(days=60)
    async with town.db() as db:
        token = await register_kiosk(db, town.office.secret, town.unit_id, "Quầy số 2", registered_at)
        kiosk = await find_kiosk(db, town.office.secret, token)
    assert kiosk is not None
    return kiosk.id


def a_tap(kiosk: int, client_id: str, level: int = 5, age: int = 0, token: str = "") -> Incoming:
    call = partial(take_tap, tapped=KioskTap(kiosk, client_id, level, age, token))
    return Incoming(KIOSK, f"{kiosk}/{client_id}", str(kiosk), call=call)


def a_reason(kiosk: int, client_id: str, reason: Reason) -> Incoming:
    call = partial(take_reason, said=KioskReason(kiosk, client_id, reason))
    return Incoming(KIOSK, f"{kiosk}/{client_id}/{reason}", str(kiosk), call=call)
