"""Who may issue a report, who may read an issued one, and what stays when they are gone."""

from sqlalchemy import text

from storage.models import Role
from tests.chat import Town
from tests.issued_reports import bytes_of, issues, listed, makes, opens
from tests.samples import furnish


async def test_a_director_reads_what_is_issued_and_issues_nothing(town: Town) -> None:
    await furnish(town)
    officer, director = await town.member(Role.OFFICER), await town.member(Role.DIRECTOR)
    await makes(officer)
    issue = officer.last.action("Phát hành")
    assert "vai trò khác" in (await director.forges(issue)).text
    await issues(officer)
    details, changed = await opens(director)
    assert "Số 12/BC-ST" in details
    assert "không thay đổi" in changed
    staff = await town.member(Role.STAFF)
    assert "vai trò khác" in (await staff.says("/phathanh")).text


async def test_another_unit_s_report_is_neither_seen_nor_opened_nor_issued(any_town: Town) -> None:
    one, other = await any_town.unit("Phòng Một"), await any_town.unit("Phòng Hai")
    officer, stranger = await any_town.member(Role.OFFICER, one), await any_town.member(Role.OFFICER, other)
    above = await any_town.member(Role.DIRECTOR)
    await makes(officer)
    issue = officer.last.action("Phát hành")
    assert "Không tìm thấy báo cáo" in (await stranger.forges(issue)).text
    await issues(officer)
    opened = officer.last.action("Xem báo cáo")
    for action in (opened, opened.replace("issued", "issued_files")):
        assert "Không tìm thấy báo cáo" in (await stranger.forges(action)).text
        assert "12/BC-ST" in (await above.forges(action)).text
    assert "Chưa phát hành báo cáo nào" in (await listed(stranger)).hears
    assert "Phòng Một" in (await listed(above)).hears


async def test_erasing_whoever_issued_leaves_the_report_and_its_files(town: Town) -> None:
    officer, director = await town.member(Role.OFFICER, name="Chuyên viên Thử"), await town.member(Role.DIRECTOR)
    await makes(officer)
    await issues(officer)
    async with town.db() as db:
        await db.execute(text("DELETE FROM appointment WHERE role = 'officer'"))
    await officer.says("/riengtu")
    await officer.taps("Xóa")
    await officer.taps("Vâng")
    details, _ = await opens(director)
    assert "không còn tên" in details
    await director.taps("Xem báo cáo")
    await director.taps("Gửi lại", director.inbox[-2])
    assert len(await bytes_of(town, director.inbox[-4])) > 1000
