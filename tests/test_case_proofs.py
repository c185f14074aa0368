"""An answer with its proofs, by the clocks of the rules: asked for more, urgent, made public."""

from datetime import date

from handlers.cases.answer_actions import AskCitizen, ShowProofs, TellPublished
from storage.cases.cases import case_with_code
from storage.models import Role
from tests.cases import assigns, office, writes
from tests.chat import Town
from tests.files import word_file
from tests.test_case_pictures import PNG


async def _id_of(town: Town, code: str) -> int:

    async with town.db() as db:
        case = await case_with_code(db, code)
    assert case is not None
    return case.id


async def test_files_sent_while_answering_are_seen_first_and_go_with_the_answer(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    citizen, other = any_town.person(), any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await staff.says(code)
    await staff.taps("Trả lời")
    await staff.sends_file("bien ban ong Ba.docx", word_file(lines=["Biên bản"]))
    assert "Đã nhận 1 tệp" in staff.hears
    await staff.says("Quầy đã mở lại, kèm biên bản.")
    assert "📎 Kèm 1 tệp." in staff.hears
    await staff.sends_file("quay.png", PNG, caption="ảnh quầy số 3")
    assert "📎 Kèm 2 tệp." in staff.hears
    assert "Quầy đã mở lại, kèm biên bản." in staff.hears, "the words stay what they were"
    assert citizen.hears != "Quầy đã mở lại, kèm biên bản.", "nothing goes before the tap"
    await staff.taps("Gửi câu trả lời")
    heard = [message.text for message in citizen.inbox]
    assert any("Quầy đã mở lại, kèm biên bản." in text for text in heard)
    assert heard[-2:] == [f"{code} (1)", f"{code} (2)"]
    assert "ong Ba" not in "".join(heard), "a file's name may tell more than was meant"
    await citizen.says(code)
    await citizen.taps("📎 Tệp kèm trả lời (2)")
    assert f"2 tệp kèm câu trả lời phản ánh {code}" in citizen.hears
    await director.says(code)
    await director.taps("📎 Tệp kèm trả lời (2)")
    case_id = await _id_of(any_town, code)
    for person in (other, await any_town.member(Role.STAFF, await any_town.unit("Phòng Khác"))):
        await person.forges(ShowProofs(case_id).wire)
        assert "tệp kèm" not in person.hears


async def test_what_is_no_proof_is_refused_and_files_can_be_dropped(town: Town) -> None:
    _, director, staff = await office(town)
    code = await writes(town.person())
    await assigns(director, code, "Phòng Một cửa")
    await staff.says(code)
    await staff.taps("Trả lời")
    await staff.says("Đã xử lý xong việc này.")
    for name, content in (("a.mp4", b"\0\0\0\x18ftypisom" + bytes(50)), ("a.zip", b"PK\3\4" + bytes(50))):
        await staff.sends_file(name, content)
        assert "Chưa nhận" in staff.hears or "Kèm" not in staff.hears
    for _ in range(6):
        await staff.sends_file("quay.png", PNG)
    assert "tối đa 5 tệp" in staff.hears
    await staff.taps("Bỏ các tệp kèm")
    assert "📎" not in staff.hears
    await staff.taps("Gửi câu trả lời")
    await staff.sends_file("quay.png", PNG)
    assert "📎 Kèm" not in staff.hears, "what comes after the answer went is no proof of it"


async def test_the_rules_give_the_days(town: Town) -> None:
    _, director, staff = await office(town)
    citizen = town.person()
    code = await writes(citizen)
    assert "giao đơn vị giải quyết chậm nhất ngày 17/06/2026" in citizen.hears, "two working days"
    await director.says(code)
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    # Fifteen working days from the day on which it was received; five from today where it cannot wait.
    assert [label for label in director.last.labels if ":" in label] == [
        "Theo quy định: 06/07/2026",
        "🔥 Khẩn: 22/06/2026",
    ]
    await director.taps("🔥 Khẩn")
    assert "🔥 Khẩn: đơn vị được giao phản ánh" in staff.hears
    await staff.says(code)
    assert "🔥 Khẩn ·" in staff.hears
    await assigns(director, code, "Phòng Một cửa", "Theo quy định")
    await staff.says(code)
    assert "🔥" not in staff.hears


async def test_the_unit_asks_for_more_within_five_working_days_and_learns_nothing_of_who_wrote(town: Town) -> None:
    _, director, staff = await office(town)
    citizen = town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await staff.says(code)
    await staff.taps("Hỏi thêm người dân")
    await staff.says("Quầy nào, lúc mấy giờ?")
    assert "Đã hỏi thêm người viết" in staff.hears
    assert "Quầy nào, lúc mấy giờ?" in citizen.hears
    await citizen.taps("Viết thêm")
    await citizen.says("Quầy số 3, lúc 16 giờ hôm qua.")
    await staff.says(code)
    assert "hỏi thêm người dân" in staff.hears
    assert "Quầy số 3, lúc 16 giờ hôm qua." in staff.hears
    town.passes(days=10)
    await staff.says(code)
    assert not any("Hỏi thêm" in label for label in staff.last.labels)
    await staff.forges(AskCitizen(await _id_of(town, code)).wire)
    assert "Chỉ hỏi thêm được đến ngày 22/06/2026" in staff.hears


async def test_where_an_answer_was_made_public_is_kept(town: Town) -> None:
    _, director, staff = await office(town)
    code = await writes(town.person())
    await assigns(director, code, "Phòng Một cửa")
    await director.forges(TellPublished(await _id_of(town, code)).wire)
    assert "chưa có câu trả lời để công khai" in director.hears
    await staff.says(code)
    await staff.taps("Trả lời")
    await staff.says("Đã xử lý xong việc này.")
    await staff.taps("Gửi câu trả lời")
    assert town.today == date(2026, 6, 15)
    await director.says(code)
    assert "Công khai câu trả lời chậm nhất ngày 17/06/2026" in director.hears
    await director.taps("Ghi nơi công khai")
    await director.says("https://so-thu.example/tra-loi/12")
    await director.says(code)
    assert "đã công khai câu trả lời" in director.hears
    assert "chậm nhất ngày 17/06/2026" not in director.hears.split("\n\n")[0]
