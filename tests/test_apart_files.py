"""A file that somebody sent is read apart just as it would be here; what it leaves open is asked here."""

import asyncio
from datetime import date

import pytest

from bot.demo.files import sample_files
from handlers.office.sent_files import parse_apart
from storage.imports.importing import parse_file
from storage.imports.questions import NO_ANSWERS, Ask, Unanswered, answered
from tests.files import csv_file

PLAN = [["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], ["1", "Rà soát thủ tục", "Văn phòng", "Quý II"]]
STATES = [
    ["Số hồ sơ", "Ngày nhận", "Hẹn trả", "Trạng thái"],
    ["HS-1", "02/01/2026 08:05", "12/01/2026", "Lưu kho số 4"],
]


async def test_each_kind_of_file_comes_back_whole() -> None:
    files = {f"{kind}.csv": content for kind, content in sample_files(date(2026, 6, 1)).items()}
    files["states.csv"] = csv_file(STATES)
    read = await asyncio.gather(*(parse_apart(content, name) for name, content in files.items()))
    assert read == [parse_file(content, name) for name, content in files.items()]


async def test_what_a_file_leaves_open_is_asked_and_the_answer_goes_with_it() -> None:
    content = csv_file(PLAN)
    with pytest.raises(Unanswered) as here:
        parse_file(content, "x.csv", NO_ANSWERS)
    with pytest.raises(Unanswered) as asked:
        await parse_apart(content, "x.csv")
    assert asked.value.question == here.value.question
    assert asked.value.question.ask is Ask.YEAR
    read = await parse_apart(content, "x.csv", answered(year=2026))
    assert read == parse_file(content, "x.csv", answered(year=2026))
