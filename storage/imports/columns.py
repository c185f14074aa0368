"""The columns each kind of file has, and the headings people give them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from storage.text import fold

KindName = Literal["plan", "procedures", "dossiers", "totals"]

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_HEADING = 80
LOOSE = 1000


@lru_cache(maxsize=4096)
def heading_words(text: str) -> str:
    """`Thời hạn giải quyết\\n(ngày làm việc)` → `thoi han giai quyet`."""
    folded = fold(text[: 4 * _LONGEST_HEADING])
    return _NO_WORD.sub(" ", _IN_BRACKETS.sub(" ", folded)).strip() or _NO_WORD.sub(" ", folded).strip()


@dataclass(frozen=True, slots=True)
class Column:
    """`headings`: the usual one first, then others in order of preference. `unless`: words (folded) that make a
    heading mean something else."""

    name: str
    headings: tuple[str, ...]
    unless: tuple[str, ...] = ()
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(heading_words(heading) for heading in self.headings))

    def rank(self, words: str) -> int | None:
        """How well a heading fits: 0 is best, None not at all; one that only contains a known heading fits loosely."""
        if words in self.words:
            return self.words.index(words)
        if any(f" {other} " in f" {words} " for other in self.unless):
            return None
        inside = (index for index, known in enumerate(self.words) if len(known) > 3 and f" {known} " in f" {words} ")
        return next((LOOSE + index for index in inside), None)


@dataclass(frozen=True, slots=True)
class Kind:
    """`required`: of each group at least one column must be there."""

    name: KindName
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def heading(self, name: str) -> str:
        return next(column.headings[0] for column in self.columns if column.name == name)


_NUMBER = ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "Số")

PLAN = Kind(
    "plan",
    (
        Column("number", _NUMBER),
        Column("area_numeral", _NUMBER),
        Column(
            "area",
            (
                *("Nhiệm vụ chung", "Nội dung trọng tâm", "Nhiệm vụ trọng tâm", "Lĩnh vực", "Nhóm nhiệm vụ", "Nhóm"),
                *("Lĩnh vực CCHC", "Lĩnh vực cải cách", "Nội dung chung", "Nội dung cải cách", "Nội dung", "Nhiệm vụ"),
            ),
        ),
        Column(
            "title",
            (
                *("Nhiệm vụ cụ thể", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung công việc", "Công việc cụ thể"),
                *("Nội dung cụ thể", "Nội dung, nhiệm vụ", "Nhiệm vụ", "Nội dung thực hiện", "Hoạt động"),
                *("Nội dung", "Công việc", "Nội dung hoạt động"),
            ),
            unless=("chung", "trong tam", "ghi chu", "thoi gian"),
        ),
        Column(
            "product",
            (
                *("Sản phẩm", "Sản phẩm đầu ra", "Kết quả đầu ra", "Kết quả, sản phẩm", "Sản phẩm dự kiến"),
                *("Kết quả dự kiến", "Kết quả cần đạt", "Dự kiến kết quả", "Kết quả"),
            ),
            unless=("thuc hien", "thoi gian", "ghi chu"),
        ),
        Column(
            "deadline",
            (
                *("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn", "Thời hạn hoàn thành"),
                *("Hoàn thành", "Kết thúc", "Thời gian", "Hạn hoàn thành", "Tiến độ", "Tiến độ thực hiện", "Hạn"),
            ),
            unless=("bat dau", "giai quyet", "ket qua", "cap nhat"),
        ),
        Column(
            "lead",
            (
                *("Cơ quan chủ trì", "Đơn vị chủ trì", "Phòng chủ trì", "Chủ trì", "Chủ trì thực hiện"),
                *("Cơ quan, đơn vị chủ trì", "Đơn vị thực hiện", "Phòng phụ trách", "Đơn vị phụ trách"),
                *("Cơ quan thực hiện", "Phòng thực hiện", "Bộ phận chủ trì", "Bộ phận thực hiện", "Phân công"),
                *("Đơn vị chủ trì, phối hợp", "Người phụ trách", "Phụ trách", "Đơn vị"),
            ),
            unless=("phoi hop",),
        ),
        Column("note", ("Ghi chú", "Kết quả thực hiện", "Tình hình thực hiện", "Kết quả, tiến độ")),
    ),
    required=(("title",), ("deadline",)),
)

PROCEDURES = Kind(
    "procedures",
    (
        Column(
            "code", ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số thủ tục", "Mã số TTHC", "Mã số", "Mã")
        ),
        Column(
            "name",
            ("Tên thủ tục", "Tên thủ tục hành chính", "Tên TTHC", "Thủ tục hành chính", "Thủ tục", "TTHC", "Tên"),
            unless=("ma", "so", "linh vuc"),
        ),
        Column("field", ("Lĩnh vực", "Tên lĩnh vực", "Nhóm thủ tục")),
        Column(
            "service_level",
            (
                *("Mức độ dịch vụ công", "Mức độ dịch vụ công trực tuyến", "Mức độ DVC", "Mức độ DVCTT", "Mức độ"),
                *("Dịch vụ công trực tuyến", "DVCTT", "Mức"),
            ),
        ),
        Column("by_post", ("Bưu chính công ích", "BCCI", "Bưu chính", "Bưu điện", "Qua bưu chính")),
        Column(
            "working_days",
            ("Thời hạn giải quyết", "Thời gian giải quyết", "Số ngày giải quyết", "Số ngày làm việc", "Số ngày"),
        ),
    ),
    required=(("code",), ("name",)),
)

DOSSIERS = Kind(
    "dossiers",
    (
        Column("code", ("Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Mã biên nhận", "Số biên nhận", "Mã HS")),
        Column("procedure_code", ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số thủ tục", "Mã số TTHC")),
        Column("phone", ("Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "ĐT", "Di động", "Điện thoại liên hệ")),
        Column("submitted", ("Hình thức nộp", "Hình thức tiếp nhận", "Cách nộp", "Kênh tiếp nhận", "Hình thức")),
        Column(
            "received_on",
            ("Ngày tiếp nhận", "Ngày nhận", "Ngày nộp", "Tiếp nhận", "Ngày nhận hồ sơ", "Thời gian tiếp nhận"),
            unless=("hinh thuc", "nguoi", "hen", "ket qua", "noi", "bo phan"),
        ),
        Column(
            "due_on",
            ("Ngày hẹn trả", "Hẹn trả", "Ngày hẹn trả kết quả", "Ngày hẹn", "Hạn trả", "Hạn trả kết quả", "Hạn xử lý"),
        ),
        Column(
            "returned_on",
            ("Ngày trả kết quả", "Ngày trả", "Trả kết quả", "Ngày trả thực tế", "Ngày có kết quả", "Ngày hoàn thành"),
            unless=("hen", "han", "hinh thuc", "noi"),
        ),
        Column("apology", ("Thư xin lỗi", "Xin lỗi", "Phiếu xin lỗi", "Văn bản xin lỗi", "Số thư xin lỗi")),
    ),
    required=(("code",), ("received_on",), ("due_on",), ("returned_on",)),
)

TOTALS = Kind(
    "totals",
    (
        Column("channel", ("Kênh", "Kênh đánh giá", "Tên kênh", "Kênh khảo sát", "Hình thức đánh giá", "Hình thức")),
        Column("from_on", ("Từ ngày", "Ngày bắt đầu", "Bắt đầu", "Từ")),
        Column("to_on", ("Đến ngày", "Ngày kết thúc", "Kết thúc", "Đến")),
        Column("period", ("Kỳ báo cáo", "Kỳ", "Thời gian", "Khoảng thời gian", "Giai đoạn", "Kỳ đánh giá")),
        Column(
            "satisfied",
            ("Hài lòng", "Số hài lòng", "Số lượt hài lòng", "Số phiếu hài lòng", "Lượt hài lòng"),
            unless=("khong", "chua", "ty le", "muc do", "rat"),
        ),
        Column("very_satisfied", ("Rất hài lòng", "Số rất hài lòng"), unless=("ty le", "va")),
        Column(
            "rated",
            (
                *("Tổng số", "Tổng số lượt đánh giá", "Số lượt đánh giá", "Tổng số phiếu", "Tổng số đánh giá"),
                *("Số phiếu", "Số đánh giá", "Tổng đánh giá", "Lượt đánh giá", "Tổng", "Đã đánh giá", "Tổng cộng"),
            ),
            unless=("hai long", "ty le"),
        ),
    ),
    required=(("channel",), ("satisfied",), ("rated",), ("from_on", "period"), ("to_on", "period")),
)

KINDS = (PLAN, PROCEDURES, DOSSIERS, TOTALS)
_KNOWN = frozenset(words for kind in KINDS for column in kind.columns for words in column.words)


def is_known_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and heading_words(text) in _KNOWN


def fits(text: str, column: Column) -> int | None:
    return column.rank(heading_words(text)) if len(text) <= _LONGEST_HEADING else None
