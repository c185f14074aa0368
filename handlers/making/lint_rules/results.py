"""What a task was to bring about, and by when."""

import re
from collections.abc import Iterator, Set

from handlers.making.lint_rules.findings import Finding, Severity, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import LintTask, Place
from handlers.making.lint_rules.texts import excerpt, says_nothing_arose
from storage.ground.text import fold, fold_letters, folded_words

# What a department itself draws up. Not "quy định", "chương trình", "hướng dẫn": in most notes they are other things.
_NAMES = ("Kế hoạch", "Quyết định", "Tờ trình", "Báo cáo", "Thông báo", "Công văn", "Quy chế", "Đề án", "Phương án",
          "Biên bản")  # fmt: skip
_KINDS = {fold(name): name for name in _NAMES}
_kinds = "|".join(_KINDS)
_KIND = re.compile(rf"\b(?:{_kinds})\b")
_ON_TIME = re.compile(r"\bdung (?:tien do|thoi han|thoi gian|han)\b")
_FINISHED = re.compile(r"\bda (?:\w+ ){0,2}?(?:hoan thanh|hoan tat|xong|ban hanh|ky|trinh|nghiem thu|to chuc)\b")
_CLAIMED = re.compile(
    rf"\bda (?:\w+ ){{0,2}}?(?:ban hanh|ky|ky ket|trinh|xay dung|co|gui) (?:\w+ )?(?P<kind>{_kinds})\b"
)
_SHOWN_BEHIND = 40
_NUMBER_FOLLOWS = re.compile(r"[^;\n]{0,150}?\d{1,6}(?:/\d{4})?/\w")


def _kinds_in(text: str) -> list[str]:
    return list(dict.fromkeys(_KINDS[name] for name in _KIND.findall(fold(text))))


def _wanted(task: LintTask) -> list[str]:
    return _kinds_in(task.product) or _kinds_in(task.title)


def signed_late(material: Material) -> Iterator[Finding]:
    """The first document that the task brought about bears a day after its deadline."""
    for task in material.plan.in_order():
        days = [
            (one.citation.issued_on, one)
            for one in material.in_notes.get(task.number, ())
            if one.is_result and one.citation.issued_on and one.citation.kind in _wanted(task)
        ]
        on, first = min(days, key=lambda pair: pair[0], default=(None, None))
        if on and first and task.deadline.on and on > task.deadline.on:
            yield make_finding(
                "signed_late",
                Severity.ERROR,
                [task.number],
                Place.NOTE,
                [first.label, str(on), str(task.deadline.on)],
                kind=first.citation.kind,
                document=first.label,
                day=on,
                deadline=task.deadline.on,
            )


def late_but_on_time(material: Material) -> Iterator[Finding]:
    for task in material.plan.in_order():
        deadline, folded = task.deadline.on, fold(task.note)
        if deadline is None or deadline >= material.plan.until or task.done or not _ON_TIME.search(folded):
            continue
        if not _FINISHED.search(folded) and not any(one.is_result for one in material.in_notes.get(task.number, ())):
            yield make_finding(
                "late_but_on_time",
                Severity.ERROR,
                [task.number],
                Place.NOTE,
                [folded, str(deadline)],
                deadline=deadline,
                note=excerpt(task.note),
            )


def missing_product(material: Material) -> Iterator[Finding]:
    """Due, or said to be done, and its document is not named. A document of any of the kinds will do."""
    for task in material.plan.in_order():
        wanted = _kinds_in(task.product)
        deadline = task.deadline.on
        due = task.done or (deadline is not None and deadline <= material.plan.until)
        if not (due and wanted and folded_words(task.note)) or says_nothing_arose(task.note) or task.has_files:
            continue
        named = {one.citation.kind for one in material.in_notes.get(task.number, ())}
        if named.isdisjoint([*wanted, "Văn bản"]) and not _claimed(task, named):
            yield make_finding(
                "missing_product",
                Severity.DOUBT,
                [task.number],
                Place.NOTE,
                [fold(task.product), fold(task.note)],
                product=excerpt(task.product),
                wanted=" / ".join(wanted),
            )


def no_product(material: Material) -> Iterator[Finding]:
    """In one finding: where a plan gives some no product, it does so for many. What goes on all the time may have
    none, and so has a plan that gives products to nobody."""
    named = any(folded_words(task.product) for task in material.plan.tasks)
    tasks = [
        task for task in material.plan.in_order() if task.deadline.on is not None and not folded_words(task.product)
    ]
    if named and tasks:
        numbers = [task.number for task in tasks]
        yield make_finding(
            "no_product",
            Severity.DOUBT,
            numbers,
            Place.PRODUCT,
            [fold(task.title) for task in tasks],
            count=len(tasks),
        )


def unnumbered_document(material: Material) -> Iterator[Finding]:
    """ "Đã ban hành Quy chế …" without its number and day."""
    for task in material.plan.in_order():
        claimed = _claimed(task, {one.citation.kind for one in material.in_notes.get(task.number, ())})
        if claimed and not task.has_files:
            kind, claim = claimed[0]
            yield make_finding(
                "unnumbered_document",
                Severity.DOUBT,
                [task.number],
                Place.NOTE,
                [fold(task.note)],
                kind=kind,
                claim=excerpt(claim),
            )


def _claimed(task: LintTask, named: Set[str]) -> list[tuple[str, str]]:
    """Kinds of documents and the words that claim them."""
    folded = fold_letters(task.note)
    return [
        (kind, task.note[claim.start() : claim.end() + _SHOWN_BEHIND].partition("\n")[0])
        for claim in _CLAIMED.finditer(folded)
        if (kind := _KINDS[" ".join(claim["kind"].split())]) not in named
        and not _NUMBER_FOLLOWS.match(folded, claim.end())
    ]
