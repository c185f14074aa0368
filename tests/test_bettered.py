"""What a report says to have become better: beside as much of the period before as has passed of this one."""

from datetime import date

from storage.models import Role
from tests.chat import Town
from tests.office_files import lines, opened
from tests.samples import receives

_IN_TIME = "{0:02}/{1:02}/2026,28/{1:02}/2026,{0:02}/{1:02}/2026"
_LATE = "{0:02}/{1:02}/2026,{0:02}/{1:02}/2026,30/{1:02}/2026"


def _received(code: str, month: int, days: range, late: int) -> list[str]:
    """A dossier a day; the first `late` of them were returned on the 30th, and late."""
    return [
        f"{code}-{day},09{month:02}{day:06}," + (_LATE if number < late else _IN_TIME).format(day, month)
        for number, day in enumerate(days)
    ]


async def _says(town: Town, period: str) -> str:
    officer = await town.member(Role.OFFICER)
    before = len(officer.inbox)
    await officer.says(f"/baocao {period}")
    [document] = [message for message in officer.inbox[before:] if message.text.endswith(".docx")]
    return "\n".join(lines(opened((await town.file(document)).content)))


async def test_a_month_that_runs_is_compared_with_the_same_days_of_the_one_before(town: Town) -> None:
    # Until the 15th May had no late one; the whole of May had five of twenty.
    await receives(town, *_received("M", 5, range(1, 16), 0), *_received("N", 5, range(16, 21), 5))
    await receives(town, *_received("J", 6, range(1, 11), 0))
    town.passes(days=14)
    assert town.today == date(2026, 6, 29)
    said = await _says(town, "tháng 6")
    assert "Tỷ lệ hồ sơ trễ hạn 0%, giảm so với kỳ trước (25%)" in said
    town.passes(days=-14)
    said = await _says(town, "tháng 6")
    assert "giảm so với kỳ trước" not in said, "of fifteen days in May none was late"
