"""Where documents are written from. What writes them is loaded with the first one
(docs/decisions/loaded-when-needed.md)."""

from datetime import datetime

from handlers.making.documents.model import StateDocument


def write_document(document: StateDocument, made_at: datetime) -> bytes:
    """A Word file (.docx); the same document and moment give the same bytes. Raises Refusal where a text cannot be
    written."""
    from handlers.making.documents.word import word_file

    return word_file(document, made_at)
