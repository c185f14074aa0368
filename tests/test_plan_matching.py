"""Whatever is edited in a plan's file, no report is under a task of other words."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ground.text import fold
from storage.imports.plan.matching import Given, How, Known, Matching, match_tasks

VERBS = ("Rà soát", "Kiểm tra", "Ban hành", "Tập huấn", "Công bố", "Khảo sát", "Cập nhật")
THINGS = ("thủ tục hành chính", "quy chế làm việc", "văn bản quy phạm", "mức độ hài lòng", "cơ sở dữ liệu", "biên chế")
PLACES = ("tại bộ phận một cửa", "của các phòng chuyên môn", "trên cổng dịch vụ công", "theo kết luận thanh tra")
AREAS = 7
SAME_WORDS = 1034  # the id of the first of four tasks with the words of the first four, in an area of their own


def a_plan(seed: int) -> list[Given]:
    """42 tasks in 7 areas. Some have the words of others in another area, some differ by their quarter only."""
    drawn = random.Random(seed)
    titles = [f"{verb} {thing} {place}" for verb in VERBS for thing in THINGS for place in PLACES]
    tasks = [Given(index + 1, str(index % AREAS), title) for index, title in enumerate(drawn.sample(titles, 34))]
    tasks += [replace(tasks[index], number=35 + index, area="x") for index in range(4)]
    quarters = ("I", "II", "III", "IV")
    tasks += [Given(39 + index, "0", f"Báo cáo công tác cải cách quý {name}") for index, name in enumerate(quarters)]
    return tasks


def known_of(tasks: list[Given]) -> list[Known]:
    """The id of a task is a thousand more than its place."""
    return [Known(1000 + i, task.number, task.area, (task.title,), task.details) for i, task in enumerate(tasks)]


EDITS = ("insert", "drop", "swap", "renumber", "by area", "no numbers", "reword", "move", "replace")
Row = tuple[int | None, Given]


def edited(rows: list[Row], edit: str, drawn: random.Random) -> list[Row]:
    """Rows with the id of the task they are."""
    place = drawn.randrange(len(rows))
    task_id, row = rows[place]
    match edit:
        case "insert":
            new = (None, Given(0, row.area, f"Mở chuyên mục số {drawn.randrange(1000)} trên đài truyền thanh"))
            rows.insert(place, new)
        case "drop":
            del rows[place]
        case "swap":
            other = drawn.randrange(len(rows))
            rows[place], rows[other] = rows[other], rows[place]
        case "reword":
            words = row.title.split()
            words.insert(drawn.randrange(len(words)), "kịp thời")
            rows[place] = (task_id, replace(row, title=" ".join(words)))
        case "replace":
            plain = " ".join(row.title.replace("kịp thời", "").split())
            verb = drawn.choice([verb for verb in VERBS if not plain.startswith(verb)])
            rows[place] = (None, replace(row, title=f"{verb} {' '.join(plain.split()[2:])}"))
        case "move":
            # In the area where the other task of these words stood nobody could tell which of them it is.
            areas = [str(area) for area in range(AREAS) if task_id != SAME_WORDS + area]
            rows[place] = (task_id, replace(row, area=drawn.choice(areas)))
        case "by area":
            rows.sort(key=lambda item: item[1].area)
        case "renumber":
            drawn.shuffle(rows)
    return rows


def numbered(rows: list[Row]) -> list[Row]:
    """As the reader does it where numbers are missing or begin anew in each area: one count through the plan."""
    return [(task_id, replace(row, number=index)) for index, (task_id, row) in enumerate(rows, start=1)]


def answered(known: list[Known], rows: list[Row]) -> tuple[Matching, int]:
    """Every question is answered rightly; how many there were."""
    told: dict[int, int | None] = {}
    while True:
        matching = match_tasks(known, [row for _, row in rows], told)
        if not matching.unsure:
            return matching, len(told)
        index = min(matching.unsure)
        assert index not in told
        told[index] = rows[index][0]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(EDITS), min_size=1, max_size=12))
def test_whatever_is_edited_no_report_is_under_another_task(seed: int, edits: list[str]) -> None:
    tasks, drawn = a_plan(seed), random.Random(seed)
    known = known_of(tasks)
    rows: list[Row] = [(1000 + index, task) for index, task in enumerate(tasks)]
    words = {fold(task.title) for task in tasks}
    for edit in edits:
        rows = edited(rows, edit, drawn)
    rows = numbered([row for row in rows if row[0] is not None or fold(row[1].title) not in words])
    matching, _ = answered(known, rows)
    wrong = [
        (rows[index][1].title, pair)
        for index, pair in matching.pairs.items()
        if pair.id != rows[index][0] and not _same_words(known, pair.id, rows[index][0])
    ]
    assert wrong == []
    kept = {task_id for task_id, _ in rows if task_id}
    assert {pair.id for pair in matching.pairs.values()} == kept
    assert set(matching.gone) == {one.id for one in known} - kept


def _same_words(known: list[Known], one: int, other: int | None) -> bool:
    """Nobody can tell apart what has the same words and was moved to another area while its twin was dropped."""
    titles = {task.id: task.titles for task in known}
    return other is not None and titles[one] == titles[other]


def test_an_edit_of_one_row_is_hardly_ever_asked_about() -> None:
    asked = 0
    for seed in range(60):
        tasks, drawn = a_plan(seed), random.Random(seed)
        rows: list[Row] = [(1000 + index, task) for index, task in enumerate(tasks)]
        rows = numbered(edited(rows, EDITS[seed % (len(EDITS) - 1)], drawn))  # all but the last
        asked += answered(known_of(tasks), rows)[1]
    assert asked <= 2


def match(known: list[tuple[int, str, str]], rows: list[tuple[int, str, str]]) -> Matching:
    """Each (number, area, title); a task's id is a hundred more than its place."""
    tasks = [Known(100 + index, number, area, (title,)) for index, (number, area, title) in enumerate(known)]
    return match_tasks(tasks, [Given(*row) for row in rows], {})


