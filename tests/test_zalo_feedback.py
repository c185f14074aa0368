"""What people answer to Zalo's own message is the rating of that dossier, once, by whatever way it comes."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.zalo.feedback import feedback_of, fetched
from storage.ground.channels import ZALO
from storage.models import Role
from tests.chat import Town
from tests.ending import ended
from tests.samples import link_of
from tests.zalo_rating_office import (
    Office,
    a_follower,
    asked,
    comes_back,
    feedback,
    office,
    permit,
    ratings_of,
    rows,
)
from tests.zalo_services import ZaloServices

__all__ = ["office"]


async def test_what_comes_back_is_counted_once_by_whatever_way_it_comes(
    town: Town, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    director = await town.member(Role.DIRECTOR)
    message = await asked(town, office.account().rating_messages, await a_follower(town))
    await comes_back(town, feedback("not-ours", note="bí mật"))
    await comes_back(town, feedback(message, rate="1", note="Chờ lâu, gọi tôi 0912 345 678", feedbacks=["Đông người"]))
    await comes_back(town, feedback(message, rate=5))
    await town.process(fetched({"rate": 5, "msgId": message, "submitDate": "1781499600000"}, 1))
    [(level, comment, has_person, channel)] = await ratings_of(town)
    assert (level, has_person, channel) == (1, 1, ZALO)
    assert "Chờ lâu" in comment
    assert "Đông người" in comment
    assert "345" not in comment
    assert any("Rất không hài lòng" in told.text for told in director.inbox)
    assert "answers no message of ours; the 1. so far" in caplog.text
    assert "bí mật" not in caplog.text


@pytest.mark.parametrize("rate", [0, 6, 4.5, "nan", None, "năm", [], True])
def test_what_is_no_rating_is_set_aside(rate: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        feedback_of(feedback("m1", rate=rate))


async def test_a_rating_given_elsewhere_meanwhile_stays_and_an_erased_person_s_is_nobody_s(
    town: Town, office: Office
) -> None:
    messages, person = office.account().rating_messages, await a_follower(town)
    first = await asked(town, messages, person)
    await person.says(await link_of(town, "H-1"))
    await person.taps("Rất hài lòng")
    await comes_back(town, feedback(first, rate=1))
    await a_follower(town, "H-2")
    second = await asked(town, messages, person, "H-2")
    await person.says("/riengtu")
    await person.taps("Lấy một bản")
    held = json.loads((await person.newest_file()).content)
    assert {one["code"]: one["asked_to_rate_at"] is not None for one in held["dossiers"]} == {"H-1": True, "H-2": True}
    await person.says("/riengtu")
    await person.taps("Xóa")
    await person.taps("Vâng, xóa")
    await comes_back(town, feedback(second, rate=2, note="Tố cáo ông A nhận hối lộ"))
    assert await ratings_of(town) == [(5, None, 0, ZALO), (2, None, 0, ZALO)]
    assert await rows(town, "SELECT count(*) FROM rating_invitation WHERE person_id IS NOT NULL") == [(0,)]


async def test_ratings_missed_while_nobody_was_there_are_fetched_page_by_page_since_the_last_time(
    town: Town, office: Office
) -> None:
    life = asyncio.create_task(town.intake.run())
    account = office.account()
    message = await asked(town, account.rating_messages, await a_follower(town))
    millis = str(int(town.now.timestamp() * 1000))
    foreign = [{"rate": 3, "msgId": f"x{n}", "submitDate": millis} for n in range(100)]
    strange = {"rate": "?", "msgId": "y", "submitDate": millis}
    office.zalo.ratings = [*foreign, strange, {"rate": 4, "msgId": message, "note": "", "submitDate": millis}]
    await account.missed_ratings.fetch(town.intake)
    assert await ratings_of(town) == [(4, None, 1, ZALO)]
    assert [call["offset"] for call in office.zalo.calls("/rating/get")] == ["0", "100"]
    town.passes(hours=5)
    await account.missed_ratings.fetch(town.intake)
    since = int(office.zalo.calls("/rating/get")[-1]["from_time"])
    assert since == int((town.now - timedelta(hours=7)).timestamp() * 1000)
    await ended(life)


async def test_ratings_are_fetched_by_the_other_method_where_one_fails(town: Town) -> None:
    services = ZaloServices()
    services.asks_by = "POST"
    async with services as zalo:
        await permit(town, zalo)
        account = Office(town, zalo).account()
        assert not await account.missed_ratings._attempt(town.intake)
        assert await account.missed_ratings._attempt(town.intake)
        assert len(zalo.calls("/rating/get")) == 1
        await account.close()
