"""What storage promises its callers, on both databases: questions, invitations, ratings, progress, figures."""

import asyncio
from datetime import date, timedelta

import pytest

from storage.dossiers.lateness import late_dossiers
from storage.figures.summary import dossier_figures, rating_figures
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.imports.parsed import FileKind
from storage.messages import questions
from storage.messages.files import read_file, store_file
from storage.models import ProgressState, Role
from storage.people.invitations import VALID_FOR, invite, redeem
from storage.people.people import find_sender, find_senders
from storage.people.units import subtree
from storage.plan.cited import documents_of
from storage.plan.evidence import attach_file, files_of_task
from storage.plan.progress import (
    ProgressChange,
    add_progress,
    change_progress,
    history,
    own_progress,
    undo_progress,
)
from storage.ratings.changes import RatingChanges
from storage.ratings.details import own_rating, rating_of_dossier, set_comment, set_reasons, unhappy_ratings
from storage.ratings.ratings import CHANGE_FOR, Tap, rate_dossiers
from storage.tries import Guesser
from tests.chat import Town
from tests.samples import furnish

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


async def _person(town: Town, address: str = "lan") -> int:
    async with town.db() as db:
        return (await find_senders(db, "telegram", {address: "vi"}, town.now, town.today))[address].id


# --- questions


async def test_a_question_is_claimed_once_and_only_by_its_kind(any_town: Town) -> None:
    person = await _person(any_town)
    async with any_town.db() as db:
        await questions.ask(db, person, "code", {"a": 1}, any_town.now)
        assert await questions.claim_question(db, person, ["other"], any_town.now) is None
        claimed = await questions.claim_question(db, person, ["other", "code"], any_town.now)
        assert claimed == questions.Question("code", {"a": 1})
        assert await questions.claim_question(db, person, ["code"], any_town.now) is None


async def test_a_new_question_takes_the_place_of_the_old_one(any_town: Town) -> None:
    person = await _person(any_town)
    async with any_town.db() as db:
        await questions.ask(db, person, "old", {}, any_town.now)
        await questions.ask(db, person, "new", {"x": "đ"}, any_town.now)
        claimed = await questions.claim_question(db, person, ["old", "new"], any_town.now)
    assert claimed == questions.Question("new", {"x": "đ"})


async def test_an_expired_question_is_not_answered(any_town: Town) -> None:
    person = await _person(any_town)
    async with any_town.db() as db:
        await questions.ask(db, person, "code", {}, any_town.now, hours=1)
        later = any_town.now + timedelta(hours=1)
        assert await questions.claim_question(db, person, ["code"], later) is None


async def test_two_answers_at_once_claim_a_question_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        person = await _person(one)
        async with one.db() as db:
            await questions.ask(db, person, "code", {}, one.now)

        async def claim(town: Town) -> bool:
            async with town.db() as db:
                return await questions.claim_question(db, person, ["code"], town.now) is not None

        assert sorted(await asyncio.gather(claim(one), claim(other))) == [False, True]


# --- invitations

NOBODY = Guesser("telegram", "nobody", "")


async def test_an_invitation_is_redeemed_by_one_of_two_who_try_at_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        people = [await _person(one, "lan"), await _person(one, "minh")]
        async with one.db() as db:
            code = await invite(db, one.office.secret, Role.STAFF, one.unit_id, one.now, "Người Thử")

        async def try_it(town: Town, person: int) -> str:
            try:
                async with town.db() as db:
                    await redeem(db, town.office.secret, code, person, NOBODY, town.now)
            except Refusal as refusal:
                return refusal.key
            return "joined"

        results = await asyncio.gather(try_it(one, people[0]), try_it(other, people[1]))
        assert sorted(results) == ["invitation.used", "joined"]
        async with one.database.read() as db:
            found = [await find_sender(db, person) for person in people]
        assert sorted(bool(sender and sender.roles) for sender in found) == [False, True]


async def test_an_invitation_gives_the_role_and_the_name_and_ends_after_seven_days(any_town: Town) -> None:
    person = await _person(any_town)
    secret = any_town.office.secret
    async with any_town.db() as db:
        code = await invite(db, secret, Role.OFFICER, any_town.unit_id, any_town.now, "Người Thử")
        late = await invite(db, secret, Role.DIRECTOR, any_town.unit_id, any_town.now)
        dashed = f" {code[:6]}-{code[6:].lower()} "
        redeemed = await redeem(db, secret, dashed, person, NOBODY, any_town.now + VALID_FOR)
        assert redeemed
        assert (redeemed.role, redeemed.unit_id) == (Role.OFFICER, any_town.unit_id)
        with pytest.raises(Refusal, match=r"invitation\.expired"):
            await redeem(db, secret, late, person, NOBODY, any_town.now + VALID_FOR + timedelta(seconds=1))
        assert await redeem(db, b"another key", late, person, NOBODY, any_town.now) is None
    async with any_town.database.read() as db:
        sender = await find_sender(db, person)
    assert sender
    assert (sender.name, sender.roles) == ("Người Thử", {Role.OFFICER: [any_town.unit_id]})


