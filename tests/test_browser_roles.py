"""What citizens, staff, directors and officers do on the web chat, in a real browser on a phone's screen."""

import re

import pytest
from playwright.async_api import expect

from tests.browser import Phone
from tests.chat_page import ChatPage
from tests.files import csv_file, excel_file, word_file

pytestmark = pytest.mark.asyncio(loop_scope="session")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea7356981"
    "0000000049454e44ae426082"
)
PLAN_HEAD = ("Nội dung trọng tâm", "STT", "Nhiệm vụ", "Sản phẩm", "Thời gian thực hiện")
PLAN_ROWS = (
    PLAN_HEAD,
    ("I. Điều hành", "1", "Ban hành lịch trực bộ phận một cửa", "Lịch", "Tháng 9"),
    ("I. Điều hành", "2", "Lắp bảng chỉ dẫn ở sảnh", "Bảng", "Trong năm 2026"),
)


async def test_a_citizen_s_tap_on_a_face_is_kept_at_once_and_may_be_explained_and_changed(phone: Phone) -> None:
    chat = await ChatPage.open(phone)
    await chat.taps("MAU-")
    await chat.hears("📁 Hồ sơ MAU-", "hài lòng với việc giải quyết")
    assert len(await chat.labels()) == 6
    await chat.taps("Rất không hài lòng")
    await chat.hears("Đã ghi nhận cho hồ sơ", "Điều gì làm ông/bà chưa hài lòng?")
    await chat.taps("Chờ lâu")
    await chat.hears("Rất không hài lòng", "chạm thêm lý do")
    assert "✓ Chờ lâu" in await chat.labels()
    await chat.taps("Viết góp ý")
    await chat.hears("Mời ông/bà viết góp ý")
    await chat.says("Quầy số 3 vắng người cả buổi sáng.")
    await chat.hears("Đã ghi nhận góp ý. Cảm ơn ông/bà!")
    director = await ChatPage.open(phone, "director")
    await director.says("năm nay")
    await director.hears("📊 Năm 2026")
    await director.taps("Không hài lòng")
    await director.hears("Chờ lâu", "Quầy số 3 vắng người cả buổi sáng.")


async def test_a_citizen_changes_the_face_and_it_still_counts_once(phone: Phone) -> None:
    director = await ChatPage.open(phone, "director")
    await director.says("tháng này")
    await director.hears("📊 Tháng 6/2026")
    await director.taps("Theo kênh")
    before = _web_ratings(await director.hears("Tháng 6/2026", "Trang web"))
    chat = await ChatPage.open(phone)
    await chat.taps("MAU-")
    await chat.taps("Rất hài lòng")
    await chat.hears("😍 Rất hài lòng", "Cảm ơn")
    await chat.taps("Đổi đánh giá")
    await chat.taps("Bình thường")
    await chat.hears("😐 Bình thường", "Đã ghi nhận cho hồ sơ")
    await director.says("tháng 6/2026")
    await expect(director.page.locator(".message.bot")).to_have_count(3)
    await director.taps("Theo kênh")
    after = _web_ratings(await director.hears("Tháng 6/2026", "Trang web"))
    assert after == (before[0], before[1] + 1)


def _web_ratings(summary: str) -> tuple[int, int]:
    found = re.search(r"• Trang web: (\d+)/(\d+)", summary)
    assert found, summary
    return int(found[1]), int(found[2])


async def test_staff_report_in_one_line_without_diacritics_correct_it_and_take_it_back(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "staff")
    await chat.says("/nhiemvu")
    await chat.hears("7 nhiệm vụ")
    await chat.says("14 80% da gui ho so len cong")
    await chat.hears("Đã ghi báo cáo nhiệm vụ 14", "Đang thực hiện 80%", "da gui ho so len cong")
    await chat.taps("Sửa")
    await chat.taps("50%")
    await chat.hears("Đang thực hiện 50%")
    await chat.sends_file("bien-nhan.png", PIXEL, "image/png")
    await chat.hears("Đã đính kèm bien-nhan.png")
    await chat.taps("Về nhiệm vụ")
    await chat.hears("📌 Nhiệm vụ 14", "Đang thực hiện 50%")
    await chat.taps("Các lần báo cáo")
    await chat.hears("📜 Nhiệm vụ 14", "📎 1")
    await chat.taps("Về nhiệm vụ")
    await chat.taps("Tệp kèm theo")
    await chat.is_settled()
    async with phone.context.expect_page() as opened:
        await chat.newest.locator("a.picture").click()
    assert await (await opened.value).evaluate("document.images[0].naturalWidth") == 1


