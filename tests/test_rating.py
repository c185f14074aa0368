from storage.imports.parsed import FileKind
from storage.keys import dossier_token
from storage.models import Role
from tests.chat import Town

DOSSIERS = """Mã hồ sơ,Mã thủ tục,Số điện thoại,Hình thức nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả
H-1,P-1,0912345678,Trực tiếp,01/06/2026,08/06/2026,05/06/2026
H-2,P-1,0912345679,Trực tiếp,01/06/2026,08/06/2026,
""".encode()


async def _link(town: Town, dossier_id: int = 1) -> str:
    await town.imports(FileKind.DOSSIERS, "ho-so.csv", DOSSIERS)
    return f"/start d_{dossier_token(town.office.secret, dossier_id)}"


async def test_a_citizen_rates_with_one_tap_from_the_signed_link(any_town: Town) -> None:
    citizen = any_town.person()
    await citizen.says(await _link(any_town))
    await citizen.taps("Hài lòng")
    assert "Đã ghi nhận cho hồ sơ H-1" in citizen.hears
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "1/1 = 100%" in director.hears


async def test_a_citizen_cannot_rate_twice(any_town: Town) -> None:
    link = await _link(any_town)
    first, second = any_town.person(), any_town.person()
    await first.says(link)
    await second.says(link)
    await first.taps("Rất hài lòng")
    await second.taps("Rất không hài lòng")
    assert "đã được đánh giá" in second.hears


async def test_nobody_rates_a_dossier_that_they_have_not_opened(any_town: Town) -> None:
    await _link(any_town)
    stranger = any_town.person()
    await stranger.forges("rate:1:5")
    assert "vui lòng mở hồ sơ" in stranger.hears
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "1/1" not in director.hears
