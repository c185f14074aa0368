"""Text tables (.csv): marks out of order, broken bytes, old letters; every line of the file is accounted for."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.files.files import read_tables
from storage.imports.files.old_encodings import from_tcvn3, from_viqr, from_vni, old_encoding
from storage.imports.importing import parse_file
from storage.imports.parsed import ParsedFile
from storage.imports.procedures import ProceduresFile, read_procedures
from storage.imports.questions import answered
from tests.files import csv_file, excel_file, word_file

HEADING = "Mã thủ tục,Tên thủ tục,Lĩnh vực"


def parsed(text: str | bytes) -> ParsedFile:
    return parse_file(text if isinstance(text, bytes) else text.encode(), "x.csv", answered(kind="procedures"))


def names(file: ParsedFile) -> list[str]:
    assert isinstance(file.content, ProceduresFile)
    return [row.name for row in file.content.rows]


def told(file: ParsedFile) -> dict[str, dict[str, str | int]]:
    return {line.key: dict(line.values) for line in file.not_read}


@pytest.mark.parametrize(
    ("lines", "expected", "lone"),
    [
        (['1,"Cấp thẻ,A', "2,Đổi thẻ,B"], ["Cấp thẻ", "Đổi thẻ"], 1),
        (['1,"Cấp thẻ,A', '2,"Đổi thẻ,B', "3,Thu hồi,C"], ["Cấp thẻ", "Đổi thẻ", "Thu hồi"], 2),
        (['1,Màn 12" LED,A', "2,Đổi thẻ,B"], ['Màn 12" LED', "Đổi thẻ"], 0),
        (['1,"Cấp "thẻ" A",A', "2,Đổi thẻ,B"], ['Cấp thẻ" A"', "Đổi thẻ"], 0),
        (['1,"Cấp\r\nthẻ",A', "2,Đổi thẻ,B"], ["Cấp\nthẻ", "Đổi thẻ"], 0),
        (['1,"Cấp, thẻ ""A""",A', "2,Đổi thẻ,B"], ['Cấp, thẻ "A"', "Đổi thẻ"], 0),
    ],
)
def test_a_lone_quotation_mark_swallows_no_line(lines: list[str], expected: list[str], lone: int) -> None:
    file = parsed("\r\n".join([HEADING, *lines]))
    assert names(file) == expected
    assert told(file).get("lone_quotes", {}).get("count", 0) == lone


def test_every_line_of_the_file_is_accounted_for() -> None:
    lines = ["DANH MỤC", "", HEADING, '1,"hai\ndòng",A', "", "2,Đổi thẻ,B", "Tổng cộng,2", "Nơi nhận:", "- Lưu: VT."]
    file = parsed("\n".join(lines))
    assert (file.lines_in_file, file.rows_read) == (10, 2)
    assert told(file)["lines_of_file"] == {"lines": 10, "read": 2, "joined": 1, "empty": 2, "other": 5}
    assert told(file)["foot_rows"]["names"] == "7, 8, 9"


def test_a_few_broken_bytes_do_not_change_the_encoding_and_are_told() -> None:
    text = "\n".join([HEADING, *(f"{number},Cấp thẻ đọc,Thư viện" for number in range(20))]).encode()
    file = parsed(text.replace(b"\n7,", b"\n7\xff,"))
    assert names(file) == ["Cấp thẻ đọc"] * 20
    assert told(file)["broken_bytes"] == {"count": 1}


@pytest.mark.parametrize("separator", [";", "\t", "|", "^", "~"])
def test_any_separator_is_found_by_the_headings(separator: str) -> None:
    rows = [HEADING.split(","), ["1.001", "Cấp thẻ, loại A: mới", "Thư viện"]]
    (row,) = read_procedures(csv_file(rows, separator), "x.csv").rows
    assert row.name == "Cấp thẻ, loại A: mới"


TEXT = "Mã thủ tục; Tên thủ tục; Lĩnh vực; Cấp giấy phép biểu diễn; Đổi thẻ thư viện được duyệt; Nghệ thuật cơ sở"
TCVN3 = (
    "M· thñ tôc; Tªn thñ tôc; LÜnh vùc; CÊp giÊy phÐp biÓu diÔn; §æi thÎ th\xad viÖn ®\xadîc duyÖt; NghÖ thuËt c¬ së"
)
VNI = (
    "Maõ thuû tuïc; Teân thuû tuïc; Lónh vöïc; Caáp giaáy pheùp bieåu dieãn; Ñoåi theû thö vieän ñöôïc duyeät; "
    "Ngheä thuaät cô sôû"
)
VIQR = (
    "Ma~ thu? tu.c; Te^n thu? tu.c; Li~nh vu+.c; Ca^'p gia^'y phe'p bie^?u die^~n; DDo^?i the? thu+ vie^.n ddu+o+.c "
    "duye^.t; Nghe^. thua^.t co+ so+?"
)


def test_old_letters_are_converted() -> None:
    assert [from_tcvn3(TCVN3), from_vni(VNI), from_viqr(VIQR)] == [TEXT] * 3
    assert [old_encoding([text]) for text in (TCVN3, VNI, VIQR, TEXT)] == ["TCVN3 (ABC)", "VNI", "VIQR", None]


@pytest.mark.parametrize("text", [TCVN3, VNI, VIQR])
def test_a_file_with_old_letters_is_read_and_that_is_told(text: str) -> None:
    pieces = text.split("; ")
    rows = [pieces[:3], ["1.001", *pieces[3:5]], ["1.002", *pieces[4:6]]]
    files = [csv_file(rows, ";"), excel_file(rows), word_file(rows)]
    files += [csv_file(rows, ";", "cp1252")] if text is not VIQR else []
    for data in files:
        file = parse_file(data, "x", answered(kind="procedures"))
        assert names(file) == ["Cấp giấy phép biểu diễn", "Đổi thẻ thư viện được duyệt"]
        assert "old_encoding" in told(file)


def test_todays_letters_in_many_languages_are_left_alone() -> None:
    assert old_encoding(["Café résumé naïve, Zoë, Đà Nẵng", "Số: 12/KH – Quý II", "100% ± 5°C"]) is None


CELLS = st.text('ab,;"\n \t0đ', max_size=6)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_what_a_program_has_quoted_rightly_is_read_as_it_was(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([HEADING.split(","), *rows])
    (table,) = read_tables(written.getvalue().encode(), "x.csv")
    assert [row.cells for row in table.rows][1:] == [row for row in rows if any(row)]
