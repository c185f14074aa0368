"""One year of a small department. Each figure was counted by hand from the story that the comments tell."""

from datetime import UTC, datetime

from handlers.words.catalogue import Words
from handlers.words.keys import CHANNEL
from storage.dossiers.dossiers import find_by_code
from storage.imports.parsed import FileKind
from storage.keys import dossier_token
from storage.models import Role
from tests.chat import Person, Town
from tests.samples import a_kiosk, a_tap, link_of, receives
from tests.summaries import with_channels

AN, BINH, CHI = "0912000001", "0912000002", "0912000003"


def _on(town: Town, day: int, month: int) -> None:
    town.now = datetime(2026, month, day, 3, tzinfo=UTC)


async def _opens(town: Town, person: Person, code: str) -> None:
    await person.says(await link_of(town, code))


async def _first_quarter(town: Town, an: Person, binh: Person) -> None:
    """6 dossiers are received and returned. An rates three at once, Bình two by themselves, An a fourth on the web."""
    await receives(town, *(f"A-{number},{AN},05/01/2026,20/01/2026,12/01/2026" for number in (1, 2, 3)))
    await receives(town, *(f"B-{number},{BINH},05/01/2026,20/01/2026,12/01/2026" for number in (1, 2)))
    _on(town, 13, 1)
    await _opens(town, an, "A-1")
    await an.taps("Cho cả 3 hồ sơ")
    await an.taps("Rất hài lòng")
    _on(town, 14, 1)
    await _opens(town, binh, "B-1")
    await binh.taps("Chọn từng hồ sơ")
    await binh.taps("B-1")
    await binh.taps("Rất hài lòng")
    await binh.taps("còn 1 hồ sơ")
    await binh.taps("B-2")
    await binh.taps("🙁 Không hài lòng")
    await receives(town, f"A-4,{AN},02/03/2026,16/03/2026,09/03/2026")
    _on(town, 10, 3)
    an_on_the_web = town.person(channel="web")
    await _opens(town, an_on_the_web, "A-4")
    await an_on_the_web.taps("🙂 Hài lòng")


async def _second_quarter(town: Town, dung: Person, kiosk: int) -> None:
    """7 received and returned. Chi scans a receipt at the kiosk, Dũng (no phone) rates on the web; four strangers tap,
    one of them unhappily; five dossiers stay without a rating."""
    await receives(town, f"C-1,{CHI},01/06/2026,15/06/2026,10/06/2026", "D-1,,01/06/2026,15/06/2026,10/06/2026")
    await receives(town, *(f"E-{n},091200001{n},01/06/2026,15/06/2026,10/06/2026" for n in range(5)))
    _on(town, 10, 6)
    async with town.db() as db:
        dossier = await find_by_code(db, "C-1")
    assert dossier is not None
    token = dossier_token(town.office.secret, dossier.id)
    await town.process(a_tap(kiosk, "chi", 5, 0, token), *(a_tap(kiosk, f"s{n}", n) for n in (5, 4, 1)))
    _on(town, 12, 6)
    # What the kiosk kept while the network was gone is of the day it was tapped.
    await town.process(a_tap(kiosk, "late", 5, 2 * 24 * 3600))
    await _opens(town, dung, "D-1")
    await dung.taps("Rất hài lòng")
    staff = await town.member(Role.STAFF)
    await staff.says("/phieu 0/1")
    await staff.says("/phieu 1/1")


async def _third_quarter(town: Town, chi: Person, dung: Person) -> None:
    """2 received and returned. Chi, known by her phone, and Dũng, known by his chat, rate again."""
    await receives(town, f"C-2,{CHI},01/09/2026,15/09/2026,10/09/2026", "D-2,,01/09/2026,15/09/2026,10/09/2026")
    _on(town, 11, 9)
    await _opens(town, chi, "C-2")
    await chi.taps("Bình thường")
    await _opens(town, dung, "D-2")
    await dung.taps("🙂 Hài lòng")


async def _outside(town: Town) -> None:
    """Three channels of others; the last period reaches into the next year."""
    rows = ["Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số", "Cổng của Thành phố,01/01/2026,31/03/2026,2,3"]
    rows += ["Kiosk sảnh,01/07/2026,30/09/2026,1,1", "Cổng của Thành phố,01/12/2026,31/01/2027,5,5"]
    await town.imports(FileKind.TOTALS, "kenh.csv", "\n".join(rows).encode())


