import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.incoming import Incoming
from storage.messages.job_queue import claim_job
from storage.models import Role
from tests.chat import Person, Town
from tests.samples import a_kiosk, a_tap, furnish, link_of, receives

PHONE = "0912345678"
RETURNED = "01/06/2026,08/06/2026,05/06/2026"
KEPT = "🔒 Hệ thống lưu mã"


async def _rated(town: Town, channel: str = "telegram") -> Person:
    """A citizen who has rated unhappily, in words, and asked to be contacted."""
    await receives(town, f"H-1,{PHONE},{RETURNED}", f"H-2,{PHONE},01/06/2026,30/06/2026,")
    citizen = town.person(channel=channel)
    await citizen.says("/hoso H-1 5678")
    await citizen.taps("Rất không hài lòng")
    chips = citizen.last
    await citizen.taps("Chờ lâu", chips)
    await citizen.taps("Mong được liên hệ lại", chips)
    await citizen.taps("Viết góp ý", chips)
    await citizen.says("Quầy đóng cửa sớm")
    await citizen.says("/hoso H-2 5678")
    return citizen


async def _summary(town: Town) -> str:
    director = await town.member(Role.DIRECTOR)
    return (await director.says("/summary năm 2026")).text


def _ratings(summary: str) -> str:
    return summary[summary.index("🙂") : summary.index("⚠️")]


@pytest.mark.parametrize("said", ["/start", "xin chào", "/hoso", "/danhgia H-1 0000", "/start d_wrong", "gì vậy"])
async def test_the_first_words_say_in_one_line_what_is_kept(town: Town, said: str) -> None:
    citizen = town.person()
    await citizen.says(said)
    assert citizen.hears.count(KEPT) == 1
    assert KEPT in citizen.hears.splitlines()[-1]
    await citizen.says(said)
    assert KEPT not in citizen.hears


async def test_also_the_link_of_a_receipt_says_it_and_also_in_english(town: Town) -> None:
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    citizen = town.person(language="en")
    await citizen.says(await link_of(town, "H-1"))
    assert "How satisfied are you" in citizen.hears
    assert "🔒 We keep only" in citizen.hears


async def test_staff_are_not_told_what_is_kept_of_citizens(town: Town) -> None:
    staff = await town.member(Role.STAFF)
    assert not any(KEPT in message.text for message in staff.inbox)


async def test_a_copy_of_all_that_is_held_for_people_and_for_programs(any_town: Town) -> None:
    citizen = await _rated(any_town)
    await citizen.says("/riengtu")
    assert "2 hồ sơ đã mở;\n• 1 lượt đánh giá" in citizen.hears
    await citizen.taps("Lấy một bản")
    assert [message.text for message in citizen.inbox[-2:]] == ["du-lieu-cua-toi.txt", "du-lieu-cua-toi.json"]
    held = json.loads((await citizen.newest_file()).content)
    assert held["address"] == citizen.address
    assert {dossier["code"] for dossier in held["dossiers"]} == {"H-1", "H-2"}
    [rating] = held["ratings"]
    assert (rating["level"], rating["reasons"], rating["comment"]) == (1, ["time"], "Quầy đóng cửa sớm")
    assert rating["contact_at"] == "2026-06-15T05:00:00+00:00"
    citizen.inbox.pop()
    text = (await citizen.newest_file()).content.decode()
    assert "H-1: 😡 Rất không hài lòng" in text
    assert "Cuộc trò chuyện qua Telegram" in text


async def test_the_copy_holds_the_conversation_kept_for_the_web(town: Town) -> None:
    citizen = await _rated(town, "web")
    await citizen.says("/riengtu")
    await citizen.taps("Lấy một bản")
    held = json.loads((await citizen.newest_file()).content)
    assert ("Quầy đóng cửa sớm", True) in {(message["text"], message["own"]) for message in held["messages"]}


async def test_erasing_leaves_nothing_of_a_person_and_every_figure(any_town: Town) -> None:
    citizen = await _rated(any_town)
    before = await _summary(any_town)
    await citizen.says("/riengtu")
    await citizen.taps("Xóa tất cả")
    assert "không thể khôi phục" in citizen.hears
    await citizen.taps("Vâng, xóa tất cả")
    assert "Đã xóa" in citizen.hears
    assert await _summary(any_town) == before
    director = await any_town.member(Role.DIRECTOR)
    await director.forges("unhappy:20260101-20261231:0")
    assert "Rất không hài lòng" in director.hears
    assert "Quầy đóng cửa" not in director.hears
    assert not any("Trả lời" in label for label in director.last.labels)
    await citizen.says("/riengtu")
    assert "0 hồ sơ đã mở;\n• 0 lượt đánh giá" in citizen.hears
    assert KEPT in citizen.hears  # we have forgotten that we ever met


async def test_erased_phones_do_not_come_back_with_the_next_import(any_town: Town) -> None:
    citizen = await _rated(any_town)
    await citizen.forges("privacy_erase")
    await receives(any_town, f"H-1,{PHONE},{RETURNED}", f"H-2,{PHONE},01/06/2026,30/06/2026,15/06/2026")
    await citizen.says("/hoso H-2 5678")
    assert "chưa đúng" in citizen.hears
    await citizen.says(await link_of(any_town, "H-2"))
    assert "📁 Hồ sơ H-2" in citizen.hears


