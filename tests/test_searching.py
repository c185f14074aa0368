"""`/timvb` and `/nhiemvu tìm`: anything by its words, within what the sender may see."""

import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from handlers.search.tasks import excerpt
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.plan.searching import MOST_WORDS, find_texts, searchable, searched_words
from storage.plan.texts import set_task_text
from tests.chat import Person, Town
from tests.checks import HEAD, starts_to_correct, takes_report_back, with_plan
from tests.shared import shared_file

PLAN = (
    HEAD
    + """\
I. Điều hành,1,Lập kế hoạch năm,Kế hoạch số 9/KH-ST,Văn phòng,Quý I,Kế hoạch số 9/KH-ST ngày 12/01/2026 về dọn kho
I. Điều hành,2,Nhận hồ sơ qua bưu chính công ích,Thông báo,Văn phòng,Thường xuyên,
II. Thủ tục,3,Rà soát thủ tục,Báo cáo,Phòng Nghiệp vụ,Trong năm 2026,Theo Kế hoạch số 990/KH-UBND về rà soát thủ tục
"""
)


async def _town(town: Town) -> Person:
    return await with_plan(town, PLAN)


async def test_a_document_is_found_by_its_number_wherever_it_is_cited(any_town: Town) -> None:
    officer = await _town(any_town)
    await officer.says("2 Đã triển khai Kế hoạch số 990/KH-UBND ngày 05/02/2026 của Ủy ban về rà soát thủ tục")
    await officer.taps("Đang làm")
    await officer.says("/timvb 990")
    assert "Đang tìm “990”" in officer.inbox[-2].text
    assert "“990”: 1 văn bản" in officer.hears
    assert "Kế hoạch số 990/KH-UBND ngày 05/02/2026" in officer.hears
    assert "Nhiệm vụ 3: ghi chú trong kế hoạch" in officer.hears
    assert "Nhiệm vụ 2: báo cáo ngày 15/06/2026" in officer.hears
    await officer.taps("📌 3.")
    assert "📌 Nhiệm vụ 3" in officer.hears


@pytest.mark.parametrize("words", ["9/KH-ST", "kh-st 9", "DỌN KHO", "don kho", unicodedata.normalize("NFD", "dọn kho")])
async def test_a_document_is_found_by_symbol_and_by_words_of_its_subject(town: Town, words: str) -> None:
    officer = await _town(town)
    await officer.says(f"/timvb {words}")
    assert "1 văn bản" in officer.hears
    assert "Kế hoạch số 9/KH-ST ngày 12/01/2026" in officer.hears
    assert "Nhiệm vụ 1: ghi chú trong kế hoạch" in officer.hears
    if "kho" not in words.lower():
        assert "Nhiệm vụ 1: sản phẩm" in officer.hears


async def test_the_words_are_shown_as_they_were_typed(town: Town) -> None:
    officer = await _town(town)
    for command, where in (("/nhiemvu tìm", "nhiệm vụ"), ("/timvb", "văn bản")):
        await officer.says(f"{command} Thuyền {{buồm}}")
        assert "Đang tìm “Thuyền {buồm}”" in officer.inbox[-2].text
        assert f"Không có {where}" in officer.hears
        assert "“Thuyền {buồm}”" in officer.hears


@pytest.mark.parametrize("words", ["99", "990 kho", "1234"])
async def test_no_other_number_is_taken_for_the_one_asked_for(town: Town, words: str) -> None:
    officer = await _town(town)
    await officer.says(f"/timvb {words}")
    assert "Không có văn bản nào" in officer.hears


async def test_without_words_they_are_asked_for(town: Town) -> None:
    officer = await _town(town)
    await officer.says("/timvb")
    assert "Anh/chị tìm văn bản nào?" in officer.hears
    await officer.says("dọn kho")
    assert "9/KH-ST" in officer.hears
    await officer.says("/nhiemvu tìm")
    assert "Anh/chị tìm nhiệm vụ" in officer.hears
    await officer.says("bưu chính")
    assert "2. Nhận hồ sơ qua bưu chính công ích" in officer.hears


@pytest.mark.parametrize("text", ["/nhiemvu tìm bưu chính", "/nhiemvu tim CHINH BUU", "nhiem vu tim cong ich buu"])
async def test_a_task_is_found_by_its_words_in_any_order(any_town: Town, text: str) -> None:
    officer = await _town(any_town)
    await officer.says(text)
    assert "1 nhiệm vụ" in officer.hears
    await officer.taps("📌 2.")
    assert "📌 Nhiệm vụ 2" in officer.hears


async def test_a_report_is_found_with_the_words_around(any_town: Town) -> None:
    officer = await _town(any_town)
    await officer.says("3 " + "Đã làm việc với các phòng. " * 10 + "Bưu điện quận nhận 12 hồ sơ.")
    await officer.taps("Đang làm")
    await officer.says("/nhiemvu tìm buu dien")
    assert "• 3. Rà soát thủ tục" in officer.hears
    assert "15/06/2026: …" in officer.hears
    assert "Bưu điện quận nhận 12 hồ sơ" in officer.hears
    await officer.says("/nhiemvu tìm bưu điện huyện")
    assert "Không có nhiệm vụ hay báo cáo nào" in officer.hears


