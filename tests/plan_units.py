"""Plans whose cells name units, sent by an officer."""

from storage.models import Role
from storage.people.units import all_units
from tests.chat import Person, Town
from tests.files import csv_file

HEAD = ["Nội dung trọng tâm", "STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]
ACTS = (
    "Xây dựng chương trình",
    "Mở chuyên mục",
    "Rà soát quy chế",
    "Niêm yết thủ tục",
    "Kiểm tra giờ giấc",
    "Đo sự hài lòng",
)
TEN = [
    *("Phòng Di sản", "Phòng Thể thao", "Phòng Nghệ thuật", "Phòng Gia đình", "Phòng Pháp chế"),
    *("Phòng Thi đua", "Phòng Kế toán", "Phòng Quảng cáo", "Phòng Du lịch", "Phòng Báo chí"),
]


def plan(*units: str | tuple[str, str], acts: tuple[str, ...] = ACTS) -> bytes:
    """A task for each cell: of who leads, or of who leads and who works with them."""
    cells = [(cell, "") if isinstance(cell, str) else cell for cell in units]
    rows = [
        ["I. Điều hành", number, f"{acts[number % len(acts)]} số {number}", *cell, "31/12/2026"]
        for number, cell in enumerate(cells, start=1)
    ]
    return csv_file([["KẾ HOẠCH NĂM 2026"], HEAD, *rows])


async def names(town: Town) -> list[str]:
    async with town.db() as db:
        return [unit.name for unit in await all_units(db)]


async def sends(officer: Person, *units: str | tuple[str, str]) -> None:
    await officer.says("/nhap")
    await officer.sends_file("ke-hoach.csv", plan(*units))


async def leads(officer: Person, number: int) -> str:
    await officer.says(f"/nhiemvu {number}")
    return next(line for line in officer.hears.splitlines() if line.startswith("Chủ trì: ")).removeprefix("Chủ trì: ")


async def among_rooms(town: Town) -> Person:
    """An officer; there are three rooms."""
    for name in ("Văn phòng", "Phòng Nghiệp vụ", "Phòng Kế hoạch - Tài chính"):
        await town.unit(name)
    return await town.member(Role.OFFICER)