# --- ratings


async def _rates(town: Town, person: int, level: int, dossier_id: int = 1) -> int:
    changes = RatingChanges()
    async with town.db() as db:
        tap = Tap(level, "web", person, person, town.now, town.today)
        await rate_dossiers(db, changes, tap, [dossier_id])
        await changes.store(db)
        return (await rating_of_dossier(db, person, dossier_id, town.now)).id


async def _opens(town: Town, address: str = "lan") -> int:
    person = await _person(town, address)
    async with town.db() as db:
        await db.exec_driver_sql(
            "INSERT INTO dossier_access (person_id, dossier_id, opened_at) "
            f"SELECT {person}, id, '2026-06-15 05:00:00' FROM dossier"
        )
    return person


async def test_a_changed_rating_moves_the_roll_up_of_its_first_day(any_town: Town) -> None:
    await furnish(any_town)
    person = await _opens(any_town)
    first = await _rates(any_town, person, 5)
    any_town.passes(hours=23)
    assert await _rates(any_town, person, 1) == first
    async with any_town.database.read() as db:
        rows = (await db.exec_driver_sql("SELECT rated, satisfied FROM rating_day")).all()
        unhappy = await unhappy_ratings(db, [any_town.unit_id], JUNE.first, JUNE.last, 10)
    assert [tuple(row) for row in rows] == [(1, 0)]
    assert [(rating.level, rating.rated_on, rating.procedure) for rating in unhappy] == [
        (1, date(2026, 6, 15), "Cấp thẻ hướng dẫn viên")
    ]
    any_town.now += CHANGE_FOR
    with pytest.raises(Refusal, match=r"rating\.closed"):
        await _rates(any_town, person, 5)


@pytest.mark.parametrize(("dossier_id", "key"), [(3, "not_returned"), (99, "no_access")])
async def test_only_a_returned_dossier_one_has_opened_is_rated(any_town: Town, dossier_id: int, key: str) -> None:
    await furnish(any_town)
    person = await _opens(any_town)
    with pytest.raises(Refusal, match=rf"rating\.{key}"):
        await _rates(any_town, person, 5, dossier_id)


async def test_what_is_added_to_a_rating_is_its_giver_s(any_town: Town) -> None:
    await furnish(any_town)
    person, other = await _opens(any_town), await _opens(any_town, "minh")
    rating = await _rates(any_town, person, 2)
    async with any_town.db() as db:
        await set_reasons(db, rating, ["time", "other"])
        await set_comment(db, rating, "Chờ lâu 😞")
        own = await own_rating(db, person, rating, any_town.now)
        assert (own.level, list(own.reasons), own.comment) == (2, ["time", "other"], "Chờ lâu 😞")
        with pytest.raises(Refusal, match=r"rating\.not_yours"):
            await own_rating(db, other, rating, any_town.now)
    with pytest.raises(Refusal, match=r"rating\.already"):
        await _rates(any_town, other, 5)


# --- progress


async def test_a_corrected_report_keeps_its_day_its_files_and_a_trace(any_town: Town) -> None:
    await furnish(any_town)
    person = await _person(any_town)
    doing = ProgressState.DOING
    async with any_town.db() as db:
        old_id = await add_progress(
            db, task_id=1, person_id=person, state=doing, percent=80,
            text="Kế hoạch số 990/KH-ST ngày 25/03/2026 về rà soát", now=any_town.now, today=any_town.today,
        )  # fmt: skip
        file_id = await store_file(db, "bản.docx", "application/octet-stream", b"\x00\xff", person, any_town.now)
        await attach_file(db, old_id, file_id)
        old = await own_progress(db, person, old_id)
        later = any_town.now + timedelta(days=2)
        newer_id = await add_progress(
            db, task_id=1, person_id=person, state=doing, percent=90, text="", now=later, today=any_town.today
        )
        await change_progress(db, old, person, ProgressChange(ProgressState.DONE, 100, None), later)
        newer, row = await history(db, 1, any_town.today, 10)
        assert newer.id == newer_id
        assert (row.id, row.state, row.percent, row.files) == (old_id, ProgressState.DONE, 100, 1)
        assert (row.text, row.reported_on) == (old.text, any_town.today)
        assert await files_of_task(db, 1, 5) == [(file_id, "bản.docx")]
        assert (await read_file(db, file_id)).content == b"\x00\xff"
        [document] = await documents_of(db, [old_id])
        assert (document.number, document.symbol) == ("990", "KH-ST")
        await undo_progress(db, old_id, later)
        with pytest.raises(Refusal, match=r"progress\.not_yours"):
            await own_progress(db, person, old_id)
        assert await history(db, 1, any_town.today, 10) == [newer]
        assert await files_of_task(db, 1, 5) == []
        kept = await db.exec_driver_sql("SELECT state, percent FROM progress WHERE undone_at IS NOT NULL ORDER BY id")
        assert [tuple(row) for row in kept] == [("done", 100), ("doing", 80)]


