"""A citizen with two dossiers of the office: MAU-261119-0483, whose result was handed over, and the last digits 5678.
The office has said its hours, address, hotline and reception, and published some procedures."""

from collections import Counter

from sqlalchemy import text

from storage.database import Connection
from storage.imports.parsed import FileKind
from storage.models import Topic
from storage.published.texts import Editor, set_answer
from tests.chat import Person, Town
from tests.files import excel_file

_DOSSIERS = [
    ["Mã hồ sơ", "Thủ tục", "Lĩnh vực", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả", "Số điện thoại"],
    ["MAU-261119-0483", "Cấp thẻ đọc sách", "Thư viện", "01/06/2026", "10/06/2026", "09/06/2026", "0912345678"],
    ["MAU-261119-0484", "Cấp giấy phép quảng cáo", "Quảng cáo", "01/06/2026", "30/06/2026", "", "0912345679"],
]
_PROCEDURES = [
    ["Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn giải quyết"],
    ["1.001", "Cấp giấy phép quảng cáo trên bảng, băng rôn", "Quảng cáo", "7"],
    ["1.002", "Cấp thẻ thư viện, thẻ đọc sách cho thiếu nhi", "Thư viện", "2"],
    ["1.003", "Cấp giấy phép biểu diễn nghệ thuật", "Nghệ thuật", "5"],
    ["1.004", "Cấp lại giấy phép biểu diễn nghệ thuật", "Nghệ thuật", "3"],
]
_SAID = {
    Topic.HOURS: "thứ Hai đến thứ Sáu, 7 giờ 30 – 17 giờ",
    Topic.ADDRESS: "12 Đường Mẫu",
    Topic.HOTLINE: "028 0000 0000",
    Topic.RECEPTION: "Tiếp công dân: thứ Năm, phòng 101",
}
_RATINGS = text("SELECT level, comment, contact_at FROM rating WHERE person_id IS NOT NULL")
_OPENED = text(
    "SELECT code FROM dossier JOIN dossier_access ON dossier.id = dossier_id"
    " WHERE dossier.id NOT IN (SELECT dossier_id FROM rated_dossier)"
)
_CASES = text('SELECT kind, text, place FROM "case"')
_STEPS = text("SELECT kind, text FROM case_step WHERE kind IN ('added', 'reopened')")
_PERSON = text("SELECT language, stopped_at FROM person WHERE channel = 'telegram'")


async def facts(db: Connection) -> Counter[str]:
    """`rule: WORDS`, `conduct: WORDS` of a case, `added: …`, `place: …`, `objection: …` to it; `rated 2: COMMENT`, with
    `contact` where they wish to be answered; `opened CODE` of what was not rated; `language en`; `stopped`."""
    found: Counter[str] = Counter()
    for level, comment, contact in await db.execute(_RATINGS):
        found[f"rated {level}{' contact' if contact else ''}: {comment or ''}"] += 1
    found.update(f"opened {code}" for (code,) in await db.execute(_OPENED))
    for kind, words, place in await db.execute(_CASES):
        found[f"{kind}: {words}"] += 1
        found.update([f"place: {place}"] if place else [])
    names = {"added": "added", "reopened": "objection"}
    found.update(f"{names[kind]}: {words}" for kind, words in await db.execute(_STEPS))
    for language, stopped in await db.execute(_PERSON):
        found.update([f"language {language}"] if language != "vi" else [])
        found.update(["stopped"] if stopped else [])
    return found


async def person(town: Town) -> Person:
    await town.imports(FileKind.PROCEDURES, "thu-tuc.xlsx", excel_file(_PROCEDURES))
    outcome = await town.imports(FileKind.DOSSIERS, "ho-so.xlsx", excel_file(_DOSSIERS))
    assert outcome.problems == []
    citizen = town.person()
    await citizen.says("/start")
    async with town.db() as db:
        for topic, words in _SAID.items():
            await set_answer(db, town.unit_id, topic, words, Editor(1, town.now))
    return citizen
