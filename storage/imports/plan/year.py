"""The year a plan is of, and the title it has, from the lines above its table."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from storage.ground.text import fold
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered

_YEAR = r"((?:19|20)\d\d)(?!\d)"
# The year of a date ("ngày 25 tháng 12 năm 2018") says when something was signed, not what the plan is of.
_PLAN_YEAR = re.compile(rf"(?<!\d)(?<!thang \d )(?<!thang \d\d )nam {_YEAR}")
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}")
_LONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MOST_CHOICES = 4
_SPAN = re.compile(rf"(?<!\d){_YEAR}\s*(?:-|–|den(?: nam)?)\s*{_YEAR}")
_LONGEST_SPAN = 6
_TITLE_WORDS = ("ke hoach", "cai cach hanh chinh", "cchc", "nhiem vu", "tien do")


def plan_year(lines: Sequence[str], deadlines: Iterable[str], file_name: str, answers: Answers) -> int:
    """Raises `Unanswered`, with the likely years, where neither an answer nor the file names one."""
    answer = answers.get(Ask.YEAR)
    span = _span_of(lines)
    year = int(answer) if answer else None if span else find_year(lines, deadlines)
    if year is None:
        likely = [*years_in([answers.caption, file_name]), *span]
        likely += [answers.today.year, answers.today.year + 1] if answers.today and not span else []
        choices = (Choice(str(year), "import.choice_year", {"year": str(year)}) for year in dict.fromkeys(likely))
        most = len(span) or _MOST_CHOICES
        raise Unanswered(FileQuestion(Ask.YEAR, tuple(choices)[:most], typed=True))
    return year


def _span_of(lines: Sequence[str]) -> list[int]:
    """ "Kế hoạch … giai đoạn 2026-2030": the years that the title names, where it names none alone."""
    title = fold(find_title(lines))
    found = _SPAN.search(title)
    if not found or _PLAN_YEAR.search(_SPAN.sub(" ", title)):
        return []
    years = range(int(found[1]), int(found[2]) + 1)
    return list(years) if 1 < len(years) <= _LONGEST_SPAN else []


def find_year(lines: Sequence[str], deadlines: Iterable[str]) -> int | None:
    """The year named most often: as "năm …" above the table, else in the deadlines, else anywhere above."""
    above = [fold(line) for line in lines]
    return (
        _most_often(_PLAN_YEAR, above)
        or _most_often(_ANY_YEAR, [fold(text) for text in deadlines])
        or _most_often(_ANY_YEAR, above)
    )


def _most_often(pattern: re.Pattern[str], texts: list[str]) -> int | None:
    years = Counter(int(year) for text in texts for year in pattern.findall(text))
    return years.most_common(1)[0][0] if years else None


def years_in(texts: Iterable[str]) -> Iterator[int]:
    """Every year named in a file's name or a caption, also beside other figures (`kehoach_2026_v2`)."""
    for text in texts:
        yield from (int(year) for year in _LONE_YEAR.findall(text))


def find_title(lines: Sequence[str]) -> str:
    """The line that reads most like a plan's title; empty when there is none above the table."""
    return max(lines, key=_looks_like_title, default="")


def _looks_like_title(line: str) -> tuple[int, int]:
    folded = fold(line)
    words = sum(word in folded for word in _TITLE_WORDS)
    in_brackets = folded.startswith("(")
    return (words + bool(_PLAN_YEAR.search(folded)) - 3 * in_brackets, min(len(line), 200))