async def test_a_report_that_was_taken_back_is_gone(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "staff")
    await chat.says("14 xong Thong bao so 7/TB-SM ngay 02/06/2026")
    await chat.hears("Đã xong", "📄", "số 7/TB-SM ngày 02/06/2026")
    await chat.taps("Hoàn tác")
    await chat.hears("Đã hoàn tác")
    await chat.taps("Về nhiệm vụ")
    await chat.hears("⚪ Chưa báo cáo")


async def test_the_director_reads_a_period_and_goes_down_to_a_task_and_back(phone: Phone) -> None:
    chat = await ChatPage.open(phone, "director")
    await chat.says("/summary")
    await chat.hears("📊 Năm 2026", "Nhiệm vụ năm 2026: 16")
    await chat.says("quý 3")
    await chat.hears("📊 Quý III/2025")
    await chat.taps("Quý IV/2025 ▶")
    await chat.hears("📊 Quý IV/2025")
    await chat.taps("Quý I/2026 ▶")
    await chat.hears("📊 Quý I/2026")
    await chat.taps("Theo nội dung")
    await chat.hears("theo nội dung trọng tâm, quý I/2026")
    await chat.taps("III. Cải cách thủ tục")
    await chat.hears("III. Cải cách thủ tục", "3 nhiệm vụ")
    await chat.taps("7. ")
    await chat.hears("📌 Nhiệm vụ 7")
    await chat.taps("Về danh sách")
    await chat.hears("3 nhiệm vụ")
    await chat.taps("Về các nội dung")
    await chat.taps("Về tổng hợp")
    await chat.hears("📊 Quý I/2026")
    await chat.taps("◀ Quý IV/2025")
    await chat.hears("📊 Quý IV/2025")
    await expect(chat.page.locator(".message.bot")).to_have_count(3)


@pytest.mark.parametrize("text", ["/summary hồi đó", "quý 7", "31/02/2026", "tháng 13"])
async def test_a_period_that_cannot_be_read_gets_examples_to_tap(phone: Phone, text: str) -> None:
    chat = await ChatPage.open(phone, "director")
    await chat.says(text)
    await chat.hears("Tôi chưa rõ kỳ này")
    await chat.taps("Quý I/2026")
    await chat.hears("📊 Quý I/2026")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
async def test_the_officer_sees_what_a_plan_would_change_before_it_is_written(phone: Phone, kind: str) -> None:
    plan = word_file(PLAN_ROWS, lines=["Kế hoạch năm 2026"]) if kind == "docx" else excel_file(PLAN_ROWS)
    chat = await ChatPage.open(phone, "officer")
    await chat.sends_file(f"ke-hoach-2026.{kind}", plan)
    await chat.hears(f"ke-hoach-2026.{kind}", "Tệp này là gì?")
    await chat.taps("Bản mới của")
    await chat.hears(f"ke-hoach-2026.{kind}", "Chưa ghi gì")
    director = await ChatPage.open(phone, "director")
    await director.says("năm nay")
    await director.hears("Nhiệm vụ năm 2026: 16")
    await chat.taps("Nhập 2 dòng")
    await chat.hears("✅ Đã nhập xong")
    await director.taps("Tháng này")
    await director.hears("📊 Tháng 6/2026", "Nhiệm vụ năm 2026: 2")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("ke-hoach.pdf", b"%PDF-1.7", "Tệp PDF không giữ được bảng nên không nhập được"),
        ("thuc-don.csv", csv_file([("Món", "Giá"), ("Phở", "40000")]), "Không thấy dòng tiêu đề cột trong bảng"),
        ("ke-hoach.docx", b"PK\x03\x04 cut off", "Tệp bị hỏng"),
    ],
)
async def test_a_file_that_cannot_be_imported_is_explained(
    phone: Phone, name: str, content: bytes, sentence: str
) -> None:
    chat = await ChatPage.open(phone, "officer")
    await chat.sends_file(name, content)
    await chat.hears(sentence)
