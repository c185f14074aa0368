"""Whatever a file contains, a reader gives rows and problems or refuses it."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ground.refusals import Refusal
from storage.imports.detection import detect_kind
from storage.imports.dossiers import read_dossiers
from storage.imports.plan.plan import read_plan
from storage.imports.procedures import read_procedures
from storage.imports.questions import Unanswered
from storage.imports.totals import read_totals
from tests.files import csv_file, excel_file, word_file
from tests.timing import seconds

PROCEDURES = [["Mã thủ tục", "Tên thủ tục"], ["1.001", "Cấp thẻ, loại A"]]
READERS: list[Callable[[bytes, str], object]] = [read_plan, read_procedures, read_dossiers, read_totals, detect_kind]
HEADINGS = [
    *("STT", "Lĩnh vực", "Nhiệm vụ", "Thời hạn", "Mã thủ tục", "Tên thủ tục", "Mức độ", "Bưu chính", "Số ngày"),
    *("Mã hồ sơ", "Số điện thoại", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả"),
    *("Thư xin lỗi", "Kênh", "Kỳ", "Từ ngày", "Đến ngày", "Hài lòng", "Rất hài lòng", "Tổng số", "năm 2019"),
]
CELLS = st.sampled_from(
    ["", "I", "II. A", "1", "-3", "1.2.", "01/01/2019", "31/02/2019", "=1+1", "+84 901", "9e99", "²"]
)
TABLES = st.builds(
    lambda heading, rows: [heading, *rows],
    st.lists(st.sampled_from(HEADINGS), min_size=3, max_size=12) | st.permutations(HEADINGS),
    st.lists(st.lists(CELLS | st.text(max_size=12), max_size=24), max_size=6),
)


def nothing_but_refusals(data: bytes) -> None:
    for read in READERS:
        try:
            read(data, "tep.xyz")
        except (Refusal, Unanswered):
            continue


@given(TABLES)
def test_no_content_of_a_text_table_crashes_a_reader(rows: list[list[str]]) -> None:
    nothing_but_refusals(csv_file(rows).replace(b"\r\n\r\n", b"\r\n") if rows else b"")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(
            CELLS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates() | st.booleans(),
            max_size=24,
        ),
        max_size=6,
    )
)
def test_no_content_of_a_spreadsheet_crashes_a_reader(rows: list[list[object]]) -> None:
    nothing_but_refusals(excel_file([HEADINGS, *rows]))


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]))
def test_no_bytes_crash_a_reader(data: bytes, start: bytes) -> None:
    nothing_but_refusals(start + data)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_to_a_package_crashes_a_reader(data: st.DataObject) -> None:
    for whole in (_WORD, _EXCEL):
        damaged = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 4))):
            damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        nothing_but_refusals(bytes(damaged))


_WORD = word_file(PROCEDURES)
_EXCEL = excel_file(PROCEDURES)


def test_reading_takes_time_in_proportion_to_the_rows() -> None:
    def reading(count: int) -> float:
        rows = [[f"M{number}", "TT1", "Trực tiếp", "21/11/2018", "28/11/2018", ""] for number in range(count)]
        heading = ["Mã hồ sơ", "Mã thủ tục", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả"]
        data = csv_file([heading, *rows])
        assert len(read_dossiers(data, "x.csv").rows) == count
        return seconds(lambda: read_dossiers(data, "x.csv"), 3)

    assert reading(8000) < 10 * reading(2000)
