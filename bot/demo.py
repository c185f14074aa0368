"""Demo mode: a whole department invented for the purpose, with dates around today."""

import csv
import io
import random
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.channels.web.sessions import CITIZEN
from bot.intake import Clock
from handlers.occasion import Office
from handlers.start import SAMPLE_DOSSIERS
from storage.database import Connection, Database
from storage.days.working_time import local_day
from storage.dossiers.dossiers import find_by_code, give_access
from storage.facts import fact, is_empty, set_fact
from storage.imports.importing import FileKind, parse_file, store_parsed
from storage.messages.conversations import WEB
from storage.models import ProgressState, Proof, Role
from storage.people.people import appoint, find_senders
from storage.people.units import add_unit, all_units, root_unit, subtree
from storage.plan.progress import add_progress
from storage.plan.tasks import find_task_by_number
from storage.ratings import ratings
from storage.ratings.changes import RatingChanges
from storage.ratings.details import set_comment, set_reasons

SAMPLES = Path(__file__).parent / "samples"
SAMPLE_FACT = "sample_data"
DAYS = 280
A_DAY_AT_MOST = 4

# task → state, percentage, words
REPORTS: dict[int, tuple[ProgressState, int | None, str]] = {
    1: (ProgressState.DONE, 100, "Kế hoạch số 12/KH-SM ngày 15/01/{year} về cải cách hành chính năm {year}"),
    2: (ProgressState.DOING, 50, "Đã kiểm tra 3 trong 6 phòng"),
    3: (ProgressState.DOING, None, "Đã họp giao ban tháng này"),
    7: (ProgressState.DONE, 100, "Thông báo số 45/TB-SM ngày 20/03/{year} về niêm yết thủ tục"),
    8: (ProgressState.DOING, 80, "Đã ký thỏa thuận với bưu điện quận"),
    10: (ProgressState.DONE, 100, "28 người học xong, danh sách kèm theo"),
    12: (ProgressState.DONE, 100, "Quyết định số 30/QĐ-SM ngày 25/02/{year} về công khai dự toán"),
    15: (ProgressState.DOING, None, "Đang lấy ý kiến trên ba kênh"),
}
COMMENTS = ("Phải đi lại hai lần vì thiếu giấy tờ", "Chờ hơi lâu ở quầy số 2")


async def load_samples(database: Database, office: Office, now: datetime) -> None:
    """Into an empty database only: what anybody has entered stays as it is."""
    async with database.write(beside=True) as db:
        if await is_empty(db):
            await set_fact(db, SAMPLE_FACT, "1")
            await _load(db, office, now)


async def holds_samples(database: Database) -> bool:
    async with database.read() as db:
        return await fact(db, SAMPLE_FACT) is not None


async def _load(db: Connection, office: Office, now: datetime) -> None:
    today = local_day(now)
    root = await add_unit(db, office.agency, None)
    plan = (SAMPLES / "plan.csv").read_text("utf-8").format(year=today.year)
    files = [
        (FileKind.PLAN, plan.encode()),
        (FileKind.PROCEDURES, (SAMPLES / "procedures.csv").read_bytes()),
        (FileKind.DOSSIERS, _dossiers(today)),
        (FileKind.TOTALS, _totals(today)),
    ]
    for kind, content in files:
        parsed = parse_file(content, f"{kind}.csv", kind, today.year if kind is FileKind.PLAN else None)
        await store_parsed(db, office.secret, root.id, parsed, now, write=True)
    await _report(db, root.id, now)
    await _rate(db, now)


