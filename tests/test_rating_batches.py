"""Messages that share a transaction see each other's ratings, and several processes count each once."""

import asyncio
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import select

from bot.intake import Intake
from handlers.incoming import Incoming
from storage.imports.parsed import FileKind
from storage.keys import dossier_token
from storage.models import RatedDossier, Rating, RatingDay, Role
from storage.ratings.changes import RatingChanges
from storage.ratings.ratings import Tap, rate_dossiers
from tests.chat import Person, Town

DOSSIERS = 6
_HEAD = "Mã hồ sơ,Mã thủ tục,Số điện thoại,Hình thức nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả\n"
_numbers = count(1)


async def _import(town: Town) -> None:
    rows = (f"H-{n},P-1,09123456{n:02},Trực tiếp,01/06/2026,08/06/2026,05/06/2026\n" for n in range(1, DOSSIERS + 1))
    await town.imports(FileKind.DOSSIERS, "ho-so.csv", (_HEAD + "".join(rows)).encode())


async def _owner(town: Town, *dossier_ids: int) -> Person:
    """Somebody who has opened these dossiers."""
    citizen = town.person()
    for dossier_id in dossier_ids:
        await citizen.says(f"/start d_{dossier_token(town.office.secret, dossier_id)}")
    return citizen


def _tap(person: Person, action: str) -> Incoming:
    return Incoming(person.channel, f"batch-{next(_numbers)}", person.address, action=action, message_id="1")


async def _counted(town: Town) -> tuple[list[int], int, int]:
    """The levels stored, and what the roll-up says of them."""
    async with town.db() as db:
        levels = (await db.scalars(select(Rating.level).join(RatedDossier).order_by(Rating.id))).all()
        days = (await db.execute(select(RatingDay.rated, RatingDay.satisfied))).all()
        assert len((await db.scalars(select(Rating.id))).all()) == len(levels)
    return list(levels), sum(day.rated for day in days), sum(day.satisfied for day in days)


async def test_a_change_of_mind_within_one_batch_counts_once(any_town: Town) -> None:
    await _import(any_town)
    citizen = await _owner(any_town, 1)
    await any_town.process(_tap(citizen, "rate:1:5"), _tap(citizen, "rate:1:2"))
    assert await _counted(any_town) == ([2], 1, 0)


async def test_a_reason_tapped_in_the_same_batch_finds_its_rating(town: Town) -> None:
    await _import(town)
    citizen = await _owner(town, 1)
    await town.process(_tap(citizen, "rate:1:2"), _tap(citizen, "rate_reason:1:time"))
    assert "✓" in citizen.last.labels[0]


async def test_a_dossier_opened_again_in_the_same_batch_shows_its_rating(town: Town) -> None:
    await _import(town)
    citizen = await _owner(town, 1)
    link = f"/start d_{dossier_token(town.office.secret, 1)}"
    again = Incoming(citizen.channel, f"batch-{next(_numbers)}", citizen.address, text=link)
    await town.process(_tap(citizen, "rate:1:4"), again)
    assert "Ông/bà đã đánh giá" in citizen.hears


@pytest.mark.parametrize("first", [True, False])
async def test_a_summary_asked_for_in_the_same_batch_counts_it(any_town: Town, first: bool) -> None:
    await _import(any_town)
    citizen, director = await _owner(any_town, 1), await any_town.member(Role.DIRECTOR)
    asked = Incoming(director.channel, f"batch-{next(_numbers)}", director.address, text="/summary tháng 6")
    tap = _tap(citizen, "rate:1:5")
    await any_town.process(*((tap, asked) if first else (asked, tap)))
    assert "1 lượt (16,67%), 1 người (16,67%)" in director.hears
    assert await _counted(any_town) == ([5], 1, 1)


async def test_of_two_persons_in_one_batch_the_first_has_rated(town: Town) -> None:
    await _import(town)
    first, second = await _owner(town, 1), await _owner(town, 1, 2)
    await town.process(_tap(first, "rate:1:5"), _tap(second, "rate:1:1"), _tap(second, "rate:2:1"))
    assert "đã được đánh giá" in second.inbox[-2].text
    assert await _counted(town) == ([5, 1], 2, 1)


async def test_a_refused_message_takes_no_rating_of_its_batch_along(any_town: Town) -> None:
    await _import(any_town)
    first, stranger, third = await _owner(any_town, 1), any_town.person(), await _owner(any_town, 3)
    await any_town.process(_tap(first, "rate:1:5"), _tap(stranger, "rate:2:5"), _tap(third, "rate:3:4"))
    assert await _counted(any_town) == ([5, 4], 2, 2)


async def test_two_processes_rating_the_same_dossiers_count_each_once(any_town: Town) -> None:
    await _import(any_town)
    numbers = range(1, DOSSIERS + 1)
    happy = [_tap(await _owner(any_town, number), f"rate:{number}:5") for number in numbers]
    unhappy = [_tap(await _owner(any_town, number), f"rate:{number}:1") for number in reversed(numbers)]
    other = Intake(any_town.database, any_town.office, any_town._deliver, lambda: None, any_town._clock)
    async with any_town.database.read(), any_town.database.read():
        pass  # both have their connection before either begins
    one, two = await asyncio.gather(any_town.intake.process(happy), other.process(unhappy))
    said = [message.said.text for message in (*one.outgoing, *two.outgoing)]
    assert len(said) == 2 * DOSSIERS
    assert sum("đã được đánh giá" in text for text in said) == DOSSIERS
    levels, rated, satisfied = await _counted(any_town)
    assert (len(levels), rated, satisfied) == (DOSSIERS, DOSSIERS, levels.count(5))


async def test_two_processes_that_change_one_answer_at_once_keep_the_figures_right(any_town: Town) -> None:
    await _import(any_town)
    citizen = await _owner(any_town, 1)
    await any_town.process(_tap(citizen, "rate:1:2"))
    if any_town.database.is_sqlite:  # one process only
        return
    async with any_town.db() as db:
        [rating] = (await db.execute(select(Rating.id, Rating.person_id))).all()
    async with asyncio.timeout(60), any_town.database.write() as one, any_town.database.write() as other:
        changes = [RatingChanges(), RatingChanges()]
        tap = Tap(5, "telegram", rating.person_id, 1, any_town.now, any_town.today)
        await rate_dossiers(one, changes[0], tap, [1])
        waiting = asyncio.create_task(rate_dossiers(other, changes[1], replace(tap, level=4), [1]))
        await asyncio.wait([waiting], timeout=0.3)
        await changes[0].store(one)
        await one.commit()
        await waiting
        await changes[1].store(other)
    assert await _counted(any_town) == ([4], 1, 1)