async def test_the_history_of_a_past_day_knows_nothing_of_later_reports(any_town: Town) -> None:
    await furnish(any_town)
    person = await _person(any_town)
    async with any_town.db() as db:
        for day in (10, 12, 14):
            await add_progress(
                db, task_id=1, person_id=person, state=ProgressState.DOING, percent=day, text=f"ngày {day}",
                now=any_town.now, today=date(2026, 6, day),
            )  # fmt: skip
        assert [row.percent for row in await history(db, 1, date(2026, 6, 13), 10)] == [12, 10]
        assert [row.percent for row in await history(db, 1, date(2026, 6, 30), 1, 1)] == [12]


# --- figures


async def test_the_figures_of_a_past_day_stand_as_they_stood_then(any_town: Town) -> None:
    await furnish(any_town)
    async with any_town.database.read() as db:
        units = await subtree(db, [any_town.unit_id])
        on_the_9th = await dossier_figures(db, units, JUNE, date(2026, 6, 9))
        on_the_12th = await dossier_figures(db, units, JUNE, date(2026, 6, 12))
        nowhere = await dossier_figures(db, [], JUNE, date(2026, 6, 12))
        late = await late_dossiers(db, units, JUNE, date(2026, 6, 12), 10)
    # H-2 was due on the 8th and came back on the 10th; H-3 was due on the 10th and is still out.
    assert (on_the_9th.received, on_the_9th.returned, on_the_9th.late, on_the_9th.late_earlier) == (4, 2, 1, 1)
    assert (on_the_12th.returned, on_the_12th.late, on_the_12th.letters) == (3, 2, 1)
    assert (nowhere.received, nowhere.late, nowhere.letters) == (0, 0, 0)
    assert [(dossier.code, dossier.letter) for dossier in late] == [("H-5", False), ("H-2", True), ("H-3", False)]


@pytest.mark.parametrize(
    ("first", "last", "counted", "named"),
    [
        (date(2026, 6, 1), date(2026, 6, 10), {"Kiosk": 10}, {"Phiếu"}),
        (date(2026, 6, 2), date(2026, 6, 30), {}, {"Kiosk", "Phiếu"}),
        (date(2026, 6, 1), date(2026, 6, 9), {}, {"Kiosk", "Phiếu"}),
        (date(2026, 5, 15), date(2026, 6, 14), {"Kiosk": 10, "Phiếu": 3}, set()),
        (date(2026, 6, 10), date(2026, 6, 10), {}, {"Kiosk", "Phiếu"}),
        (date(2026, 6, 15), date(2026, 12, 31), {}, set()),
        (date(2026, 1, 1), date(2026, 12, 31), {"Kiosk": 10, "Phiếu": 3}, set()),
    ],
)
async def test_an_outside_total_counts_whole_or_is_named(
    any_town: Town, first: date, last: date, counted: dict[str, int], named: set[str]
) -> None:
    await furnish(any_town)
    async with any_town.database.read() as db:
        figures = await rating_figures(db, [any_town.unit_id], Period(first, last), date(2026, 12, 31))
    assert {channel.channel: channel.rated for channel in figures.channels} == counted
    assert {total.channel for total in figures.not_counted} == named


async def test_several_totals_of_one_channel_are_one_figure(any_town: Town) -> None:
    head = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\n"
    rows = "Kiosk,01/04/2026,30/04/2026,8,10\nKiosk,01/05/2026,31/05/2026,1,1\nkiosk,01/06/2026,30/06/2026,5,5\n"
    outcome = await any_town.imports(FileKind.TOTALS, "kenh.csv", (head + rows).encode())
    assert outcome.new == 3
    async with any_town.database.read() as db:
        quarter = await rating_figures(
            db, [any_town.unit_id], Period(date(2026, 4, 1), date(2026, 6, 30)), date(2026, 12, 31)
        )
    assert (quarter.satisfied, quarter.rated) == (14, 16)
    assert len(quarter.channels) == 1
