"""The first message ever, and from there to what each of them wants done, over Telegram."""

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.botapi import BotApiServer, Call, Update, User, document, start, tap, text_message
from tests.botapi.people import HOA, LAN, MINH
from tests.samples import FILES
from tests.whole import Whole

BINH = User(70004, "Bình")


class Walk:
    """One person in front of their phone."""

    def __init__(self, server: BotApiServer, bot: Whole, user: User) -> None:
        self.server, self.bot, self.user = server, bot, user

    @property
    def seen(self) -> list[Call]:
        """What lies in the chat, new messages and changed ones."""
        own = (self.user.id, str(self.user.id))
        calls = self.server.calls.of("sendMessage", "editMessageText", "sendDocument")
        return [call for call in calls if call.params["chat_id"] in own]

    async def says(self, what: str | Update, until: str) -> None:
        await self._sees(text_message(self.user, what) if isinstance(what, str) else what, until)

    async def taps(self, label: str, until: str) -> None:
        shown = [call for call in self.seen if label in str(call.params.get("reply_markup"))]
        assert shown, [call.params["text"] for call in self.seen[-3:]]
        found = shown[-1]
        rows = found.params["reply_markup"]["inline_keyboard"]
        whole = next(button["text"] for row in rows for button in row if label in button["text"])
        await self._sees(tap(self.user, found.result, label=whole), until)

    async def _sees(self, update: Update, words: str) -> None:
        before = len(self.seen)
        self.server.push(update)
        await self.server.calls.wait_until(lambda: any(words in str(one.params) for one in self.seen[before:]), words)


async def _joins(walk: Walk, role: Role, until: str) -> None:
    await walk.says(start(walk.user, await walk.bot.invitation(role)), until)


async def test_an_officer_brings_in_the_plan_and_invites(server: BotApiServer, bot: Whole) -> None:
    officer = Walk(server, bot, LAN)
    await officer.says("xin chào", "Kính chào")
    await _joins(officer, Role.OFFICER, "Gửi tệp kế hoạch")
    await officer.says(document(LAN, "ke-hoach.csv", FILES[FileKind.PLAN].encode(), "text/csv"), "Nhập 5 dòng")
    await officer.taps("Nhập 5 dòng", "Đã nhập xong")
    await officer.says("/moi", "Mời ai?")
    await officer.taps("Cán bộ", "Tại đơn vị nào?")
    await officer.taps("Văn phòng", "Gửi cho người được mời")
    code = officer.seen[-1].params["reply_markup"]["inline_keyboard"][0][0]["copy_text"]["text"]
    staff = Walk(server, bot, MINH)
    await staff.says(start(MINH, code.rpartition("=")[2].rpartition(" ")[2]), "Báo cáo bằng một dòng")


async def test_a_member_of_staff_finds_the_way_in_and_reports(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    staff = Walk(server, bot, MINH)
    await staff.says("tôi là cán bộ phòng văn thư, báo cáo ở đâu", "xin chuyên viên cải cách hành chính gửi lời mời")
    await _joins(staff, Role.STAFF, "Báo cáo bằng một dòng")
    await staff.says("tôi phải làm gì", "Họp giao ban")
    await staff.says("nv 1 xong rồi ạ", "Đã ghi báo cáo nhiệm vụ 1")
    await staff.says("2 được 60%", "Đang thực hiện 60%")
    await staff.says("nhầm, 70%", "Đang thực hiện 70%")
    assert await bot.number("SELECT count(*) FROM progress WHERE undone_at IS NULL") == 2


async def test_a_director_sees_the_state_and_gives_out_what_a_citizen_wrote(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    director, citizen = Walk(server, bot, LAN), Walk(server, bot, HOA)
    await _joins(director, Role.DIRECTOR, "Gõ một kỳ bất kỳ")
    await director.says("tình hình thế nào", "📊 Năm 2026")
    await citizen.says("Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số.", "Chạm loại việc để gửi")
    await citizen.taps("Thủ tục, quy định", "Đã nhận phản ánh")
    await director.says("phản ánh mới", "🆕")
    code = await bot.number('SELECT code FROM "case"')
    await director.taps(code, "chờ hai giờ")
    await director.taps("Giao đơn vị", "đơn vị nào")
    await director.taps("Phòng Nghiệp vụ", "3 ngày làm việc")
    await director.taps("3 ngày làm việc", "Đã giao")
    await director.says("quý 2", "📊 Quý II/2026")


async def test_a_citizen_asks_rates_and_is_forgotten(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    citizen = Walk(server, bot, BINH)
    await citizen.says("alo", "Kính chào")
    await citizen.says("tôi phải làm gì", "Ông/bà cần giúp việc gì?")
    await citizen.says("hồ sơ của tôi đến đâu rồi", "cần mã hồ sơ")
    await citizen.says(start(BINH, bot.link(1)), "H-1")
    await citizen.taps("Rất hài lòng", "Cảm ơn")
    assert await bot.number("SELECT count(*) FROM rating") == 1
    await citizen.says("xóa hết dữ liệu của tôi", "Xóa")
    await citizen.taps("xóa tất cả", "Đã xóa")
    assert await bot.number("SELECT count(*) FROM person") == 0
