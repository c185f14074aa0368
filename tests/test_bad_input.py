import io
import unicodedata
import zipfile

import pytest

from storage.dossiers.proving import OF_A_CODE
from storage.models import Role
from tests.chat import Town
from tests.samples import furnish

HOSTILE = [
    "x" * 10_000,
    "😀" * 500,
    unicodedata.normalize("NFD", "Tiến độ không rõ"),
    "\u202e\u200f12\u202c gnox",
    "<b>đậm</b> <script>alert(1)</script> &amp; {name} {0} %s",
    "\x00\x01",
    " ",
    "/",
    "/khongco gì",
    "/start",
    "'; DROP TABLE person; --",
    "🏳️‍🌈" * 30,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("role", [None, Role.STAFF, Role.DIRECTOR, Role.OFFICER])
async def test_any_text_gets_a_polite_answer(town: Town, text: str, role: Role | None) -> None:
    person = town.person() if role is None else await town.member(role)
    assert (await person.says(text)).text.strip()


async def test_a_text_too_long_is_refused_with_the_limit(town: Town) -> None:
    citizen = town.person()
    await citizen.says("x" * 10_000)
    assert "4096 ký tự" in citizen.hears


@pytest.mark.parametrize("code", ["", "khong-co", "x" * 500, "🙂", "d_", "d_khong", "d_" + "A" * 28])
async def test_a_wrong_invitation_or_link_opens_nothing(town: Town, code: str) -> None:
    person = town.person()
    await person.says(f"/start {code}")
    assert person.hears
    await person.says("/nhiemvu")
    assert "vai trò khác" in person.hears


async def test_an_expired_invitation_is_refused(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/moi")
    await officer.taps("Lãnh đạo")
    await officer.taps("Sở Thử")
    code = officer.hears.split("/start ")[1].split()[0]
    town.passes(days=8)
    late = town.person()
    await late.says(f"/start {code}")
    assert "hết hạn" in late.hears


@pytest.mark.parametrize(
    "command", ["/nhiemvu", "/tiendo 1", "/summary", "/tonghop", "/nhap", "/moi", "1 xong", "quý 3"]
)
async def test_a_citizen_gets_nothing_that_is_for_others(town: Town, command: str) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says(command)
    assert "Lập kế hoạch" not in citizen.hears
    assert "📊" not in citizen.hears


@pytest.mark.parametrize(
    "action", ["rate:1:5", "task:1", "summary:20260101-20261231", "import_do:1", "invite:officer:1", "lead_set:1:1"]
)
async def test_a_forged_button_does_nothing(any_town: Town, action: str) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.forges(action)
    assert "vai trò khác" in citizen.hears or "mở hồ sơ" in citizen.hears
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "• Trang web" not in director.hears


async def test_staff_cannot_rate(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("/danhgia H-1 5678")
    await staff.taps("Rất hài lòng")
    assert "không tự đánh giá" in staff.hears


async def test_a_dossier_code_alone_opens_nothing(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia H-1")
    assert "Cấp thẻ" not in citizen.hears
    await citizen.says("5678")
    assert "Cấp thẻ" in citizen.hears


@pytest.mark.parametrize("code", ["H-1", "KHONG-CO-9"])
async def test_after_five_wrong_tries_a_code_is_closed_for_an_hour(any_town: Town, code: str) -> None:
    await furnish(any_town)
    for _ in range(OF_A_CODE):
        stranger = any_town.person()
        await stranger.says(f"/danhgia {code} 0000")
        assert "chưa đúng" in stranger.hears
    citizen = any_town.person()
    await citizen.says(f"/danhgia {code} 5678")
    assert "tạm khóa" in citizen.hears
    any_town.passes(minutes=61)
    await citizen.says(f"/danhgia {code} 5678")
    assert "tạm khóa" not in citizen.hears


async def test_a_rating_can_be_changed_for_a_day_and_no_longer(any_town: Town) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    faces = await citizen.says("/danhgia h-1 5678")
    await citizen.taps("Rất hài lòng", faces)
    any_town.passes(hours=23)
    await citizen.taps("Đổi đánh giá")
    await citizen.taps("Không hài lòng")
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "Hài lòng: 8/11" in director.hears
    any_town.passes(hours=2)
    await citizen.taps("Rất hài lòng", faces)
    assert "24 giờ" in citizen.hears


def _bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 250_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("trong.csv", b"", "trống"),
        ("anh.pdf", b"%PDF-1.7 ...", "PDF"),
        ("cu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel Workbook (.xlsx)"),
        ("cu.rtf", b"{\\rtf1", "Word Document (.docx)"),
        ("hong.docx", b"PK\x03\x04 not a package", "hỏng"),
        ("la.csv", "Cột A,Cột B\n1,2\n".encode(), "tiêu đề cột"),
        ("nhi-phan.csv", bytes(range(256)) * 20, ""),
    ],
)
async def test_a_file_nobody_can_read_is_explained(town: Town, name: str, content: bytes, answer: str) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file(name, content)
    assert answer in officer.hears
    assert not any("Nhập" in label and "✅" in label for label in officer.last.labels)


async def test_a_zip_bomb_is_not_opened(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("bom.docx", _bomb())
    assert "giải nén" in officer.hears


async def test_a_file_of_25_megabytes_is_refused_before_it_is_fetched(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("to.xlsx", b"", size=25 * 1024 * 1024)
    assert "20 MB" in officer.hears


async def test_a_citizen_s_file_is_not_taken_where_no_case_is_written(town: Town) -> None:
    citizen = town.person()
    await citizen.sends_file("anh.jpg", b"\xff\xd8", media_type="image/jpeg")
    assert "viết phản ánh trước" in citizen.hears


async def test_what_one_person_is_asked_another_does_not_answer(town: Town) -> None:
    await furnish(town)
    first, second = town.person(), town.person()
    await first.says("/danhgia H-1")
    await second.says("5678")
    assert "Cấp thẻ" not in second.hears


async def test_a_question_expires(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia H-1")
    town.passes(hours=25)
    await citizen.says("5678")
    assert "Cấp thẻ" not in citizen.hears


async def test_an_old_button_still_works_a_week_later(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    listing = await officer.says("/nhiemvu")
    town.passes(days=7)
    await officer.taps("4. Niêm yết", listing)
    assert "📌 Nhiệm vụ 4" in officer.hears


async def test_applicants_names_and_phone_numbers_are_nowhere_in_the_database(town: Town, tmp_path: object) -> None:
    await furnish(town)
    content = b"".join(path.read_bytes() for path in tmp_path.glob("cchc.db*"))  # type: ignore[attr-defined]
    assert "Tên Không Lưu".encode() not in content
    assert b"0912345678" not in content
