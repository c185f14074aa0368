"""What is no dossier code, and what is not four digits, is explained and asked for again."""

import pytest

from storage.dossiers.proving import OF_A_CODE
from tests.chat import Town
from tests.samples import furnish


@pytest.mark.parametrize("text", ["xin hỏi", "abc", "mã hồ sơ", "abc 5678"])
async def test_words_are_no_code(town: Town, text: str) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia")
    await citizen.says(text)
    assert "Đây chưa phải mã hồ sơ" in citizen.hears
    await citizen.says("H-1 5678")
    assert "📁 Hồ sơ H-1" in citizen.hears


async def test_a_question_about_a_dossier_instead_of_its_code_says_what_is_needed(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia")
    await citizen.says("hồ sơ của tôi xong chưa")
    assert "cần mã hồ sơ in trên giấy hẹn và 4 số cuối" in citizen.hears
    await citizen.says("H-1 5678")
    assert "📁 Hồ sơ H-1" in citizen.hears


@pytest.mark.parametrize("text", ["mã hồ sơ H-1 5678", "Mã: H-1 5678", "h-1 5678"])
async def test_a_code_may_be_called_one(town: Town, text: str) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia")
    await citizen.says(text)
    assert "📁 Hồ sơ H-1" in citizen.hears


@pytest.mark.parametrize("text", ["567", "56789", "không nhớ"])
async def test_anything_but_four_digits_is_explained(any_town: Town, text: str) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1")
    await citizen.says(text)
    assert "Hồ sơ H-1: ông/bà cần nhập đúng 4 số cuối" in citizen.hears
    await citizen.says("56 78")
    assert "📁 Hồ sơ H-1" in citizen.hears


@pytest.mark.parametrize("text", ["0912345678", "091 234 5678"])
async def test_a_whole_number_opens_by_its_last_four_digits(any_town: Town, text: str) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1")
    await citizen.says(text)
    assert "📁 Hồ sơ H-1" in citizen.hears


async def test_after_wrong_digits_they_are_asked_for_again(any_town: Town) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1 0000")
    assert "Mã hồ sơ H-1 hoặc 4 số cuối điện thoại chưa đúng" in citizen.hears
    assert citizen.last.labels == ["⭐ Nhập mã khác", "🏠 Màn hình chính"]
    await citizen.says("5678")
    assert "📁 Hồ sơ H-1" in citizen.hears


async def test_another_code_may_be_sent_instead_of_the_digits(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia H-9")
    await citizen.says("H-2 5679")
    assert "📁 Hồ sơ H-2" in citizen.hears


async def test_asking_again_gives_no_more_than_five_tries(any_town: Town) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1")
    for number in range(OF_A_CODE):
        await citizen.says(f"000{number}")
        assert "chưa đúng" in citizen.hears
    await citizen.says("5678")
    assert "tạm khóa tra cứu một giờ" in citizen.hears
