"""Whether somebody asks rather than says."""

from handlers.language.vocabulary import vocabulary


def is_question(text: str) -> bool:
    """`16 bao giờ hết hạn`, `quý 3 thế nào`, `xong chưa`."""
    return "question" in vocabulary("questions").read(text).meanings
