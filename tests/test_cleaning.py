"""What nobody needs again goes by itself; what is evidence stays."""

from sqlalchemy import func, select

from storage.cleaning import clean_up
from storage.models import File, Job, Role
from tests.chat import Message, Person, Town
from tests.samples import furnish


async def _cleaned(town: Town, days: int) -> None:
    town.passes(days=days)
    async with town.db() as db:
        await clean_up(db, town.now)


async def _files(town: Town) -> set[int]:
    async with town.db() as db:
        return set((await db.scalars(select(File.id))).all())


async def _report(officer: Person) -> tuple[Message, set[int]]:
    """The message with its buttons, and its files."""
    before = len(officer.inbox)
    await officer.says("/baocao quý 2 2026")
    new = officer.inbox[before:]
    return new[-1], {message.payload["file_id"] for message in new if "file_id" in message.payload}


async def test_what_was_written_to_be_looked_at_once_goes_after_90_days(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/bieudo quý 2 2026")
    draft, _ = await _report(officer)
    assert await _files(any_town)
    await _cleaned(any_town, 89)
    assert await _files(any_town)
    await officer.forges(draft.action("Phát hành"))
    assert "Không tìm thấy báo cáo" not in officer.hears
    await _cleaned(any_town, 2)
    assert await _files(any_town) == set()
    await officer.forges(draft.action("Phát hành"))
    assert "Không tìm thấy báo cáo" in officer.hears


async def test_evidence_pictures_of_cases_and_issued_reports_stay(any_town: Town) -> None:
    await furnish(any_town)
    staff, officer = await any_town.member(Role.STAFF), await any_town.member(Role.OFFICER)
    await staff.sends_file("bien-ban.pdf", b"%PDF", caption="4 xong Biên bản số 5/BB-ST ngày 10/6/2026")
    evidence = await _files(any_town)
    _, issued = await _report(officer)
    await officer.taps("Phát hành")
    await officer.says("12/BC-ST ngày 15/06/2026")
    assert issued
    await _cleaned(any_town, 400)
    assert await _files(any_town) == evidence | issued


async def test_ended_jobs_go_after_a_week(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/bieudo quý 2 2026")
    for days, left in ((6, 1), (2, 0)):
        await _cleaned(any_town, days)
        async with any_town.db() as db:
            assert (await db.scalars(select(func.count()).select_from(Job))).one() == left
