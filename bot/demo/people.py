"""What the demo's people have done before anybody tries it: reports, figures, ratings."""

import csv
import io
from datetime import datetime, timedelta
from decimal import Decimal

from bot.demo.files import sample_dossiers
from handlers.beginning.start import SAMPLE_DOSSIERS
from handlers.words.catalogue import Words
from handlers.words.keys import ROLE
from storage.database import Connection
from storage.dossiers.dossiers import DossierView, find_by_code, give_access
from storage.facts import set_fact
from storage.ground.channels import WEB
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day, local_start
from storage.models import ProgressState, Proof, Role, Topic
from storage.people.people import appoint, find_senders
from storage.people.units import all_units, find_unit, subtree
from storage.plan.progress import add_progress
from storage.plan.tasks import tasks_by_number
from storage.published.texts import Editor, set_answer
from storage.ratings import ratings
from storage.ratings.changes import RatingChanges
from storage.ratings.details import set_comment, set_reasons
from storage.registers.changes import Author
from storage.registers.indicator_values import enter_value
from storage.registers.indicators import Definition, define_indicator

EVERY_SECOND = 2
LEFT_TO_TRY = 3
# task → state, percentage, words
REPORTS: dict[int, tuple[ProgressState, int | None, str]] = {
    1: (ProgressState.DONE, 100, "Kế hoạch số 12/KH-SM ngày 15/01/{year} về cải cách hành chính năm {year}"),
    2: (ProgressState.DOING, 50, "Đã kiểm tra 3 trong 6 phòng"),
    3: (ProgressState.DOING, None, "Đã họp giao ban tháng này"),
    7: (ProgressState.DONE, 100, "Thông báo số 38/TB-SM ngày 20/03/{year} về niêm yết thủ tục"),
    8: (ProgressState.DOING, 80, "Công văn số 45/SM-VP ngày 06/04/{year} về nhận và trả hồ sơ qua bưu chính công ích"),
    10: (ProgressState.DONE, 100, "28 người học xong, danh sách kèm theo"),
    12: (ProgressState.DONE, 100, "Quyết định số 30/QĐ-SM ngày 25/02/{year} về công khai dự toán"),
    15: (ProgressState.DOING, None, "Đang lấy ý kiến trên ba kênh"),
}
# what is asked for → the value of each quarter, and what it is a part of
INDICATORS: tuple[tuple[Definition, tuple[int, ...], int | None], ...] = (
    (Definition("Tin bài về cải cách hành chính", "tin"), (38, 41, 44, 42), None),
    (Definition("Cán bộ dùng thư điện tử", "%", "tổng số cán bộ"), (91, 93, 93, 95), 100),
)
# counted from the newest rating: why, and what they wrote
UNHAPPY = {
    11: ("came_again", "Phải đi lại hai lần vì thiếu giấy tờ"),
    23: ("time", "Chờ hơi lâu ở quầy số 2"),
}


async def role_name(db: Connection, role: Role, unit_id: int) -> str:
    """`Cán bộ Văn phòng Sở`: nobody's name is invented."""
    unit, name = await find_unit(db, unit_id), Words("vi")(ROLE[role])
    return f"{name[0].upper()}{name[1:]} {unit.name if unit else ''}".strip()


async def staff_unit(db: Connection, root_id: int) -> int:
    """Staff belong to a room, where the tree has one; the director and the officer to the whole department."""
    rooms = [unit.id for unit in await all_units(db) if unit.parent_id == root_id]
    return rooms[0] if rooms else root_id


async def appoint_reporter(db: Connection, root_id: int, now: datetime) -> int:
    """The person who has reported before anybody tries the demo."""
    senders = await find_senders(db, WEB, {"sample-staff": "vi"}, now, local_day(now))
    reporter = senders["sample-staff"].id
    name = await role_name(db, Role.STAFF, await staff_unit(db, root_id))
    await appoint(db, reporter, Role.STAFF, root_id, name)
    return reporter


