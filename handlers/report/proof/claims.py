"""What may be claimed in a report, and what speaks against it.

Of sentences nobody derived: an office's own words in its template, difficulties and proposals, what somebody wrote.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from handlers.making.proofreading.proof import Claim
from handlers.report.content import Report
from handlers.report.proof.measures import in_state, late, letters
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import padded
from storage.plan.tasks import TaskState

_no = r"\bkhong (?:co|con|de xay ra|phat sinh|ghi nhan|xay ra)(?: (?:bat ky|mot|truong hop|cac))?"
_all = r"\b(?:toan bo|tat ca|100 ?%)(?: (?:cac|so))?"
# Of folded text, none of them longer than a clause.
PATTERNS: Mapping[str, str] = {
    "late_dossiers": rf"{_no} ho so (?:nao )?(?:bi )?(?:tre|qua) han|{_all} ho so[^.;]{{0,60}}"
    r"(?:dung han|truoc han|khong (?:bi )?tre han)|\bkhong de (?:ho so )?tre han",
    "late_tasks": rf"{_no} nhiem vu (?:nao )?(?:bi )?(?:tre|qua) han|(?:{_all}|\b(?:cac|moi)) nhiem vu[^.;]{{0,80}}"
    r"(?:dung tien do|dung han|kip thoi)",
    "open_tasks": rf"(?:{_all}) nhiem vu[^.;]{{0,40}}(?:da )?(?:hoan thanh|duoc thuc hien xong)",
    "letters": rf"{_no} (?:no )?thu xin loi|\bkhong (?:con )?no thu xin loi|\b(?:gui|co) du (?:\d+ )?thu xin loi",
    "cases": r"\bkhong (?:co|tiep nhan|nhan duoc|phat sinh)(?: \w+){0,2} phan anh,? (?:va )?kien nghi(?: nao)?"
    r"(?! (?:nao )?(?:bi )?qua han)",
    "overdue_cases": rf"{_no} phan anh,? (?:va )?kien nghi (?:nao )?(?:bi )?qua han",
    "ratings": rf"{_no} luot danh gia",
    "outages": rf"{_no} kiosk (?:nao )?(?:bi )?(?:mat tin hieu|hong|ngung)",
    "incidents": rf"{_no} su co",
    "documents": r"\bkhong (?:co|ban hanh|ghi nhan) van ban nao",
}
_AGAINST = Keys("report_proof.against_{}", PATTERNS)
_COMPILED = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}


def _outages(report: Report) -> int:
    return len(report.outages) + len(report.incidents) + len(report.fixed)


# How many things speak against it.
AGAINST: Mapping[str, Callable[[Report], int]] = {
    "late_dossiers": late,
    "late_tasks": lambda report: (
        in_state(report, TaskState.OVERDUE, TaskState.DONE_LATE)
        + len(report.figures.carried)
        + len(report.carried_done)
    ),
    "open_tasks": lambda report: len(report.figures.tasks) - in_state(report, TaskState.DONE, TaskState.DONE_LATE),
    "letters": lambda report: late(report) - letters(report),
    "cases": lambda report: report.figures.cases.received,
    "overdue_cases": lambda report: report.figures.cases.overdue,
    "ratings": lambda report: report.figures.ratings.rated + len(report.figures.ratings.not_counted),
    "outages": _outages,
    "incidents": lambda report: len(report.incidents),
    "documents": lambda report: len(report.documents),
}


def claims_of(say: Words, report: Report) -> Iterator[Claim]:
    for name, pattern in _COMPILED.items():
        count = AGAINST[name](report)
        yield Claim(pattern, say(_AGAINST[name], count=padded(count)) if count else "")


_IN_TIME = re.compile(r"\b(?:dung tien do|dung han|truoc han|dung ke hoach)\b")
_NOT_IN_TIME = re.compile(r"\b(?:khong|chua|khong duoc|cham|tre)\b[^.;]{0,12}\b(?:dung tien do|dung han)")


def claims_to_be_in_time(folded: str) -> bool:
    return _IN_TIME.search(folded) is not None and _NOT_IN_TIME.search(folded) is None
