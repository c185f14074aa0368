"""What a short answer says, and nothing else: the number of a task, that a day is planned."""

from handlers.language.vocabulary import vocabulary
from handlers.plan.parts import LEADING, WORDS, Kind, read_parts
from handlers.plan.progress_line import said_tokens


def read_number(text: str) -> int | None:
    """`12 nhé`, `của nhiệm vụ mười hai`, `nv 12 ạ`, `chỉ 12`; None for anything else."""
    tokens = said_tokens(vocabulary(*WORDS).line(text))
    if tokens and tokens[0].bare == "chi":
        tokens = tokens[1:]
    parts = [part for part in read_parts(tokens) if part.kind not in LEADING]
    if len(parts) != 1 or parts[0].kind is not Kind.TASK or parts[0].task is None or parts[0].task.others:
        return None
    return parts[0].task.number


def is_planned(text: str) -> bool:
    """`dự kiến`, where a day may be that of a plan."""
    reading = vocabulary("answers", "courtesy").read(text)
    return reading.is_wholly("answer.planned", "courtesy.before", "courtesy.behind") and (
        "answer.planned" in reading.meanings
    )
