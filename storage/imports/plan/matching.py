"""Which task of the plan a row of a newer file is: by its words and area, then by words that are nearly the same.

A number alone is no proof: it moves when a row is inserted above. What is not certain is left to a person.
"""

import enum
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storage.ground.likeness import words_in_common
from storage.ground.text import folded_words

# Measured on the tasks of a real plan: two different ones share at most half of their words; of one that was reworded
# lightly (every eighth word) four fifths are left. Where words were put in place of others it may be another task all
# the same ("Kiểm tra …", "Rà soát …"): only a few letters may differ then, and not in what is to be done.
NEAR = 0.8
_NEAR_LETTERS = 0.93
_VERB = 2
RELATED = 0.5
# With the number and area of the other, less has to be shared to be worth a question.
_SAME_PLACE = 0.25
_CLEARLY = 0.1
_FOR_AREA, _FOR_NUMBER = 0.05, 0.03
MOST_CANDIDATES = 4

# Beside numbers: words by which tasks differ that share all others (quý I, trực tuyến).
_MARKS = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "tuyen", "dau", "cuoi"))


class How(enum.Enum):
    SAME = enum.auto()  # word for word
    NEAR = enum.auto()  # nearly, and no other comes close
    TOLD = enum.auto()  # a person said so


@dataclass(frozen=True, slots=True)
class Known:
    """A task of the plan. `titles`: as imported, and as corrected by hand. `area`: a name for it that rows of the file
    use as well. `details`: what else tells tasks of the same words apart."""

    id: int
    number: int
    area: str
    titles: tuple[str, ...]
    details: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A row of the file."""

    number: int
    area: str
    title: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    id: int
    how: How


@dataclass(slots=True)
class Matching:
    """`pairs`: index of a row → its task; a row that is in neither is new. `unsure`: index → tasks it may be, the
    likeliest first. `gone`: tasks of the plan that no row is, as long as nothing is unsure."""

    pairs: dict[int, Pair] = field(default_factory=dict)
    unsure: dict[int, list[int]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)


def match_tasks(known: Sequence[Known], given: Sequence[Given], told: Mapping[int, int | None]) -> Matching:
    """`told`: what a person said of rows, by index: the task's id, or None for a new one."""
    matcher = _Matcher(known, given)
    matcher.take(told)
    for removed in (False, True):
        matcher.pair_same(lambda row: (row.words, row.area), removed)
        matcher.pair_same(lambda row: row.words, removed)
    matcher.pair_near()
    matcher.doubt_related()
    return matcher.found()


_Key = Callable[["_Row"], object]


@dataclass(frozen=True, slots=True)
class _Row:
    """One wording of a task or row, as it is compared."""

    item: int
    number: int
    area: str
    details: str
    words: tuple[str, ...]
    marks: tuple[str, ...]
    once: frozenset[str]

    @property
    def repeated(self) -> int:
        return len(self.words) - len(self.once)


def _row(item: int, number: int, area: str, details: str, title: str) -> _Row:
    words = tuple(folded_words(title))
    marks = tuple(sorted(word for word in words if word in _MARKS or any(letter.isdigit() for letter in word)))
    return _Row(item, number, area, details, words, marks, frozenset(words))


