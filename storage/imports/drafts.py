"""A file between being sent and being written: what was asked about it, what was answered, what the preview said."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.imports.questions import Answers, Ask, Choice, FileQuestion
from storage.models import ImportDraft
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Draft:
    """`question`: what waits for an answer, the `asked`th of this file. `pages`: of the preview that was shown;
    `digest`: of what it said would be written."""

    file_id: int
    answers: Answers
    question: FileQuestion | None
    asked: int
    pages: Sequence[str]
    digest: str


_KEEP = insert(ImportDraft)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["file_id"],
    set_={name: _KEEP.excluded[name] for name in ("answers", "question", "asked", "pages", "digest")},
)


async def read_draft(db: Connection, file_id: int) -> Draft:
    """Refuses with `file.gone`: it was written, stopped, replaced by another file or a day has passed."""
    row = (await db.execute(select(ImportDraft.__table__).where(ImportDraft.file_id == file_id))).one_or_none()
    if row is None:
        raise Refusal("file.gone")
    question = None if row.question is None else _question(row.question)
    return Draft(file_id, Answers(row.answers, row.caption), question, row.asked, row.pages, row.digest)


async def begin_draft(db: Connection, file_id: int, caption: str) -> None:
    """A draft of a file that has not been read yet."""
    await _keep(db, file_id, Answers(caption=caption), None, 0, [], "")


async def forget_draft(db: Connection, file_id: int) -> None:
    """The file itself stays."""
    await db.execute(delete(ImportDraft).where(ImportDraft.file_id == file_id))


async def keep_question(db: Connection, file_id: int, answers: Answers, question: FileQuestion, asked: int) -> None:
    await _keep(db, file_id, answers, asdict(question), asked, [], "")


async def keep_preview(
    db: Connection, file_id: int, answers: Answers, asked: int, pages: Sequence[str], digest: str
) -> None:
    await _keep(db, file_id, answers, None, asked, pages, digest)


async def keep_answer(db: Connection, draft: Draft, value: str) -> None:
    """Answers the draft's question, which is no longer open then. Refuses with `button.stale` where no question is
    open."""
    if draft.question is None:
        raise Refusal("button.stale")
    answers = draft.answers.with_answer(draft.question.ask, value, draft.question.about)
    values = {"answers": dict(answers.given), "question": None}
    await db.execute(update(ImportDraft).where(ImportDraft.file_id == draft.file_id).values(values))


async def _keep(
    db: Connection,
    file_id: int,
    answers: Answers,
    question: dict[str, Any] | None,
    asked: int,
    pages: Sequence[str],
    digest: str,
) -> None:
    row = {
        "file_id": file_id,
        "caption": answers.caption,
        "answers": dict(answers.given),
        "question": question,
        "asked": asked,
        "pages": list(pages),
        "digest": digest,
    }
    await db.execute(_KEEP, row)


def _question(stored: dict[str, Any]) -> FileQuestion:
    choices, hidden = (tuple(Choice(**choice) for choice in stored.get(name, ())) for name in ("choices", "hidden"))
    return FileQuestion(**{**stored, "ask": Ask(stored["ask"]), "choices": choices, "hidden": hidden})
