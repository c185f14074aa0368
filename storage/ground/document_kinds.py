"""Kinds of documents and the letters that stand for them in a document's symbol.

The administrative ones with their letters: Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III. The legal ones: the Law on
the promulgation of legal documents.
"""

from collections.abc import Mapping

from storage.ground.text import fold

# An official letter (Công văn) has no letters of its own; the others without any are laws, and party documents.
LETTERS: Mapping[str, str] = {
    "Nghị quyết liên tịch": "NQLT", "Thông tư liên tịch": "TTLT", "Nghị quyết": "NQ", "Nghị định": "NĐ",
    "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ", "Thông cáo": "TC", "Thông báo": "TB",
    "Thông tư": "TT", "Hướng dẫn": "HD", "Chương trình phối hợp": "CTrPH", "Chương trình": "CTr", "Kế hoạch": "KH",
    "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr",
    "Hợp đồng": "HĐ", "Công văn": "", "Công điện": "CĐ", "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ", "Giấy mời": "GM", "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC", "Phiếu báo": "PB", "Thư công": "", "Pháp lệnh": "", "Bộ luật": "", "Luật": "", "Lệnh": "",
    "Kết luận": "", "Văn bản": "",
}  # fmt: skip
SHORT_NAMES: Mapping[str, str] = {
    "kh": "Kế hoạch", "cv": "Công văn", "qd": "Quyết định", "ttr": "Tờ trình", "tb": "Thông báo", "bc": "Báo cáo",
    "nd": "Nghị định", "tt": "Thông tư", "nq": "Nghị quyết", "ct": "Chỉ thị",
}  # fmt: skip
NAMES: Mapping[str, str] = {**{fold(name): name for name in LETTERS}, **SHORT_NAMES}
# Letters that no office bears as its own name (CT is a tax office's too, TT any centre's): they tell the kind alone.
KIND_OF_LETTERS: Mapping[str, str] = {
    fold(LETTERS[name]): name
    for name in ("Nghị quyết", "Nghị định", "Quyết định", "Thông tư liên tịch", "Kế hoạch", "Đề án", "Tờ trình",
                 "Thông báo", "Báo cáo", "Chương trình")
}  # fmt: skip
