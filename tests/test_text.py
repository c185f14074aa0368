import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from storage.ground.text import clean, fold, fold_letters, shorten


def test_the_same_words_fold_alike_in_any_unicode_form() -> None:
    text = "Tiến độ Đang thực hiện"
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == "tien do dang thuc hien"


def test_direction_marks_and_control_characters_are_dropped() -> None:
    assert clean("\u202e12\u200b  xong\x00\t ok\r\nhai ") == "12 xong ok\nhai"


@given(st.text(st.characters() | st.sampled_from("aeđ\u0301\u0323\u200b\u202e\u00ad ")))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=300), st.integers(min_value=2, max_value=80))
def test_a_shortened_text_keeps_within_its_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@given(st.text(st.characters() | st.sampled_from("Đđẵữ\u0301\u0323ŉİﬀ")))
def test_a_folded_text_has_no_marks_and_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not any(map(unicodedata.combining, folded))


@given(st.text(st.characters() | st.sampled_from("Đđẵữ\u0301\u0323ŉİﬀ")))
def test_letters_are_folded_in_their_places(text: str) -> None:
    folded = fold_letters(text)
    assert len(folded) == len(text)
    assert all(fold_letters(letter) == bare for letter, bare in zip(text, folded, strict=True))
