import json

from sqlalchemy import select

from storage.models import Case, CaseStep, File, Role
from tests.cases import DESK, answers, ticks_until, writes
from tests.chat import Person, Town
from tests.test_case_pictures import JPEG


async def _erases(citizen: Person) -> None:
    await citizen.says("/riengtu")
    await citizen.taps("Xóa tất cả")
    await citizen.taps("Vâng, xóa tất cả")


async def _everything(town: Town) -> str:
    async with town.db() as db:
        cases = (await db.execute(select(Case.text, Case.place, Case.sketch, Case.person_id))).all()
        steps = (await db.execute(select(CaseStep.text))).all()
        files = (await db.execute(select(File.name, File.owner_id))).all()
    return str([*cases, *steps, *files])


async def test_a_finished_case_loses_its_words_and_pictures_and_stays_as_a_record(any_town: Town) -> None:
    director, citizen = await any_town.member(Role.DIRECTOR, name="Giám đốc"), any_town.person()
    code = await writes(citizen)
    await citizen.sends_file("photo.jpg", JPEG)
    await citizen.says("Tôi ở căn nhà màu xanh")
    await answers(director, code, "Đã gặp ông ở căn nhà màu xanh.")
    await _erases(citizen)
    held = await _everything(any_town)
    assert "căn nhà" not in held
    assert DESK not in held
    assert f"{code}-1" not in held
    await director.says(code)
    assert "nội dung đã xóa" in director.hears
    assert "Giám đốc: trả lời" in director.hears


async def test_an_open_case_keeps_its_words_without_its_author_until_it_is_closed(any_town: Town) -> None:
    director, citizen = await any_town.member(Role.DIRECTOR), any_town.person()
    code = await writes(citizen)
    await citizen.sends_file("photo.jpg", JPEG)
    await citizen.says("/riengtu")
    assert "• 1 phản ánh cùng ảnh và số thứ tự tin nhắn" in citizen.hears
    await _erases(citizen)
    async with any_town.db() as db:
        assert (await db.exec_driver_sql('SELECT sent_id FROM "case"')).scalar() == ""
    heard = len(citizen.inbox)
    await director.says(code)
    assert DESK in director.hears
    assert "sẽ không nhận được câu trả lời" in director.hears
    assert "📷 Ảnh (1)" in director.last.labels
    await answers(director, code)
    await ticks_until(any_town, 24 * 9)
    assert len(citizen.inbox) == heard
    held = await _everything(any_town)
    assert DESK not in held
    assert f"{code}-1" not in held


async def test_the_copy_has_the_pictures_as_pictures_after_the_files_that_name_them(any_town: Town) -> None:
    other, citizen = any_town.person(), any_town.person()
    await writes(other)
    await other.sends_file("photo.jpg", JPEG)
    codes = [await writes(citizen), await writes(citizen)]
    for name in ("bien so xe.jpg", "photo.jpg"):
        await citizen.sends_file(name, JPEG)
    before = len(citizen.inbox)
    await citizen.says("/riengtu")
    await citizen.taps("Lấy một bản")
    files = [await any_town.file(message) for message in citizen.inbox[before:] if "file_id" in message.payload]
    names = [f"{codes[1]}-1.jpg", f"{codes[1]}-2.jpg"]
    assert [file.name for file in files] == ["du-lieu-cua-toi.txt", "du-lieu-cua-toi.json", *names]
    assert all(file.media_type == "image/jpeg" and file.content.startswith(b"\xff\xd8\xff") for file in files[2:])
    assert f"Ảnh kèm theo, gửi riêng sau tệp này: {', '.join(names)}" in files[0].content.decode()
    held = json.loads(files[1].content)
    assert {case["code"]: case["pictures"] for case in held["cases"]} == {codes[0]: [], codes[1]: names}


async def test_the_export_has_the_cases(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR, name="Tên Cán Bộ"), town.person()
    code = await writes(citizen)
    await answers(director, code, "Đã mở lại quầy.")
    await citizen.says("/riengtu")
    assert "• 1 phản ánh cùng ảnh" in citizen.hears
    await citizen.taps("Lấy một bản")
    async with town.db() as db:
        files = [bytes(row.content).decode() for row in await db.execute(select(File.content).order_by(File.id))]
    readable, machine = files
    assert code in readable
    assert DESK in readable
    assert "Đã mở lại quầy." in readable
    assert "Tên Cán Bộ" not in readable + machine
    assert json.loads(machine)["cases"][0]["code"] == code
