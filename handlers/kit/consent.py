"""Yes and no, as people say them."""

from handlers.language.courtesy import plain
from handlers.language.vocabulary import Reading, vocabulary
from storage.ground.text import fold


def says_yes(text: str) -> bool:
    """`vâng ạ`, `đúng rồi`, and not a word more than courtesy; `dạ em cảm ơn` thanks and consents to nothing."""
    reading = _read(text)
    if not reading.spans or reading.spans[0].meaning != "answer.yes":
        return False
    only_polite = fold(reading.line.between(0, reading.spans[0].end)) == "da" and "cam on" in fold(text)
    return not only_polite and _is_all(reading, text)


def says_no(text: str) -> str | None:
    """What follows a no: nothing (`không ạ`), or what is meant instead (`không, 70%`). None where it is no no."""
    reading = _read(text)
    if not reading.spans or reading.spans[0].meaning != "answer.no":
        return None
    return plain(reading.line.between(reading.spans[0].end)).strip(" ,.;:-–!")


def _read(text: str) -> Reading:
    """What is said at the very beginning: dots and commas are passed over."""
    words = vocabulary("answers", "courtesy")
    line = words.line(text)
    first = words.longest(line.tokens, 0)
    return Reading(line, (first,) if first is not None else ())


def _is_all(reading: Reading, text: str) -> bool:
    rest = reading.line.between(reading.spans[0].end)
    return not any(letter.isalnum() for letter in plain(rest)) and "%" not in rest and "?" not in rest
