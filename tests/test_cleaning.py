"""What nobody needs again goes by itself; what is evidence stays."""

from sqlalchemy import func, select

from handlers.incoming import Incoming
from storage.cleaning import clean_up
from storage.messages.files import store_file
from storage.messages.payloads import Said
from storage.messages.traffic import put
from storage.models import File, Job, Outbox, Role, WebMessage
from storage.people.invitations import invite
from tests.chat import Message, Person, Town
from tests.samples import DOSSIERS, PLAN, furnish


async def _cleaned(town: Town, days: int) -> None:
    town.passes(days=days)
    async with town.db() as db:
        await clean_up(db, ["telegram"], town.now)


async def _files(town: Town) -> set[int]:
    async with town.db() as db:
        return set((await db.scalars(select(File.id))).all())


async def _names(town: Town) -> list[str]:
    """Of the files that hold the name of an applicant."""
    async with town.db() as db:
        files = (await db.execute(select(File.name, File.content).order_by(File.id))).all()
    return [file.name for file in files if "Tên Không Lưu".encode() in file.content]


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
    before = await _files(any_town)
    await officer.taps("Phát hành")
    await officer.says("12/BC-ST ngày 15/06/2026")
    numbered = await _files(any_town) - before  # with its number and day, to be signed
    assert issued
    assert numbered
    await _cleaned(any_town, 400)
    assert await _files(any_town) == evidence | issued | numbered


async def test_an_import_is_kept_until_it_is_written_or_stopped(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    for button, said in (("Không nhập", "Đã bỏ, không ghi gì"), ("✅ Nhập", "Đã nhập xong")):
        await officer.sends_file("ho-so.csv", DOSSIERS.encode())
        assert await _names(any_town) == ["ho-so.csv"]
        await officer.taps(button)
        assert said in officer.hears
        assert await _names(any_town) == []


async def test_an_import_takes_the_place_of_one_of_its_kind_that_was_not_confirmed(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    first = await officer.sends_file("cu.csv", DOSSIERS.encode())
    plan = await officer.sends_file("ke-hoach.csv", f"Kế hoạch năm 2026\n{PLAN}".encode())
    second = await officer.sends_file("moi.csv", DOSSIERS.encode())
    assert await _names(any_town) == ["moi.csv"]
    await officer.taps("✅ Nhập", first)
    assert "không còn nữa" in officer.hears
    for preview in (plan, second):
        await officer.taps("✅ Nhập", preview)
        assert "Đã nhập xong" in officer.hears


async def test_an_import_nobody_confirms_goes_after_a_day(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    preview = await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    await _cleaned(any_town, 1)
    assert await _names(any_town) == ["ho-so.csv"]
    any_town.passes(minutes=1)
    await _cleaned(any_town, 0)
    assert await _names(any_town) == []
    await officer.taps("✅ Nhập", preview)
    assert "không còn nữa" in officer.hears


async def test_what_a_job_has_still_to_do_is_not_taken_away_from_it(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    preview = await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    await any_town.intake.process(
        [Incoming("telegram", "confirms", officer.address, action=preview.action("✅ Nhập"), message_id="1")]
    )
    await _cleaned(any_town, 3)
    await any_town.worker.work_off()
    any_town.surprises.raise_first()
    assert await _names(any_town) == []
    await officer.says("/summary tháng 6/2026")
    assert "nhận 4" in officer.hears


async def test_a_button_of_an_import_touches_no_other_file(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await furnish(any_town)
    await officer.sends_file("bien-ban.pdf", b"%PDF", caption="4 xong Biên bản số 5/BB-ST ngày 10/6/2026")
    [evidence] = await _files(any_town)
    for button in ("import_stop", "import_do"):
        await officer.forges(f"{button}:{evidence}")
        assert "không còn nữa" in officer.hears
    assert await _files(any_town) == {evidence}


async def test_conversations_on_the_page_go_after_a_year_also_those_of_staff(any_town: Town) -> None:
    async with any_town.db() as db:
        code = await invite(db, any_town.office.secret, Role.STAFF, any_town.unit_id, any_town.now)
    staff = any_town.person(channel="web")
    await staff.says(f"/start {code}")
    any_town.passes(days=200)
    await staff.says("/nhiemvu")
    for days, left in ((165, 5), (1, 2), (200, 0)):
        await _cleaned(any_town, days)
        async with any_town.db() as db:
            assert (await db.scalars(select(func.count()).select_from(WebMessage))).one() == left


async def test_what_a_channel_was_to_say_goes_a_week_after_it_is_not_served_any_more(any_town: Town) -> None:
    async with any_town.db() as db:
        said = [(channel, "x", Said("Chào")) for channel in ("telegram", "zalo")]
        await put(db, said, any_town.now, claim=False)
    for days, left in ((7, ["telegram", "zalo"]), (1, ["telegram"])):
        await _cleaned(any_town, days)
        async with any_town.db() as db:
            assert (await db.scalars(select(Outbox.channel).order_by(Outbox.id))).all() == left


async def test_ended_jobs_go_after_a_week(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/bieudo quý 2 2026")
    for days, left in ((6, 1), (2, 0)):
        await _cleaned(any_town, days)
        async with any_town.db() as db:
            assert (await db.scalars(select(func.count()).select_from(Job))).one() == left


async def test_an_old_message_never_shows_a_file_of_somebody_else(any_town: Town) -> None:
    """The number of a file that is gone is not given to the next one."""
    first: list[int] = []
    second: list[int] = []
    for stored in (first, second):
        async with any_town.db() as db:
            stored += [await store_file(db, f"{n}.txt", "text/plain", b"x", None, any_town.now) for n in range(3)]
        await _cleaned(any_town, 100)
        assert await _files(any_town) == set()
    assert not set(first) & set(second)
    assert first == sorted(first)
