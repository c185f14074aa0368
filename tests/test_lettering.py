"""The font of the pictures, and text measured by it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from handlers.making.charts.lettering import FONTS, fit, font, plain, wrap
from handlers.words.catalogue import catalogue

LONG_NAME = "III. Cải cách thủ tục hành chính, cơ chế một cửa, một cửa liên thông tại cơ quan và các đơn vị trực thuộc"
HOSTILE = ("<script>alert(1)</script>", "A & B", "&amp;]]>", "x" * 5000, "ữ " * 2500, "\x00\x07\x1b[31m", "\ud800",
           "\n\n", "", "{0} %s", "\u202eabc", "😀🇻🇳", "漢字", unicodedata.normalize("NFD", LONG_NAME))  # fmt: skip
NAMES = st.text(max_size=60) | st.sampled_from(HOSTILE)


def glyph(face: ImageFont.FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(letter)
    return mask.size, bytes(mask)


def vietnamese() -> set[str]:
    vowels = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones}
    letters |= set("bcdđghklmnpqrstvxfjwz")
    return letters | {letter.upper() for letter in letters} | set("0123456789.,;:/%=+-–—·…“”()&'\"!?")


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_has_every_letter_that_the_pictures_need(bold: bool) -> None:
    said = {
        letter for key, text in catalogue("vi").items() if key.startswith(("drawn_chart.", "state.")) for letter in text
    }
    face = font(30, bold=bold)
    missing = glyph(face, "漢")
    assert sorted(letter for letter in (said | vietnamese()) - {" "} if glyph(face, letter) == missing) == []
    assert len({glyph(face, letter) for letter in vietnamese()}) == len(vietnamese())


def test_the_fonts_are_small_and_come_with_their_licence() -> None:
    assert sorted(path.name for path in FONTS.iterdir()) == ["NotoSans-Bold.ttf", "NotoSans-Regular.ttf", "OFL.txt"]
    assert all(path.stat().st_size < 150_000 for path in FONTS.iterdir())
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


@given(NAMES, st.integers(60, 900), st.integers(1, 4))
def test_wrapped_text_stays_within_its_width(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, font(30), most)
    assert 1 <= len(lines) <= most
    assert all(font(30).getlength(line) <= width for line in lines)
    shown = "".join(lines).replace(" ", "").removesuffix("…")
    assert plain(text).replace(" ", "").startswith(shown)


def test_a_name_is_broken_between_words_and_ends_with_an_ellipsis() -> None:
    first, second = wrap(LONG_NAME, 700, font(30, bold=True), 2)
    assert LONG_NAME.startswith(first + " " + second.removesuffix("…"))
    assert second.endswith("…")
    assert fit("Kiosk", 700, font(30)) == "Kiosk"