async def report(db: Connection, reporter: int, root_id: int, now: datetime) -> None:
    today = local_day(now)
    units = sorted(await subtree(db, [root_id]))
    new_year = datetime(today.year, 1, 1, tzinfo=now.tzinfo)
    for place, (number, (state, percent, text)) in enumerate(REPORTS.items(), 1):
        # Spread over the year so far: the summary of a quarter gone by has something to tell too.
        reported = new_year + (now - new_year) * place / len(REPORTS)
        [task, *_] = await tasks_by_number(db, units, today.year, number, today)
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


async def enter_indicators(db: Connection, reporter: int, unit_id: int, now: datetime) -> None:
    """Asked for since New Year, and entered for the quarters that are over."""
    today = local_day(now)
    new_year = datetime(today.year, 1, 1, tzinfo=now.tzinfo)
    for definition, values, base in INDICATORS:
        indicator_id = await define_indicator(db, unit_id, definition, Author(reporter, new_year))
        for number, value in enumerate(values):
            quarter = Period.of_months(today.year, 3 * number + 1, 3 * number + 3)
            if quarter.last < today:
                author = Author(reporter, local_start(quarter.last + timedelta(days=1)))
                whole = None if base is None else Decimal(base)
                await enter_value(db, indicator_id, quarter, Decimal(value), whole, author)


# Invented, as everything here is.
SAID = {
    Topic.HOURS: "Thứ Hai đến thứ Sáu, 7 giờ 30 – 11 giờ 30 và 13 giờ – 17 giờ. Nghỉ thứ Bảy, Chủ nhật và ngày lễ.",
    Topic.ADDRESS: "Bộ phận một cửa, tầng trệt, số 1 đường Mẫu, phường Mẫu.",
    Topic.HOTLINE: "028 0000 0000, trong giờ làm việc",
    Topic.RECEPTION: "phòng Tiếp công dân, tầng trệt, sáng thứ Ba và sáng thứ Năm",
}


async def answer_citizens(db: Connection, person_id: int, unit_id: int, now: datetime) -> None:
    """All but the fees, so that the officer has something to write."""
    for topic, text in SAID.items():
        await set_answer(db, unit_id, topic, text, Editor(person_id, now))


async def rate(db: Connection, now: datetime) -> None:
    """Every second citizen has rated, two of them unhappily and lately; three returned dossiers are left to try."""
    today = local_day(now)
    codes = [row[0] for row in csv.reader(io.StringIO(sample_dossiers(today).decode())) if row[6]][1:]
    left, changes = codes[-LEFT_TO_TRY:], RatingChanges()
    for index, code in enumerate(codes[-LEFT_TO_TRY - 1 :: -EVERY_SECOND]):  # the newest first
        dossier = await find_by_code(db, code)
        if dossier is not None and dossier.returned_on is not None:
            await _rate_one(db, changes, index, dossier, now)
    await changes.store(db)
    found = [dossier for code in left if (dossier := await find_by_code(db, code))]
    await set_fact(db, SAMPLE_DOSSIERS, ",".join(str(dossier.id) for dossier in found))


async def _rate_one(db: Connection, changes: RatingChanges, index: int, dossier: DossierView, now: datetime) -> None:
    address, today = f"sample-citizen-{index}", local_day(now)
    returned_on = dossier.returned_on or today
    person = (await find_senders(db, WEB, {address: "vi"}, now, today))[address]
    await give_access(db, person.id, dossier, Proof.LINK, now - timedelta(days=1))  # has waited for it
    unhappy = UNHAPPY.get(index)
    at = now - timedelta(days=(today - returned_on).days)
    tap = ratings.Tap(2 if unhappy else 5 - index % 2, WEB, person.id, person.id, at, returned_on)
    if not unhappy:
        await ratings.rate_dossiers(db, changes, tap, [dossier.id])
    else:
        reason, comment = unhappy
        _, rating_id = await ratings.rate_at_once(db, changes, tap, [dossier.id])
        await set_reasons(db, rating_id, [reason])
        await set_comment(db, rating_id, comment)
