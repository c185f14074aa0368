"""In which language a sentence is written."""

import re
from typing import Literal

from handlers.language.vocabulary import vocabulary

_MARKS = re.compile(r"[ăâđêôơưàảãạằẳẵặầẩẫậèẻẽẹềểễệìỉĩịòỏõọồổỗộờởỡợùủũụừửữựỳỷỹỵ]|[áắấéếíóốớúứý]", re.IGNORECASE)
_READ = 300  # letters
_FEWEST_VIETNAMESE, _FEWEST_ENGLISH = 2, 3
"""Words that tell: fewer are names and codes."""


def language_of_sentence(text: str) -> Literal["vi", "en"] | None:
    """None where it is too short to tell."""
    if _MARKS.search(text):
        return "vi"
    told = vocabulary("languages").read(text[:_READ]).meanings
    vietnamese, english = told.count("vietnamese"), told.count("english")
    if vietnamese >= _FEWEST_VIETNAMESE and vietnamese > english:
        return "vi"
    return "en" if english >= _FEWEST_ENGLISH and not vietnamese else None
