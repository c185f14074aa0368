"""Imports on their way: what was asked and answered before anything is written."""

from typing import Any

from sqlalchemy import ForeignKey

from storage.models.base import Base, Mapped, mapped_column


class ImportDraft(Base):
    """Goes with its file. `answers`: as `storage/imports/questions.py` keeps them. `question`: what waits for an
    answer; `asked`: how many questions there were, so that the button of an earlier one is known to be old. `pages`:
    the preview as it was shown; `digest`: of what it said would be written."""

    __tablename__ = "import_draft"

    file_id: Mapped[int] = mapped_column(ForeignKey("file.id", ondelete="CASCADE"), primary_key=True)
    caption: Mapped[str]
    answers: Mapped[dict[str, Any]]
    question: Mapped[dict[str, Any] | None]
    asked: Mapped[int] = mapped_column(default=0)
    pages: Mapped[list[str]]
    digest: Mapped[str]