async def test_a_stranger_with_the_link_does_not_take_the_proof_from_its_owner(any_town: Town) -> None:
    await receives(any_town, f"H-1,{PHONE},{RETURNED}")
    stranger, owner = any_town.person(), any_town.person()
    await stranger.says(await link_of(any_town, "H-1"))
    await stranger.forges("dossier:1")
    await stranger.forges("privacy_erase")
    await owner.says("/hoso H-1 5678")
    assert "📁 Hồ sơ H-1" in owner.hears


async def test_the_phone_stays_while_another_chat_has_opened_the_dossier(any_town: Town) -> None:
    await receives(any_town, f"H-1,{PHONE},{RETURNED}")
    first, second, third = any_town.person(), any_town.person(), any_town.person()
    for citizen in (first, second):
        await citizen.says("/hoso H-1 5678")
    await first.forges("privacy_erase")
    await third.says("/hoso H-1 0000")
    await first.says("/hoso H-1 5678")
    assert "📁 Hồ sơ H-1" in first.hears
    for citizen in (first, second):
        await citizen.forges("privacy_erase")
    await third.says("/hoso H-1 5678")
    assert "chưa đúng" in third.hears


async def test_opening_by_the_link_first_or_later_leaves_the_proof_by_digits(any_town: Town) -> None:
    await receives(any_town, f"H-1,{PHONE},{RETURNED}", f"H-2,{PHONE},{RETURNED}")
    citizen = any_town.person()
    for said in (await link_of(any_town, "H-1"), "/hoso H-1 5678", await link_of(any_town, "H-1")):
        await citizen.says(said)
    await citizen.taps("Chọn từng hồ sơ")
    await citizen.taps("H-2")  # of the same phone
    await citizen.forges("privacy_erase")
    for code in ("H-1", "H-2"):
        await citizen.says(f"/hoso {code} 5678")
        assert "chưa đúng" in citizen.hears


async def test_erasing_twice_in_one_breath_and_writing_on_is_no_error(any_town: Town) -> None:
    citizen = await _rated(any_town)

    def taps(number: int, action: str) -> Incoming:
        return Incoming("telegram", f"{citizen.address}-{number}", citizen.address, action=action)

    await any_town.process(taps(1, "privacy_erase"), taps(2, "privacy_erase"), taps(3, "main"), taps(4, "rate:1:5"))
    assert "mở hồ sơ bằng mã QR" in citizen.hears


async def test_erasing_while_the_copy_is_being_made_stops_nothing(any_town: Town) -> None:
    citizen = await _rated(any_town)
    await any_town.intake.process([Incoming("telegram", "copy", citizen.address, action="privacy_export")])
    async with any_town.db() as db:
        job = await claim_job(db, any_town.now)
    assert job is not None
    await citizen.forges("privacy_erase")
    await any_town.worker._do(job)
    any_town.surprises.raise_first()
    assert "Đã xóa" in citizen.hears


async def test_staff_data_belongs_to_the_office(town: Town) -> None:
    for role in Role:
        member = await town.member(role)
        await member.says("/riengtu")
        assert "hồ sơ công vụ" in member.hears
        for action in ("privacy_ask", "privacy_erase"):
            await member.forges(action)
            assert "không xóa ở đây" in member.hears
        await member.says("/dung")
        assert "không tắt ở đây" in member.hears


async def test_who_has_not_written_for_a_year_is_forgotten_by_itself(any_town: Town) -> None:
    citizen, active = await _rated(any_town), any_town.person()
    staff = await any_town.member(Role.STAFF)
    before = await _summary(any_town)
    any_town.passes(days=300)
    await active.says("/start")
    await any_town.ticks_after(days=66)
    any_town.now = datetime(2026, 12, 31, 5, tzinfo=UTC)
    assert _ratings(await _summary(any_town)) == _ratings(before)
    await citizen.says("/riengtu")
    assert "0 hồ sơ đã mở" in citizen.hears
    await citizen.says("/hoso H-1 5678")  # nobody asked for the phone's hash to go
    assert "📁 Hồ sơ H-1" in citizen.hears
    await active.says("/start")
    assert KEPT not in active.hears
    await staff.says("/nhiemvu")
    assert "vai trò khác" not in staff.hears


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from("ABCDEFab"), min_size=1, max_size=12))
async def test_erasing_at_any_moment_leaves_every_figure_unchanged(town: Town, story: list[str]) -> None:
    """Capital letters: somebody rates another of their dossiers; small ones: they have everything erased."""
    await _open_town(town)
    people = {"a": town.person("a"), "b": town.person("b")}
    kiosk = await a_kiosk(town)
    for number, step in enumerate(story):
        if step in people:
            before = await _summary(town)
            await people[step].forges("privacy_erase")
            assert await _summary(town) == before
            continue
        name = "a" if step < "D" else "b"
        who = people[name]
        await who.says(await link_of(town, f"{name.upper()}-{step}"))
        await who.forges(f"rate:{1 + 'ABCDEF'.index(step)}:{1 + number % 5}")
        await town.process(a_tap(kiosk, f"{town.now}-{number}", 4, number * 86400))
        town.passes(hours=1)


async def _open_town(town: Town) -> None:
    town.now += timedelta(seconds=1)
    rows = [f"a-{step},{PHONE},{RETURNED}" for step in "ABC"] + [f"b-{step},0987654321,{RETURNED}" for step in "DEF"]
    await receives(town, *rows)
    await furnish(town)
