"""Which plan a file is of: one that is known, of which it is a new version or an amendment, or another one."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.ground.likeness import words_in_common
from storage.ground.text import fold, folded_words, shorten
from storage.imports.plan.matching import NEAR, How, Matching
from storage.imports.plan.placing import match_plan
from storage.imports.plan.plan import PlanFile
from storage.imports.plan.stored import StoredPlan
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered
from storage.models import ImportMode
from storage.plan.names import short_name

_CHOICE = {mode: f"import.choice_plan_{mode}" for mode in (ImportMode.REPLACE, ImportMode.AMEND)}
_AMENDS = ("sua doi", "bo sung", "dieu chinh", "thay the mot so", "thay doi")
# Of all tasks, those that are the same word for word, and those that are recognised at all.
_SAME_SHARE, _FOUND_SHARE = 0.5, 0.75
_MOST_PLANS = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """`plan`: None where the file begins one."""

    mode: ImportMode
    plan: StoredPlan | None

    @property
    def replaces(self) -> bool:
        return self.mode is ImportMode.REPLACE


def decide(file: PlanFile, plans: Sequence[StoredPlan], answers: Answers) -> Decision:
    shown = [plan for plan in plans if plan.is_shown]
    if answered := _answered(answers.get(Ask.PLAN) or "", shown):
        return answered
    matchings = {plan.id: match_plan(file, plan) for plan in plans}
    # What was taken back and comes again is the same plan, with all that was reported on it.
    clear = [plan for plan in shown or plans if _is_clearly(file, plan, matchings[plan.id])]
    if len(clear) == 1:
        return Decision(ImportMode.REPLACE, clear[0])
    if not shown:
        return Decision(ImportMode.NEW, None)
    raise Unanswered(_question(file, shown, {plan.id: len(matchings[plan.id].pairs) for plan in shown}))


def _answered(answer: str, plans: Sequence[StoredPlan]) -> Decision | None:
    mode, _, number = answer.partition(":")
    if mode == ImportMode.NEW:
        return Decision(ImportMode.NEW, None)
    plan = next((plan for plan in plans if str(plan.id) == number), None)
    known = mode in (ImportMode.REPLACE, ImportMode.AMEND)
    return Decision(ImportMode(mode), plan) if plan is not None and known else None


def _is_clearly(file: PlanFile, plan: StoredPlan, matching: Matching) -> bool:
    if not _same_title(file, plan):
        return False
    most = max(len(file.tasks), len(plan.present or plan.tasks))
    same = sum(pair.how is How.SAME for pair in matching.pairs.values())
    return same >= _SAME_SHARE * most and len(matching.pairs) >= _FOUND_SHARE * most


def _same_title(file: PlanFile, plan: StoredPlan) -> bool:
    title, own = fold(file.title), fold(plan.imported_title)
    if amends(title) and title != own:
        return False
    document = file.document
    if document.number and plan.number:
        return (document.number, fold(document.symbol)) == (plan.number, fold(plan.symbol))
    alike = words_in_common(folded_words(file.title), folded_words(plan.imported_title))
    return not title or not own or alike >= NEAR


def amends(folded_title: str) -> bool:
    return any(words in folded_title for words in _AMENDS)


def _question(file: PlanFile, plans: Sequence[StoredPlan], found: dict[int, int]) -> FileQuestion:
    modes = [ImportMode.REPLACE, ImportMode.AMEND]
    if amends(fold(file.title)):
        modes.reverse()
    likeliest = sorted(plans, key=lambda plan: -found[plan.id])[:_MOST_PLANS]
    choices = [
        Choice(f"{mode}:{plan.id}", _CHOICE[mode], {"plan": short_name(plan.name, 34)})
        for plan in likeliest
        for mode in modes
    ]
    other = Choice(ImportMode.NEW, "import.choice_plan_new")
    # Nothing of it is known: as a rule it is another one.
    choices.insert(0 if not any(found.values()) and not amends(fold(file.title)) else len(choices), other)
    values: dict[str, str | int] = {
        "year": file.year,
        "title": shorten(file.title, 120),
        "count": len(file.tasks),
        "found": max(found.values()),
        "plan": likeliest[0].name,
    }
    return FileQuestion(Ask.PLAN, tuple(choices), values=values)