def _csv(rows: list[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _dossiers(today: date) -> bytes:
    """The same ones for the same day: some late, every third of those without a letter."""
    chance = random.Random(today.toordinal())  # noqa: S311 - invented data
    head = [
        "Mã hồ sơ",
        "Mã thủ tục",
        "Số điện thoại",
        "Hình thức nộp",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Ngày trả kết quả",
        "Thư xin lỗi",
    ]
    rows: list[list[object]] = [list(head)]
    number = late = 0
    for back in range(DAYS, 0, -1):
        received = today - timedelta(days=back)
        if received.weekday() > 4:
            continue
        for _ in range(chance.randint(1, A_DAY_AT_MOST)):
            number += 1
            due = received + timedelta(days=chance.choice((5, 7, 10, 14)))
            is_late = number % 61 == 0
            late += is_late
            returned = due + timedelta(days=3) if is_late else due - timedelta(days=chance.randint(0, 3))
            phone = f"0900{chance.randrange(250):06d}"
            way = chance.choice(("Trực tiếp", "Trực tiếp", "Trực tuyến", "Bưu chính công ích"))
            shown = returned.strftime("%d/%m/%Y") if returned <= today else ""
            letter = "Có" if is_late and late % 3 and shown else ""
            days = [day.strftime("%d/%m/%Y") for day in (received, due)]
            rows.append(
                [
                    f"MAU-{received:%y%m%d}-{number:04d}",
                    f"MAU.00{chance.randint(1, 8)}",
                    phone,
                    way,
                    *days,
                    shown,
                    letter,
                ]
            )
    return _csv(rows)


def _totals(today: date) -> bytes:
    first = date(today.year, 1, 1)
    last = max(first, today.replace(day=1) - timedelta(days=1)) if today.month > 1 else today
    days = [first.strftime("%d/%m/%Y"), last.strftime("%d/%m/%Y")]
    head: list[object] = ["Kênh", "Từ ngày", "Đến ngày", "Hài lòng", "Tổng số"]
    return _csv(
        [
            head,
            ["Cổng góp ý của Thành phố", *days, 61, 63],
            ["Kiosk sảnh chính", *days, 44, 44],
            ["Phiếu giấy", *days, 72, 75],
        ]
    )


async def _report(db: Connection, root_id: int, now: datetime) -> None:
    today = local_day(now)
    units = sorted(await subtree(db, [root_id]))
    senders = await find_senders(db, WEB, {"sample-staff": "vi"}, now, today)
    reporter = senders["sample-staff"].id
    await appoint(db, reporter, Role.STAFF, root_id, "Cán bộ mẫu")
    new_year = datetime(today.year, 1, 1, tzinfo=now.tzinfo)
    for place, (number, (state, percent, text)) in enumerate(REPORTS.items(), 1):
        # Spread over the year so far: the summary of a quarter gone by has something to tell too.
        reported = new_year + (now - new_year) * place / len(REPORTS)
        task = await find_task_by_number(db, units, today.year, number, today)
        await add_progress(
            db,
            task_id=task.id,
            person_id=reporter,
            state=state,
            percent=percent,
            text=text.format(year=today.year),
            now=reported,
            today=local_day(reported),
        )


async def _rate(db: Connection, now: datetime) -> None:
    """Some citizens have rated here, two of them unhappily; three returned dossiers are left to try."""
    today = local_day(now)
    codes = [row[0] for row in csv.reader(io.StringIO(_dossiers(today).decode())) if row[6] and row[0] != "Mã hồ sơ"]
    changes = RatingChanges()
    for index, code in enumerate(codes[-120:-3:3]):
        address = f"sample-citizen-{index}"
        person = (await find_senders(db, WEB, {address: "vi"}, now, today))[address]
        dossier = await find_by_code(db, code)
        if dossier is None or dossier.returned_on is None:
            continue
        await give_access(db, person.id, dossier, Proof.LINK, now - timedelta(days=1))  # has waited for it
        level = 2 if index in (11, 23) else 5 - index % 2
        at = now - timedelta(days=(today - dossier.returned_on).days)
        tap = ratings.Tap(level, WEB, person.id, person.id, at, dossier.returned_on)
        await ratings.rate_dossiers(db, changes, tap, [dossier.id])
        if level == 2:
            await changes.write_ratings(db)
            rating_id = await ratings.rating_covering(db, dossier.id)
            await set_reasons(db, rating_id, ["came_again" if index == 11 else "time"])
            await set_comment(db, rating_id, COMMENTS[index == 23])
    await changes.store(db)
    left = [dossier for code in codes[-3:] if (dossier := await find_by_code(db, code))]
    await set_fact(db, SAMPLE_DOSSIERS, ",".join(str(dossier.id) for dossier in left))


class Personas:
    """Gives a demo persona its role when its conversation is first used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._ready: set[str] = set()

    async def prepare(self, address: str, persona: str) -> None:
        if persona == CITIZEN or address in self._ready:
            return
        now = self._clock()
        async with self._database.write(beside=True) as db:
            person = (await find_senders(db, WEB, {address: "vi"}, now, local_day(now)))[address]
            root = await root_unit(db)
            if root is not None:
                await appoint(db, person.id, Role(persona), await self._unit(db, persona, root.id), None)
        self._ready.add(address)

    async def _unit(self, db: Connection, persona: str, root_id: int) -> int:
        """Staff belong to a room, where the tree has one; the director and the officer to the whole department."""
        rooms = [unit.id for unit in await all_units(db) if unit.parent_id == root_id]
        return rooms[0] if persona == "staff" and rooms else root_id
