"""What a note in a plan says of how far its task is, read as a report would be."""

from handlers.plan.known_task import about
from storage.models import ProgressState


def read_note(note: str) -> tuple[ProgressState, int | None] | None:
    """State and percentage; None where the note does not say so, or not clearly."""
    line = about(1, note)
    if line.state is None or line.doubt is not None:
        return None
    return ProgressState(line.state), line.percent
