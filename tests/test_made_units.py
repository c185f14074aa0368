"""Units that an import made go with it when it is taken back, but for those that are used otherwise."""

from sqlalchemy import select

from storage.imports.parsed import FileKind
from storage.models import Role, Unit
from tests.chat import Person, Town

HEAD = "Nội dung trọng tâm,STT,Nhiệm vụ,Chủ trì,Phối hợp,Thời hạn\n"
FIRST = (
    "I. Điều hành,1,Xây dựng chương trình công tác,Văn phòng,,30/6/2026\n"
    "I. Điều hành,2,Mở chuyên mục trên trang tin,Văn phòng,,31/5/2026\n"
    "I. Điều hành,3,Rà soát thủ tục nội bộ,Văn phòng,,30/9/2026\n"
)
MORE = (
    FIRST.replace("công tác,Văn phòng", "công tác,Phòng Mới")
    + "I. Điều hành,4,Số hóa hồ sơ lưu trữ,Phòng Lưu trữ,Phòng Tin học,Quý IV\n"
)


async def _imports(town: Town, rows: str) -> None:
    await town.imports(FileKind.PLAN, "ke-hoach.csv", (HEAD + rows).encode(), year=2026)


async def _names(town: Town) -> set[str]:
    async with town.db() as db:
        return set((await db.scalars(select(Unit.name))).all()) - {"Sở Thử"}


async def _takes_back(officer: Person) -> None:
    await officer.says("/kehoach")
    await officer.taps(next(label for label in officer.last.labels if label.startswith("📘")))
    await officer.taps("↩️ Hoàn tác lần nhập gần nhất")
    assert "3 đơn vị do lần nhập đó tạo ra được xóa" in officer.hears
    await officer.taps("↩️ Hoàn tác")


async def test_units_that_an_import_made_go_with_it_and_come_again_with_the_file(any_town: Town) -> None:
    await _imports(any_town, FIRST)
    await _imports(any_town, MORE)
    made = {"Phòng Mới", "Phòng Lưu trữ", "Phòng Tin học"}
    assert await _names(any_town) == {"Văn phòng", *made}
    officer = await any_town.member(Role.OFFICER)
    await officer.says("4 20%")
    await _takes_back(officer)
    assert await _names(any_town) == {"Văn phòng"}
    await officer.says("/nhiemvu 1")
    assert "Chủ trì: Văn phòng" in officer.hears
    await _imports(any_town, MORE)
    assert await _names(any_town) == {"Văn phòng", *made}
    await officer.says("/nhiemvu 4")
    assert "Chủ trì: Phòng Lưu trữ" in officer.hears
    assert "20%" in officer.hears


async def test_a_unit_that_has_somebody_by_now_stays(any_town: Town) -> None:
    await _imports(any_town, FIRST)
    await _imports(any_town, MORE)
    officer = await any_town.member(Role.OFFICER)
    await any_town.member(Role.STAFF, await any_town.named("Phòng Lưu trữ"))
    await _takes_back(officer)
    assert await _names(any_town) == {"Văn phòng", "Phòng Lưu trữ"}
