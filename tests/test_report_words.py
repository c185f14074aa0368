"""How a report reads: whole sentences, each thing said once, nothing shown of nothing."""

import io

import openpyxl  # type: ignore[import-untyped]

from storage.ground.days.periods import Period
from storage.models import Role
from tests.chat import Town
from tests.office_files import opened
from tests.read_reports import body, made
from tests.samples import furnish


async def test_one_day_is_named_once_and_of_nothing_no_picture_is_drawn(town: Town) -> None:
    staff = await town.member(Role.STAFF)
    await staff.says("/denxuat Sở Nội vụ: gộp hai mẫu báo cáo")
    report = await made(town, Period(town.today, town.today))
    text = body(report)
    assert "báo cáo kết quả công tác cải cách hành chính ngày 15/06/2026 (số liệu tính đến 12 giờ 00 ngày" in text
    assert "Trên đây là báo cáo kết quả công tác cải cách hành chính ngày 15/06/2026 của Sở Thử./." in text
    assert "- Gộp hai mẫu báo cáo." in text, "an item begins as sentences do"
    book = openpyxl.load_workbook(io.BytesIO(report.files[1].content))
    assert book["Văn bản"]["A2"].value.startswith("Kỳ báo cáo: ngày 15/06/2026; số liệu tính đến 12 giờ 00")
    assert list(opened(report.files[0].content).inline_shapes) == []


async def test_low_pictures_stand_first_so_that_the_page_on_which_the_text_ends_is_used(town: Town) -> None:
    await furnish(town)
    pictures = opened((await made(town)).files[0].content).inline_shapes
    slopes = [picture.height / picture.width for picture in pictures]
    assert len(slopes) == 3
    assert slopes == sorted(slopes)
