"""Where there are no buttons, our own sentences ask for a number, and what people wrote stays as it is."""

import re

import pytest

from handlers.words.catalogue import LANGUAGES, catalogue
from handlers.words.typed import typed
from storage.ground.channels import ZALO_BOT
from tests.chat import Town

TAP = re.compile(r"(?<!lượt )\b[Cc]hạm (?:vào )?(?:một |các )?nút|\b[Tt]ap (?:a|the) button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_asks_for_a_button(language: str) -> None:
    said = typed(catalogue(language), language)
    assert [key for key, sentence in said.items() if TAP.search(sentence)] == []
    assert {key: set(re.findall(r"{(\w+)}", sentence)) for key, sentence in said.items()} == {
        key: set(re.findall(r"{(\w+)}", sentence)) for key, sentence in catalogue(language).items()
    }


@pytest.mark.parametrize(
    ("tapped", "written"),
    [
        ("Xin chạm một nút:", "Xin nhắn số:"),
        ("Chưa gửi. Chạm nút để gửi", "Chưa gửi. Nhắn số để gửi"),
        ("Mời chạm một thủ tục, hoặc", "Mời nhắn số của một thủ tục, hoặc"),
        ("nếu ghi nhầm, anh/chị chạm Hoàn tác.", "nếu ghi nhầm, anh/chị nhắn Hoàn tác."),
        ("{taps} lượt chạm quá nhanh", "{taps} lượt chạm quá nhanh"),
    ],
)
def test_a_tap_is_worded_as_what_is_typed(tapped: str, written: str) -> None:
    assert typed({"x": tapped}, "vi") == {"x": written}


async def test_who_has_numbered_lines_is_asked_for_a_number_and_their_own_words_are_kept(town: Town) -> None:
    words = "Tôi chạm một nút ở máy lấy số mà máy không chạy."
    citizen, other = town.person(channel=ZALO_BOT), town.person()
    await other.says(f"/phananh {words}")
    await citizen.says(f"/phananh {words}")
    assert words in other.hears
    assert words in citizen.hears
    assert "nhắn số" in citizen.hears.lower()
    assert "nhắn số" not in other.hears.lower()