async def test_a_year_s_participation_is_what_was_counted_by_hand(any_town: Town) -> None:
    an, binh, chi, dung = (any_town.person() for _ in range(4))
    dung.channel = "web"
    kiosk = await a_kiosk(any_town)
    await _first_quarter(any_town, an, binh)
    await _second_quarter(any_town, dung, kiosk)
    await _third_quarter(any_town, chi, dung)
    # 8 more are received in November and not returned by the end of the year.
    await receives(any_town, *(f"F-{number},091200002{number},02/11/2026,31/12/2026," for number in range(8)))
    await _outside(any_town)
    any_town.now = datetime(2027, 1, 5, 3, tzinfo=UTC)
    director = await any_town.member(Role.DIRECTOR)
    await _figures_are_right(director)
    await binh.forges("privacy_erase")
    await an.forges("privacy_erase")
    await _figures_are_right(director)


async def _figures_are_right(director: Person) -> None:
    await _the_year_is_right(director)
    await _the_quarters_are_right(director)
    await _longer_and_shorter_periods_are_right(director)


async def _shown(director: Person, period: str, *lines: str) -> None:
    text = await with_channels(director, period)
    for line in lines:
        assert line in text, f"{line!r} is not in\n{text}"


async def _the_year_is_right(director: Person) -> None:
    # Telegram 5, 2, 5, 3: An once, Bình twice, Chi once. Web: An 4, Dũng 5 and 4. Kiosk: Chi 5, strangers 5, 4, 1, 5.
    # Ours: Telegram 2/4, web 3/3, kiosk 4/5 = 9/12. Outside: 2/3 + 1/1 + 1/1 = 4/5. All: 13/17.
    # Received 4 + 2 + 2 + 2 + 5 + 8 = 23; returned 15. Persons: An, Bình, Chi, Dũng. Covered: 3 + 1 + 2 + 2 + 2 = 10.
    await _shown(
        director,
        "năm 2026",
        "nhận 23 · trả 15",
        "Hài lòng: 13/17 = 76,47%",
        f"• {Words('vi')(CHANNEL[director.channel])}: 2/4 = 50%",
        "• Trang web: 3/3 = 100%",
        "• Kiosk tại quầy: 4/5 = 80%",
        "• Cổng của Thành phố: 2/3 = 66,67%",
        "• Phiếu giấy: 1/1 = 100%",
        "• Kiosk sảnh: 1/1 = 100%",
        "• chưa tính vì chỉ trùng một phần kỳ này: Cổng của Thành phố 5/5 (01/12/2026 – 31/01/2027)",
        "Tham gia đánh giá: 17/23 = 73,91% (đạt 40%)",
        "Trên 15 đã trả: 17 lượt (113,33%), 4 người (26,67%), 10 hồ sơ (66,67%)",
    )


async def _the_quarters_are_right(director: Person) -> None:
    # Ours: Telegram 2/3, web 1/1; outside 2/3. Persons: An and Bình. Covered: 3 + 2 + 1.
    await _shown(
        director,
        "quý 1 2026",
        "Hài lòng: 5/7 = 71,43%",
        "Tham gia đánh giá: 7/6 = 116,67%",
        "Trên 6 đã trả: 7 lượt (116,67%), 2 người (33,33%), 6 hồ sơ (100%)",
    )
    # Kiosk 4/5, web 1/1, paper 1/1. Persons: Chi and Dũng. Covered: one each.
    await _shown(
        director,
        "quý 2 2026",
        "Hài lòng: 6/7 = 85,71% (chưa đạt 90%)",
        "Trên 7 đã trả: 7 lượt (100%), 2 người (28,57%), 2 hồ sơ (28,57%)",
    )
    # Telegram 0/1, web 1/1, outside 1/1.
    await _shown(
        director,
        "quý 3 2026",
        "Hài lòng: 2/3 = 66,67%",
        "Trên 2 đã trả: 3 lượt (150%), 2 người (100%), 2 hồ sơ (100%)",
    )
    await _shown(director, "quý 4 2026", "nhận 8 · trả 0", "chưa có lượt đánh giá nào", "Tham gia đánh giá: 0/8 = 0%")


async def _longer_and_shorter_periods_are_right(director: Person) -> None:
    # A person who rates in two quarters is one person of the half-year or of the nine months: 2 + 2 + 2, not 6.
    await _shown(director, "6 tháng đầu năm 2026", "Trên 13 đã trả: 14 lượt (107,69%), 4 người (30,77%)")
    await _shown(director, "9 tháng 2026", "Trên 15 đã trả: 17 lượt (113,33%), 4 người (26,67%), 10 hồ sơ")
    await _shown(director, "ngày 10/06/2026", "Kiosk tại quầy: 4/5 = 80%", "5 lượt (71,43%), 1 người (14,29%), 1 hồ sơ")
    await _shown(director, "tháng 9/2026 ", "2 lượt (100%), 2 người (100%)")