async def test_what_was_taken_back_or_corrected_is_not_found(town: Town) -> None:
    officer = await _town(town)
    await officer.says("3 Bưu điện quận nhận 12 hồ sơ")
    await officer.taps("Bổ sung nội dung")
    await officer.says("tại phường")
    await officer.says("/nhiemvu tìm bưu điện phường")
    assert officer.hears.count("15/06/2026") == 1
    await takes_report_back(officer, 3)
    await officer.says("/nhiemvu tìm bưu điện")
    assert "Không có nhiệm vụ" in officer.hears


async def test_corrected_words_of_the_plan_are_found(town: Town) -> None:
    officer = await _town(town)
    await officer.says("/kiemtra")
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 2")
    await officer.says("Đã nhận 14 hồ sơ ở trạm Cầu Mới")
    await officer.says("/nhiemvu tìm cau moi cong ich")
    assert "1 nhiệm vụ" in officer.hears


async def test_nobody_finds_what_others_have(any_town: Town) -> None:
    officer = await _town(any_town)
    await officer.says("3 Kế hoạch số 77/KH-ST ngày 12/01/2026 về bưu điện")
    office = await any_town.named("Văn phòng")
    staff = await any_town.member(Role.STAFF, office)
    for text in ("/timvb 990", "/timvb 77", "/nhiemvu tìm rà soát", "/nhiemvu tìm bưu điện"):
        await staff.says(text)
        assert "🔎 Không có" in staff.hears
    await staff.forges("search_documents:0:990")
    assert "🔎 Không có" in staff.hears
    citizen = any_town.person()
    await citizen.says("/timvb 990")
    assert "vai trò khác" in citizen.hears


async def test_many_results_have_pages_and_long_words_a_hint(town: Town) -> None:
    rows = "".join(
        f"I. Điều hành,{n},Việc nghiêng ngả thứ {n},,,Thường xuyên,Báo cáo số {n}/BC-ST\n" for n in range(1, 16)
    )
    officer = await with_plan(town, HEAD + rows)
    for text, last in (("/nhiemvu tìm nghiêng ngả", "15. Việc"), ("/timvb bc-st", "15/BC-ST")):
        await officer.says(text)
        while any("Trang sau" in label for label in officer.last.labels):
            await officer.taps("Trang sau")
        assert last in officer.hears
        await officer.taps("Trang trước")
    await officer.says("/nhiemvu tìm viec nghieng nga thu viec nghieng nga thu nghie ngh ngi vie th v t n")
    assert officer.hears


HOSTILE = [
    "%",
    "_",
    "100%",
    "'; DROP TABLE task; --",
    '"',
    "\\",
    "x" * 3900,
    "a " * 1900,
    "😀",
    "%' OR '1'='1",
    "9/KH-ST%",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_find_nothing_and_break_nothing(any_town: Town, text: str) -> None:
    officer = await _town(any_town)
    for command in ("/timvb", "/nhiemvu tìm"):
        await officer.says(f"{command} {text}")
        assert officer.hears
        assert len(officer.hears) <= 4096
        assert "Rà soát" not in officer.hears


async def test_too_many_words_are_refused(town: Town) -> None:
    officer = await _town(town)
    await officer.says("/timvb " + " ".join(f"tu{n}" for n in range(13)))
    assert "tối đa 12 từ" in officer.hears
    await officer.says("/timvb " + "x" * 10_000)
    assert "4096 ký tự" in officer.hears


async def _finds_third_task(town: Town, words: list[str], **texts: str) -> bool:
    """Once it has these texts."""
    unit = await town.named("Phòng Nghiệp vụ")
    async with town.db() as db:
        for name, text in texts.items():
            await set_task_text(db, 3, name, text)
        found = await find_texts(db, [unit], words)
    return [task.id for task in found.tasks] == [3]


@pytest.fixture
async def planned(town: Town) -> Town:
    await with_plan(town, PLAN)
    return town


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=30))
async def test_any_text_is_found_by_its_own_words(planned: Town, text: str, other: str) -> None:
    assume(len(set(searchable(text).split())) <= MOST_WORDS)
    assert await _finds_third_task(planned, searched_words(text), title=other, note=text)
    found = await _finds_third_task(planned, searched_words(text.lower()), title="", note=text.upper())
    assert found or "ß" in text.lower()


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_an_excerpt_is_part_of_any_text(text: str, words: list[str]) -> None:
    assert len(excerpt(text, words)) <= 112


async def test_the_real_plan_s_document_is_found_by_the_number_alone(any_town: Town) -> None:
    name = "phu-luc-cchc-2019.docx"
    await any_town.imports(FileKind.PLAN, name, shared_file(name).read_bytes(), year=2019)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/timvb 990")
    assert "990/KH-SVHTT" in officer.hears
    assert "(năm 2019): ghi chú trong kế hoạch" in officer.hears
    await officer.says("/nhiemvu tìm bưu chính")
    assert "(năm 2019)" in officer.hears
