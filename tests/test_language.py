"""The words we know: each with its examples, and read in the time that a message may take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.courtesy import plain
from handlers.language.spelling import from_telex, known_word
from handlers.language.tokens import MOST, read_typed
from handlers.language.vocabulary import WORDS, vocabulary

FILES = sorted(path.stem for path in WORDS.glob("*.toml"))


def _examples(kind: str) -> list[tuple[str, str, str]]:
    return [
        (name, meaning, text)
        for name in FILES
        for meaning, entry in vocabulary(name).entries
        for text in entry.get(kind, ())
    ]


@pytest.mark.parametrize("name", FILES)
def test_each_meaning_has_examples(name: str) -> None:
    assert [meaning for meaning, entry in vocabulary(name).entries if not entry.get("examples")] == []


@pytest.mark.parametrize(("name", "meaning", "text"), _examples("examples"))
def test_an_example_has_its_meaning(name: str, meaning: str, text: str) -> None:
    assert meaning in vocabulary(name).read(text).meanings


@pytest.mark.parametrize(("name", "meaning", "text"), _examples("others"))
def test_what_looks_like_it_has_another(name: str, meaning: str, text: str) -> None:
    assert meaning not in vocabulary(name).read(text).meanings


@pytest.mark.parametrize(
    ("typed", "word"),
    [("tieens", "tien"), ("ddooj", "do"), ("nhieemj", "nhiem"), ("vuj", "vu"), ("ddax", "da"), ("hoanf", "hoan"),
     ("thanhf", "thanh"), ("chuwa", "chua"), ("khoong", "khong"), ("phast", "phat"), ("thuwcj", "thuc"),
     ("hieejn", "hien"), ("dangd", "dang"), ("ddang", "dang"), ("xong", "xong"), ("dduowcj", "duoc")],
)  # fmt: skip
def test_telex_without_its_input_method_is_read(typed: str, word: str) -> None:
    assert from_telex(typed) == word


KNOWN = frozenset({"xong", "hoan", "thanh", "nhiem", "vu", "tien", "do"})


@pytest.mark.parametrize(
    ("typed", "word"),
    [("xogn", "xong"), ("xonggg", "xong"), ("thnah", "thanh"), ("nhim", "nhim"), ("song", "song"), ("trong", "trong"),
     ("kiosk", "kiosk"), ("x", "x")],
)  # fmt: skip
def test_only_what_is_no_word_is_taken_for_a_slip(typed: str, word: str) -> None:
    assert known_word(typed, KNOWN) == word


@given(st.text(st.characters() | st.sampled_from("1️⃣２％Đế \n"), max_size=200))
def test_tokens_stand_where_their_words_stand(text: str) -> None:
    line = read_typed(text)
    for before, after in zip(line.tokens, line.tokens[1:], strict=False):
        assert before.end <= after.start
        assert after.glued == (before.end == after.start)
    for token in line.tokens:
        assert line.text[token.start : token.end].strip() or token.bare == "\n"


def test_keycaps_and_wide_digits_are_numbers() -> None:
    words = [token.bare for token in read_typed("1️⃣2️⃣ xong ８０％ nv １２").tokens]
    assert words == ["12", "xong", "80", "%", "nv", "12"]


def test_a_message_has_no_more_tokens_than_are_read() -> None:
    line = read_typed("a " * 3 * MOST)
    assert (len(line.tokens), line.whole) == (MOST, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dạ em báo cáo ạ: nhiệm vụ 12 xong nhé", "nhiệm vụ 12 xong"),
        ("Kính thưa lãnh đạo, quý 3 ạ.", "quý 3"),
        ("em cảm ơn anh nhiều", ""),
        ("đã xong – nhé", "đã xong"),
        ("80% 🙏", "80%"),
        ("chào anh", ""),
        ("gửi phòng A", "gửi phòng A"),
        ("A & B", "A & B"),
        ("đã gửi a & b", "đã gửi a & b"),
        ("nghiệm thu DA", "nghiệm thu DA"),
        ("12 XONG A", "12 XONG"),
        ("12 xong a", "12 xong"),
        ("Da 12 xong", "12 xong"),
        ("DA 12 xong", "12 xong"),
    ],
)
def test_courtesy_is_no_part_of_what_is_said(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.mark.parametrize("part", ["1 ", "xong ", "em xin bao cao ", "thnah xogn ", "nhie65m vu5 ", "x", "16 ai làm? "])
def test_a_longer_message_takes_no_longer_than_the_longest_that_is_read(part: str) -> None:
    """Of work and not of time: what a message costs is bounded by the tokens that are read."""
    reading = vocabulary("courtesy", "questions").read(part * 4000)
    assert len(reading.tokens) <= MOST
    assert sum(span.end - span.first for span in reading.spans) <= MOST
