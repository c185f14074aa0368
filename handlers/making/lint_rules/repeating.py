"""Notes that say the task or its product over again."""

from collections.abc import Iterator

from handlers.making.lint_rules.findings import Finding, Severity, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import LintTask, Place
from handlers.making.lint_rules.texts import excerpt, has_evidence, says_nothing_arose, telling_words
from storage.ground.text import fold, folded_words

_FEWEST_WORDS = 3
_FEWEST_TELLING = 4
_FEWEST_HELD = 5
_SHARE = 0.9


def repeated_task(material: Material) -> Iterator[Finding]:
    for task in material.plan.in_order():
        if repeats_task(task):
            yield make_finding(
                "repeated_task",
                Severity.ERROR if _is_equal(task) else Severity.DOUBT,
                [task.number],
                Place.NOTE,
                [fold(task.note)],
                note=excerpt(task.note),
            )


def repeats_task(task: LintTask) -> bool:
    """Word for word, or with other words that tell nothing more. A figure of its own is more."""
    if not folded_words(task.note) or says_nothing_arose(task.note):
        return False
    return _is_equal(task) or (
        not task.has_files
        and not has_evidence(task.note, all_counts=False)
        and (_tells_no_more(task) or _holds_it_whole(task))
    )


def _is_equal(task: LintTask) -> bool:
    note = folded_words(task.note)
    return len(note) >= _FEWEST_WORDS and note in (folded_words(task.title), folded_words(task.product))


def _tells_no_more(task: LintTask) -> bool:
    note = telling_words(task.note)
    known = set(folded_words(task.title)) | set(folded_words(task.product))
    return len(note) >= _FEWEST_TELLING and sum(word in known for word in note) >= _SHARE * len(note)


def _holds_it_whole(task: LintTask) -> bool:
    note = " ".join(folded_words(task.note))
    wholes = (folded_words(task.title), folded_words(task.product))
    return any(len(whole) >= _FEWEST_HELD and f" {' '.join(whole)} " in f" {note} " for whole in wholes)
