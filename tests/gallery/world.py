"""A department in which everything has happened: what the gallery walks through."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.demo import people as sample_people
from bot.demo.files import sample_dossiers, sample_files
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.ratings.kiosks import admit_device, find_kiosk, kiosk_by_id, register_kiosk, release_kiosk
from tests.cases import answers, assigns, writes
from tests.chat import Person, Town
from tests.databases import sqlite_url
from tests.files import word_file
from tests.issued_reports import issues, makes
from tests.report_templates import template_of
from tests.samples import a_kiosk, a_tap, link_of, receives

PHONE = "0912345678"
LEFT_TO_RATE = "MAU-DANH-GIA"
DOSSIERS = 120  # of the demo's newest: enough for every list to have a second page


@dataclass
class World:
    town: Town
    people: dict[str, Person]
    cases: list[str]
    link: str
    """What the QR code of a returned dossier says."""


@contextlib.asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    async with Town.over(sqlite_url(folder), "Sở Mẫu") as town:
        yield await _happened(town)


async def _happened(town: Town) -> World:
    town.office.measures_performance = True
    town.office.asks_aspects = True
    room = await _samples(town)
    people = {
        "officer": await town.member(Role.OFFICER, name="Chuyên viên cải cách hành chính"),
        "director": await town.member(Role.DIRECTOR, name="Giám đốc"),
        "staff": await town.member(Role.STAFF, room, "Cán bộ Văn phòng"),
        "citizen": town.person("citizen"),
    }
    await town.member(Role.STAFF, room, "Cán bộ thứ hai")
    await _registers(people["staff"], people["officer"])
    cases = await _citizens(town, people)
    await _counter(town, people["officer"])
    await _documents(people["officer"])
    await town.ticks_after(hours=20)
    await town.ticks_after(days=7)
    await _rates_now(town, people["citizen"])
    return World(town, people, cases, await link_of(town, f"{LEFT_TO_RATE}-4"))


async def _rates_now(town: Town, citizen: Person) -> None:
    """What can still be changed, and is asked about."""
    await citizen.says(await link_of(town, f"{LEFT_TO_RATE}-3"))
    for label in ("từng hồ sơ", f"{LEFT_TO_RATE}-3", "Rất hài lòng", "Đổi đánh giá", "Rất hài lòng"):
        await citizen.taps(label)


async def _samples(town: Town) -> int:
    """The demo's files and what its people did; the room of the staff."""
    for kind, content in sample_files(town.today).items():
        if kind is FileKind.DOSSIERS:
            head, *rows = content.splitlines()
            content = b"\n".join([head, *rows[-DOSSIERS:]])
        await town.imports(kind, f"{kind}.csv", content, year=town.today.year if kind is FileKind.PLAN else None)
    async with town.db() as db:
        reporter = await sample_people.appoint_reporter(db, town.unit_id, town.now)
        await sample_people.report(db, reporter, town.unit_id, town.now)
        room = await sample_people.staff_unit(db, town.unit_id)
        await sample_people.enter_indicators(db, reporter, room, town.now)
        await sample_people.rate(db, town.now)
    return room


async def _registers(staff: Person, officer: Person) -> None:
    for line in (
        "/suco Kiosk ở quầy số 2 không lên màn hình từ 12/6",
        "/suco 1 công văn số 512/SM-VP ngày 12/6/2026 gửi Công ty Thử Nghiệm về việc sửa kiosk",
        "/suco Máy in ở quầy số 1 kẹt giấy",
        "/suco 2 xong",
        "/vanban Kế hoạch số 9/KH-SM ngày 5/1/2026 về cải cách hành chính năm 2026",
        "/vanban Quyết định số 8/QĐ-UBND ngày 2/1/2026 của Ủy ban nhân dân Thành phố về giao nhiệm vụ năm 2026",
        "2 50% đã ban hành Thông báo số 20/TB-SM ngày 8/6/2026 về lịch trực",
        "/denxuat Sở Tài chính: bổ sung kinh phí thay máy chủ",
        "/denxuat khó khăn: quầy chỉ có một máy quét",
        "/phieu 12/15",
        "2 60% đã kiểm tra thêm một phòng",
        "/nghi 20/07-24/07",
    ):
        await staff.says(line)
    await staff.sends_file("bien-ban.docx", word_file([["Biên bản"]], lines=["Biên bản"]), caption="2 70%, có biên bản")
    await officer.says("/nghi 20/07-24/07")
    await officer.says("/chisotieu")
    await officer.taps("Thêm chỉ tiêu")
    await officer.says("Tỷ lệ lãnh đạo dùng thư điện tử; %; tổng số lãnh đạo; quý")


async def _citizens(town: Town, people: dict[str, Person]) -> list[str]:
    """Cases in each state, a rating that somebody is unhappy with, and the codes of the cases: of the citizen first."""
    days = "01/06/2026,08/06/2026"
    returned = [f"{LEFT_TO_RATE}-{number},{PHONE},{days},05/06/2026" for number in range(1, 5)]
    returned += [f"MAU-TRE-{number},{PHONE},{days},12/06/2026" for number in range(9)]
    await receives(town, *returned, f"MAU-CHUA-TRA,{PHONE},{days},")
    citizen, director = people["citizen"], people["director"]
    await citizen.says(await link_of(town, f"{LEFT_TO_RATE}-1"))
    await citizen.taps("Chọn từng hồ sơ")
    await citizen.taps(f"{LEFT_TO_RATE}-1")
    await citizen.taps("Rất không hài lòng")
    await citizen.taps("Mong được liên hệ")
    other = town.person("other-citizen")
    own = [await writes(citizen), await writes(citizen, "Phòng chờ không có ghế cho người già.", "Thái độ")]
    theirs = [await writes(other), await writes(other, "Trang nộp hồ sơ báo lỗi khi tải tệp. " * 40)]
    await assigns(director, own[0], "Văn phòng Sở")
    await answers(people["staff"], own[0])
    await assigns(director, theirs[1], "Văn phòng Sở")
    await director.says("/mautraloi")
    await director.taps("Thêm mẫu")
    await director.says("Giờ mở cửa\nQuầy mở cửa từ [giờ] đến [giờ], mong ông/bà thông cảm.")
    return [*own, *theirs]


async def _counter(town: Town, officer: Person) -> None:
    kiosk = await a_kiosk(town)
    async with town.db() as db:
        row = await kiosk_by_id(db, kiosk)
        assert row is not None
        await admit_device(db, town.office.secret, row, "first", town.now)
        token = await register_kiosk(db, town.office.secret, town.unit_id, "Quầy số 3", town.now)
        other = await find_kiosk(db, town.office.secret, token)
        assert other is not None
        await admit_device(db, town.office.secret, other, "third", town.now)
        await release_kiosk(db, [town.unit_id], other.id)
        await admit_device(db, town.office.secret, replace(row, device_hash="another"), "second", town.now)
    await town.process(*(a_tap(kiosk, f"{number}") for number in range(60)))
    await officer.says("/moi")


async def _documents(officer: Person) -> None:
    await officer.sends_file("mau-cua-so.docx", template_of("BÁO CÁO của {{ unit }}"), caption="mẫu báo cáo")
    await makes(officer)
    await issues(officer, "12/BC-SM ngày 15/06/2026")


def a_code(world: World) -> str:
    """Of a dossier of the samples."""
    return sample_dossiers(world.town.today).decode().splitlines()[-1].split(",")[0]
