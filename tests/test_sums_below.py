"""Sums below a table, in whichever column they stand."""

import pytest

from storage.imports.parsed import FileKind
from tests.chat import Town


@pytest.mark.parametrize("last", [",Tổng số: 2 hồ sơ,,", "Tổng cộng,2,,", ",Cộng,2,"])
async def test_a_sum_in_the_column_of_codes_is_no_dossier(town: Town, last: str) -> None:
    rows = ("STT,Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả", "1,S-1,04/05/2026,11/05/2026", "2,S-2,05/05/2026,12/05/2026")
    outcome = await town.imports(FileKind.DOSSIERS, "ho-so.csv", "\n".join((*rows, last)).encode())
    assert (outcome.new, outcome.problems) == (2, [])