def test_the_same_number_with_other_words_is_another_task_or_asked_about() -> None:
    matching = match(
        [(1, "I", "Rà soát thủ tục hành chính"), (2, "I", "Kiểm tra công vụ")],
        [(1, "I", "Rà soát thủ tục hành chính"), (2, "I", "Mở chuyên mục tuyên truyền trên đài")],
    )
    assert 1 not in matching.pairs
    assert matching.unsure == {1: [101]}


def test_a_quarter_is_not_another_quarter() -> None:
    matching = match([(1, "I", "Báo cáo cải cách quý I")], [(1, "I", "Báo cáo cải cách quý II")])
    assert matching.pairs == {}
    assert matching.unsure == {0: [100]}


def test_what_is_nearly_the_same_is_recognised_and_known_as_reworded() -> None:
    matching = match(
        [(1, "I", "Rà soát thủ tục hành chính của Sở"), (2, "I", "Tập huấn nghiệp vụ một cửa")],
        [(1, "I", "Tập huấn nghiệp vụ một cửa"), (2, "II", "Rà soát các thủ tục hành chính của Sở")],
    )
    assert {index: (pair.id, pair.how) for index, pair in matching.pairs.items()} == {
        0: (101, How.SAME),
        1: (100, How.NEAR),
    }


def test_two_of_the_same_words_are_told_apart_by_what_else_they_say_or_asked_about() -> None:
    twins = [Known(1, 4, "I", ("Họp giao ban",), "quý i"), Known(2, 5, "I", ("Họp giao ban",), "quý ii")]
    rows = [Given(1, "I", "Họp giao ban", "quý ii"), Given(2, "I", "Họp giao ban", "quý i")]
    assert {index: pair.id for index, pair in match_tasks(twins, rows, {}).pairs.items()} == {0: 2, 1: 1}
    rows = [Given(1, "I", "Họp giao ban", "năm"), Given(2, "I", "Họp giao ban", "tháng")]
    assert match_tasks(twins, rows, {}).unsure == {0: [1, 2], 1: [1, 2]}
    told = match_tasks(twins, rows, {0: 2})
    assert {index: pair.id for index, pair in told.pairs.items()} == {0: 2, 1: 1}


def test_a_corrected_title_is_found_by_the_words_of_the_file() -> None:
    known = [Known(1, 1, "I", ("Ra soat thu tuc hanh chin", "Rà soát thủ tục hành chính và công khai kết quả"))]
    assert match_tasks(known, [Given(3, "I", "Ra soat thu tuc hanh chin")], {}).pairs[0].id == 1


def test_what_comes_back_is_what_it_was() -> None:
    known = [Known(1, 1, "I", ("Rà soát thủ tục",), removed=True)]
    matching = match_tasks(known, [Given(1, "I", "Rà soát thủ tục")], {})
    assert matching.pairs[0].id == 1
    assert match_tasks(known, [Given(1, "I", "Rà soát hồ sơ")], {}).pairs == {}
