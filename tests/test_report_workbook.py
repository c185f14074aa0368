"""The report's workbook as it is filed and printed: whose, of when, from where; every register; what lies between."""

import io

import openpyxl  # type: ignore[import-untyped]

from storage.ground.days.calendars import Regime
from storage.models import Role
from tests.chat import Town
from tests.read_reports import JUNE, made, sheet
from tests.samples import furnish, receives


async def test_each_sheet_says_whose_it_is_and_every_register_has_one(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("/suco Máy quét ở quầy số 2 hỏng từ 01/06/2026")
    await staff.says(f"3 80% {'Đã rà soát từng thủ tục của phòng. ' * 12}")
    report = await made(town)
    book = openpyxl.load_workbook(io.BytesIO(report.files[1].content))
    wanted = {
        "Số liệu",
        "Nhiệm vụ",
        "Văn bản",
        "Thủ tục",
        "Hình thức nộp",
        "Chỉ tiêu",
        "Sự cố",
        "Chưa tính",
        "Đối chiếu",
    }
    assert wanted <= set(book.sheetnames)
    for page in book:
        above = [page.cell(row, 1).value for row in (1, 2, 3)]
        assert above[0] == "Đơn vị: Sở Thử"
        assert "tháng 6/2026 (từ ngày 01/06/2026 đến ngày 30/06/2026)" in above[1]
        assert above[2].startswith("Nguồn: ")
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.oddFooter.center.text == "Trang &[Page]/&N"
        assert page.print_title_rows == "$5:$5"
    tasks = book["Nhiệm vụ"]
    assert tasks.row_dimensions[8].height > 100, "as high as its note"
    assert sum(column.width for column in tasks.column_dimensions.values()) < 190
    assert [row[:3] for row in sheet(report, "Hình thức nộp")][:2] == [
        ("Nộp trực tiếp", 2, 0.5),
        ("Nộp trực tuyến", 1, 0.25),
    ]
    assert sheet(report, "Thủ tục")[0] == ("Tổng số thủ tục", 2)
    [incident] = sheet(report, "Sự cố")
    assert (incident[0], incident[4]) == ("Máy quét ở quầy số 2 hỏng", 14)
    assert sheet(report, "Chưa tính")[0][0] == "Phiếu"
    flat = openpyxl.load_workbook(io.BytesIO(report.files[2].content)).active
    assert flat["A1"].value == "STT", "the city's system reads its columns from the first row"


async def test_the_dossiers_of_every_difference_are_named(any_town: Town) -> None:
    await receives(
        any_town,
        "H-1,,01/06/2026,08/06/2026,05/06/2026",
        "H-5,,20/05/2026,03/06/2026,04/06/2026",
        "H-6,,15/05/2026,30/05/2026,20/05/2026",
    )
    found = {row[0]: row[1:] for row in sheet(await made(any_town, JUNE, Regime.KSTTHC), "Đối chiếu")}
    assert found["Hồ sơ tiếp nhận"] == (1, 3, 2, "thêm: H-5, H-6")
    assert found["Hồ sơ trả kết quả"] == (2, 3, 1, "thêm: H-6")
    assert found["Hồ sơ trễ hạn / tiếp nhận"] == (0, 1, 1, "thêm: H-5")
    assert found["Hồ sơ nhận kỳ trước, trễ hạn trong kỳ"] == (1, 0, -1, "bớt: H-5")
    assert found["Nhiệm vụ"][-1] is None
