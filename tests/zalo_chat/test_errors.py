"""Each error of Zalo's, and what becomes of the message: retried, waited with, kept, or given up and told."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import NotSent
from bot.channels.zalo.errors import MEANINGS, not_sent
from bot.commands.doctor import examine
from bot.under_way import UnderWay
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage
from storage.messages.unsent import Unsent
from storage.models import Role
from tests.chat import NOON
from tests.whole import Whole
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower, settled
from tests.zalo_oa.server import ZaloServer

NIGHT = datetime(2026, 6, 15, 16, 30, tzinfo=UTC)  # 23:30 in Asia/Ho_Chi_Minh
LATER, KEPT, TOLD = "tried again", "kept for the person", "given up and told"
EXPECTED = {
    **dict.fromkeys((-32, -100, -200, -214, -234), (LATER, Unsent.OTHER)),
    **dict.fromkeys((-204, -209, -212, -219, -221, -223, -224, -242, -320, -321), (LATER, Unsent.ACCOUNT)),
    **dict.fromkeys((-213, -217), (KEPT, Unsent.GONE)),
    **dict.fromkeys((-230, -232), (KEPT, Unsent.SILENT)),
    **dict.fromkeys((-201, -210, -233, -240), (TOLD, Unsent.CONTENT)),
    **dict.fromkeys((-205, -235), (TOLD, Unsent.ACCOUNT)),
    **dict.fromkeys((-244, -248), (TOLD, Unsent.POLICY)),
    -211: (TOLD, Unsent.QUOTA),
    -218: (TOLD, Unsent.THEIR_QUOTA),
    -227: (TOLD, Unsent.CLOSED),
    -9999: (LATER, Unsent.OTHER),
}


def _message(user: str, number: int, text: str = "Đã ghi nhận.") -> OutgoingMessage:
    return OutgoingMessage(number, "zalo", user, Said(text), NOON)


async def _send(bot: Whole, message: OutgoingMessage) -> None:
    await bot.application.messengers[0].send(message, UnderWay(bot.application.database, message))


async def _refusal(bot: Whole, message: OutgoingMessage) -> NotSent:
    with pytest.raises(NotSent) as refusal:
        await _send(bot, message)
    return refusal.value


async def test_each_error_of_zalo_s_has_its_cure(zalo: ZaloServer, bot: Whole, lan: Follower) -> None:
    assert set(MEANINGS) | {-9999} == set(EXPECTED)
    zalo.state.followers.add(lan.id)
    found = {}
    for number, code in enumerate(EXPECTED, 1):
        zalo.fails(code=code)
        failure = await _refusal(bot, _message(lan.id, number))
        assert str(code) in failure.reason
        assert "Đã ghi nhận" not in failure.reason
        found[code] = (LATER if failure.retry else KEPT if failure.gone else TOLD, failure.why)
    assert found == EXPECTED


def test_a_pause_that_zalo_asks_for_is_kept_and_the_morning_waited_for() -> None:
    assert [not_sent(code, NOON).after for code in (-32, -214, -200)] == [60.0, 5.0, None]
    assert not_sent(-234, NIGHT).after == 6.5 * 3600
    assert not_sent(-234, NOON).after == 18 * 3600  # whoever is refused at noon is so by another clock


async def test_what_zalo_fails_at_again_and_again_holds_up_what_stands_behind_it_only_for_a_while(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    zalo.state.followers.add(lan.id)
    zalo.fails(code=-200, left=5)
    assert [(await _refusal(bot, _message(lan.id, 7))).retry for _ in range(5)] == [True] * 4 + [False]


@pytest.mark.parametrize("says_401", [True, False])
async def test_where_a_token_is_not_taken_it_is_renewed_once_and_the_message_sent(
    zalo: ZaloServer, bot: Whole, lan: Follower, says_401: bool
) -> None:
    zalo.token, zalo.says_401 = "not what we were given", says_401
    zalo.state.followers.add(lan.id)
    await asyncio.gather(*(_send(bot, _message(lan.id, number)) for number in range(1, 6)))
    assert len(lan.inbox) == 5
    assert zalo.renewals == 1
    zalo.token = "not that either"
    assert (await _refusal(bot, _message(lan.id, 7))).retry
    assert zalo.renewals == 1


async def test_what_is_no_answer_of_zalo_s_is_an_outage(zalo: ZaloServer, bot: Whole, lan: Follower) -> None:
    zalo.state.followers.add(lan.id)
    faults: list[dict[str, Any]] = [
        {"status": 500},
        {"status": 502, "body": b"<html>Bad Gateway</html>"},
        {"body": b"<html>login</html>"},
        {"body": b"[]"},
        {"body": b'{"message": "Success"}'},
        {"body": b'{"error": "NaN"}'},
        {"body": b"\xff" * 2_000_000},
        {"status": 302, "body": b"{}"},
        {"status": 429},
        {"drop": True},
    ]
    for number, fault in enumerate(faults, 1):
        zalo.fails(**fault)
        assert (await _refusal(bot, _message(lan.id, number))).retry, fault
    assert zalo.state.sent == []
    await _send(bot, _message(lan.id, 99))
    assert len(zalo.state.sent) == 1


async def test_the_officer_and_the_doctor_read_how_many_were_not_sent_and_why(
    zalo: ZaloServer, bot: Whole, lan: Follower, minh: Follower, tmp_path: Path
) -> None:
    await minh.says(f"/start {await bot.invitation(Role.OFFICER)}")
    assert "không gửi được" not in (await minh.says("/canbo")).text
    await lan.says("xin chào")
    for code, count in ((-211, 2), (-248, 1)):
        zalo.state.refuses[lan.id] = code
        await bot.sends("zalo", lan.id, *({"text": f"Tin {number}"} for number in range(count)))
        await settled(bot)
    zalo.state.refuses[lan.id] = -230
    await bot.sends("zalo", lan.id, {"text": "Phản ánh đã được trả lời."})
    await settled(bot)
    told = (await minh.says("/canbo")).text
    assert "2 tin: tài khoản của cơ quan hết hạn mức gửi" in told
    assert "1 tin: người nhận hoặc kênh không cho phép" in told
    assert "1 tin: người nhận đã lâu không nhắn" in told
    said: list[str] = []
    await examine(bot.application.settings, said.append)
    assert any("2 tin: tài khoản của cơ quan hết hạn mức gửi" in line for line in said)
    # Whoever writes again finds what waited for them, and it is counted no more.
    del zalo.state.refuses[lan.id]
    await lan.says("xin chào")
    assert "Phản ánh đã được trả lời." in [call.text for call in lan.inbox]
    assert "đã lâu không nhắn" not in (await minh.says("/canbo")).text


async def test_an_alert_to_a_director_who_has_been_silent_reaches_the_next_in_line(
    zalo: ZaloServer, bot: Whole, lan: Follower, minh: Follower
) -> None:
    await lan.says(f"/start {await bot.invitation(Role.DIRECTOR)}")
    await minh.says(f"/start {await bot.invitation(Role.OFFICER)}")
    zalo.state.refuses[lan.id] = -230
    await bot.sends("zalo", lan.id, {"text": "Nhắc việc", "duty": {"alerts": []}})
    await settled(bot)
    assert any("Nhắc việc" in call.text for call in minh.inbox)
    assert "không nhận được tin nhắn" in (await minh.says("/canbo")).text
    del zalo.state.refuses[lan.id]
    await lan.sends(events.about(lan.id, "follow"))
    assert "không nhận được tin nhắn" not in (await minh.says("/canbo")).text
