"""A state document of the tests: every kind of block, an appendix with a table."""

import io
from datetime import UTC, date, datetime

import segno
from docx.oxml.xmlchemy import BaseOxmlElement

from handlers.making.documents.model import (
    Alignment,
    Appendix,
    Bullet,
    Column,
    Head,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    StateDocument,
    Table,
)
from handlers.making.documents.writer import write_document
from tests.office_files import opened

NOW = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
COLUMNS = [
    Column("Nội dung", 20, merged=True),
    Column("STT", 5, Alignment.CENTER),
    Column("Nhiệm vụ", 30),
    Column("Ghi chú", 45),
]
TASKS = [
    ("I. Điều hành", "1", "Lập kế hoạch", "Đã xong"),
    ("I. Điều hành", "2", "Họp giao ban", "<b>Đang làm</b> & đúng hạn"),
    ("II. Thủ tục", "3", "Rà soát thủ tục", "Dòng một\nDòng hai"),
]
HEAD = Head(
    parent="Ủy ban nhân dân thành phố",
    agency="Sở Mẫu",
    symbol="/BC-SM",
    place="Thành phố Mẫu",
    kind="Báo cáo",
    subject="Kết quả cải cách hành chính quý III năm 2026",
    day=date(2026, 10, 5),
)
REPORT = StateDocument(
    head=HEAD,
    blocks=[
        Heading("I. Kết quả"),
        Heading("1. Kế hoạch", 2),
        Heading("a) Tiến độ", 3),
        Paragraph("Đoạn thứ nhất.\nĐoạn thứ hai."),
        Bullet("Hoàn thành: 3 nhiệm vụ;"),
        Bullet("Đúng hạn: 3 nhiệm vụ.", 2),
        PageBreak(),
    ],
    signature=Signature(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
    recipients=["Như trên", "- Lưu: VT, VP;"],
    appendices=[Appendix("Tiến độ nhiệm vụ", [Table(COLUMNS, TASKS)])],
)


def picture() -> bytes:
    file = io.BytesIO()
    segno.make("H-1").save(file, kind="png")
    return file.getvalue()


def last_table(document: StateDocument) -> BaseOxmlElement:
    found: BaseOxmlElement = opened(write_document(document, NOW)).tables[-1]._tbl
    return found
