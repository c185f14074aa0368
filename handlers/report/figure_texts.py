"""The figures of a report by name, as its sentences have them: what templates and edited sentences fill in."""

from collections import Counter
from collections.abc import Mapping, Sequence

from handlers.report.content import Report
from handlers.report.register_sheets import WAYS
from handlers.report.sheets import FigureRow, figure_rows
from handlers.words.catalogue import Words
from handlers.words.figures import share
from handlers.words.formats import padded
from storage.plan.tasks import TaskState


def counted_of(report: Report) -> list[FigureRow]:
    procedures, received = report.procedures, report.figures.dossiers.received
    states = Counter(task.state for task in report.figures.tasks)
    return [
        *figure_rows(report.figures),
        *((state.value, states[state], None) for state in TaskState if state is not TaskState.OVERDUE),
        ("procedures", procedures.total, None),
        ("procedures_own", procedures.own, None),
        ("procedures_online", procedures.online, procedures.own),
        ("procedures_by_post", procedures.by_post, None),
        *((f"submitted_{way}", report.submitted.get(way, 0), received) for way in WAYS),
        ("documents", len(report.documents), None),
    ]


def figure_texts(say: Words, counted: Sequence[FigureRow]) -> Mapping[str, str]:
    """Counts, and shares as `…_share`."""
    shares = {f"{name}_share": share(say, count, whole) for name, count, whole in counted if whole is not None}
    return {name: say("no_figures") if count is None else padded(count) for name, count, _ in counted} | shares
