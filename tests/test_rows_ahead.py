"""A long workbook is cut into rows by a second process. Nothing of what is read differs for it."""

import io
import pickle
from collections.abc import Generator, Iterator

import pytest

from handlers.office.sent_files import parse_apart
from storage.ground.refusals import Refusal
from storage.imports.dossier_rows import DossiersFile
from storage.imports.files import ahead
from storage.imports.files.tables import Row, Unread
from storage.imports.importing import parse_file
from tests.files import excel_file

HEAD = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ghi chú"]
LONG = ahead._FEW + 3 * ahead._TOGETHER


def _rows(count: int) -> list[list[str]]:
    return [HEAD, *([f"HS-{number}", "05/01/2026", "12/01/2026", "x"] for number in range(count))]


async def test_a_long_workbook_is_read_by_two_processes_as_by_one() -> None:
    content = excel_file([*_rows(LONG), ["HS-cuối", "31/12/2026", "05/01/2026", ""], ["", "", "", ""], ["NGƯỜI LẬP"]])
    apart, here = await parse_apart(content, "ho-so.xlsx"), parse_file(content, "ho-so.xlsx")
    assert isinstance(apart.content, DossiersFile)
    assert len(apart.content.rows) == LONG
    assert apart == here
    wide = excel_file([*_rows(LONG), [*([""] * 1_000), "quá rộng"]])
    with pytest.raises(Refusal, match=r"file\.too_wide"):
        await parse_apart(wide, "ho-so.xlsx")


def _counting() -> Generator[Row, None, list[Unread]]:
    for number in range(5):
        yield Row(number, [str(number)])
    return [Unread("hidden_rows")]


@pytest.mark.parametrize("whole", [0, 1, 2])
def test_where_the_second_process_is_killed_the_first_goes_on_by_itself(whole: int) -> None:
    sent = [pickle.dumps([(number, [str(number)], ())]) for number in range(2)]
    broken = b"".join(sent[:whole]) + sent[whole % 2][:-5]
    ends = []

    def noting() -> Iterator[Row]:
        ends.append((yield from ahead._received(io.BytesIO(broken), _counting())))

    assert [row.number for row in noting()] == [0, 1, 2, 3, 4]
    assert ends == [[Unread("hidden_rows")]]


def test_what_the_second_process_has_no_memory_for_is_too_much() -> None:
    with pytest.raises(MemoryError):
        next(ahead._received(io.BytesIO(pickle.dumps(("too much", None))), _counting()))
