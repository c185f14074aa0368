"""Tasks without a note, and notes that prove nothing."""

from collections.abc import Iterator

from handlers.making.lint_rules.findings import Finding, Severity, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import Place
from handlers.making.lint_rules.repeating import repeats_task
from handlers.making.lint_rules.same import same_notes
from handlers.making.lint_rules.texts import excerpt, has_evidence, says_nothing_arose
from storage.ground.text import fold, folded_words


def missing_note(material: Material) -> Iterator[Finding]:
    for task in material.plan.in_order():
        if not folded_words(task.note):
            yield make_finding(
                "missing_note", Severity.ERROR, [task.number], Place.NOTE, [fold(task.title)],
                title=excerpt(task.title),
            )  # fmt: skip


def missing_evidence(material: Material) -> Iterator[Finding]:
    """Where the same note stands under other tasks too, or repeats the task, that is said instead."""
    shared = {task.number for group in same_notes(material.plan) for task in group}
    for task in material.plan.in_order():
        if task.number in shared or task.has_files or not folded_words(task.note) or repeats_task(task):
            continue
        if not has_evidence(task.note) and not says_nothing_arose(task.note):
            yield make_finding(
                "missing_evidence", Severity.DOUBT, [task.number], Place.NOTE, [fold(task.note)],
                note=excerpt(task.note),
            )  # fmt: skip
