"""From every screen one tap leads home, and to where one came from."""

from storage.models import Role
from tests.cases import office, writes
from tests.chat import Person, Town
from tests.samples import receives

HOME = "🏠 Màn hình chính"
PHONE = "0912345678"


async def _two_dossiers(town: Town) -> Person:
    returned = "01/06/2026,08/06/2026,05/06/2026"
    await receives(town, f"H-1,{PHONE},{returned}", f"H-2,{PHONE},{returned}")
    citizen = town.person()
    await citizen.says("/danhgia H-1 5678")
    return citizen


async def test_every_step_of_rating_leads_home(any_town: Town) -> None:
    citizen = await _two_dossiers(any_town)
    asked = citizen.last
    assert asked.labels[-1] == HOME
    await citizen.taps("Cho cả 2 hồ sơ")
    assert citizen.last.labels[-1] == HOME
    await citizen.taps("Chọn từng hồ sơ", asked)
    assert citizen.last.labels == ["H-2 · P-1", "H-1 · P-1", HOME]
    await citizen.taps("H-2")
    assert citizen.last.labels[-1] == HOME
    await citizen.taps("Rất hài lòng")
    await citizen.says("/danhgia H-1 5678")
    assert len(citizen.last.labels) == 6
    assert citizen.last.labels[-1] == HOME


async def test_the_summary_leads_home(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    for text in ("/summary", "quý 7"):
        await director.says(text)
        assert director.last.labels[-1] == HOME


async def test_whoever_gives_a_case_to_a_unit_can_go_back_to_it(any_town: Town) -> None:
    _, director, _ = await office(any_town)
    code = await writes(any_town.person())
    await director.taps("Giao đơn vị")  # from its alert
    await director.taps(f"Về {code}")
    assert f"📢 Phản ánh, kiến nghị {code}" in director.hears
    await director.taps("Giao đơn vị")
    await director.taps(f"Về {code}")
    assert f"📢 Phản ánh, kiến nghị {code}" in director.hears


async def test_and_back_to_an_alert_of_which_no_case_is_made_yet(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    citizen = await _two_dossiers(town)
    await citizen.taps("Chọn từng hồ sơ")
    await citizen.taps("H-1")
    await citizen.taps("Rất không hài lòng")
    alert = director.hears
    await director.taps("Giao đơn vị")
    await director.taps("Về thông báo")
    assert director.hears == alert