class _Matcher:
    def __init__(self, known: Sequence[Known], given: Sequence[Given]) -> None:
        self._removed = {one.id for one in known if one.removed}
        self._known = {
            one.id: [_row(one.id, one.number, one.area, one.details, title) for title in dict.fromkeys(one.titles)]
            for one in known
        }
        self._given = {index: _row(index, g.number, g.area, g.details, g.title) for index, g in enumerate(given)}
        self._matching = Matching()

    def take(self, told: Mapping[int, int | None]) -> None:
        for index, task_id in told.items():
            if task_id is None:
                self._given.pop(index, None)
            elif index in self._given and task_id in self._known:
                self._pair(index, task_id, How.TOLD)

    def _pair(self, index: int, task_id: int, how: How) -> None:
        self._matching.pairs[index] = Pair(task_id, how)
        del self._given[index], self._known[task_id]

    def _doubt(self, index: int, task_ids: Iterable[int]) -> None:
        self._matching.unsure[index] = list(task_ids)[:MOST_CANDIDATES]
        del self._given[index]

    def pair_same(self, key: _Key, removed: bool) -> None:
        tasks: dict[object, dict[int, _Row]] = defaultdict(dict)
        for task_id, wordings in self._known.items():
            if (task_id in self._removed) is removed:
                for wording in wordings:
                    tasks[key(wording)][task_id] = wording
        rows: dict[object, list[_Row]] = defaultdict(list)
        for row in self._given.values():
            rows[key(row)].append(row)
        for name, same in rows.items():
            # One with two wordings may have been found under the other.
            if left := [task for task in tasks[name].values() if task.item in self._known]:
                self._pair_group(left, same)

    def _pair_group(self, tasks: list[_Row], rows: list[_Row]) -> None:
        """All of the same words. Several are told apart by their details, and with the same details by number."""
        keys: tuple[_Key, ...] = (lambda row: (row.details, row.number), lambda row: row.details)
        for key in keys:
            for row, task in _only_ones(tasks, rows, key):
                self._pair(row.item, task.item, How.SAME)
                tasks.remove(task)
                rows.remove(row)
        if len(tasks) == len(rows) == 1:
            self._pair(rows[0].item, tasks[0].item, How.SAME)
        elif tasks:
            for row in rows:
                self._doubt(row.item, [task.item for task in tasks])

    def pair_near(self) -> None:
        scores = self._scores()
        while sure := self._sure(scores):
            for index, task_id in sure:
                self._pair(index, task_id, How.NEAR)

    def _scores(self) -> dict[tuple[int, int], "_Score"]:
        """Of what is left; without pairs that are too far apart to matter."""
        scores = {}
        for index, row in self._given.items():
            for task_id, wordings in self._known.items():
                close = [wording for wording in wordings if _may_be_close(row, wording)]
                if close and task_id not in self._removed:
                    scores[index, task_id] = max(_compare(row, wording) for wording in close)
        return scores

    def _sure(self, scores: Mapping[tuple[int, int], "_Score"]) -> list[tuple[int, int]]:
        """Near, and both ways clearly nearer than any other."""
        left = {pair: score for pair, score in scores.items() if pair[0] in self._given and pair[1] in self._known}
        by_row, by_task = _ranked(left, 0), _ranked(left, 1)
        return [
            pair
            for pair, score in left.items()
            if score.near
            and _clearly_first(pair, by_row[pair[0]], left)
            and _clearly_first(pair, by_task[pair[1]], left)
        ]

    def doubt_related(self) -> None:
        scores = self._scores()
        alone = len(self._given) == 1 and len(self._known.keys() - self._removed) == 1
        for index, ranked in _ranked(scores, 0).items():
            likely = [pair[1] for pair in ranked if _is_related(scores[pair], alone)]
            if likely:
                self._doubt(index, likely)

    def found(self) -> Matching:
        self._matching.gone = sorted(self._known.keys() - self._removed)
        return self._matching


def _only_ones(tasks: Sequence[_Row], rows: Sequence[_Row], key: _Key) -> list[tuple[_Row, _Row]]:
    """Row and task that alone have their key."""
    tasks_by, rows_by = _grouped(tasks, key), _grouped(rows, key)
    return [
        (same[0], tasks_by[name][0])
        for name, same in rows_by.items()
        if len(same) == 1 and len(tasks_by.get(name, ())) == 1
    ]


def _grouped(rows: Collection[_Row], key: _Key) -> dict[object, list[_Row]]:
    found: dict[object, list[_Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


@dataclass(frozen=True, slots=True, order=True)
class _Score:
    """`rank`: `shared`, and a little for the same area and number. `near`: so much alike that it is the same, unless
    another one comes close."""

    rank: float
    shared: float
    near: bool
    same_place: bool


def _may_be_close(row: _Row, task: _Row) -> bool:
    """Quickly told: words that do not stand in both are not shared, whatever their order."""
    if row.area == task.area and row.number == task.number:
        return True
    return 2 * len(row.once & task.once) + row.repeated + task.repeated >= RELATED * (len(row.words) + len(task.words))


def _compare(row: _Row, task: _Row) -> _Score:
    shared = words_in_common(row.words, task.words)
    area, number = row.area == task.area, row.number == task.number
    rank = shared + _FOR_AREA * area + _FOR_NUMBER * number
    return _Score(rank, shared, near=_is_near(row, task, shared), same_place=area and number)


def _is_near(row: _Row, task: _Row, shared: float) -> bool:
    """No number, quarter and the like is another one: "Báo cáo quý I" is not "Báo cáo quý II"."""
    if shared < NEAR or row.marks != task.marks:
        return False
    # All words of the shorter one stand in the longer one.
    only_added = round(shared * (len(row.words) + len(task.words)) / 2) == min(len(row.words), len(task.words))
    few_letters = words_in_common(" ".join(row.words), " ".join(task.words)) >= _NEAR_LETTERS
    return only_added or (few_letters and row.words[:_VERB] == task.words[:_VERB])


def _ranked(scores: Mapping[tuple[int, int], _Score], side: int) -> dict[int, list[tuple[int, int]]]:
    """Of each row (side 0) or task (1) its pairs, the likeliest first."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in sorted(scores, key=lambda pair: scores[pair], reverse=True):
        found[pair[side]].append(pair)
    return found


def _clearly_first(
    pair: tuple[int, int], ranked: Sequence[tuple[int, int]], scores: Mapping[tuple[int, int], _Score]
) -> bool:
    return ranked[0] == pair and (len(ranked) == 1 or scores[pair].rank - scores[ranked[1]].rank >= _CLEARLY)


def _is_related(score: _Score, alone: bool) -> bool:
    """`alone`: one row and one task are left of all."""
    return score.shared > RELATED or (score.same_place and (alone or score.shared >= _SAME_PLACE))
