"""Who leads a task and who works with them, however the plan's cell says it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.text import fold
from storage.imports.plan.leads import Leads, read_leads
from storage.models import UnitPart

ALONE = {
    "Văn phòng": ["Văn phòng"],
    "Phòng Nghiệp vụ": ["Phòng Nghiệp vụ"],
    "Phòng\nNghiệp vụ": ["Phòng Nghiệp vụ"],
    "Phòng A và Phòng B": ["Phòng A", "Phòng B"],
    "Phòng A, Phòng B": ["Phòng A", "Phòng B"],
    "Phòng A; Phòng B": ["Phòng A", "Phòng B"],
    "Phòng A/Phòng B": ["Phòng A", "Phòng B"],
    "Phòng A - Phòng B": ["Phòng A", "Phòng B"],
    "Phòng A\nPhòng B": ["Phòng A", "Phòng B"],
    "- Phòng A\n- Phòng B": ["Phòng A", "Phòng B"],
    "Văn phòng/Phòng A": ["Văn phòng", "Phòng A"],
    "P. A": ["Phòng A"],
    "P.Nghiệp vụ, P.Tổ chức": ["Phòng Nghiệp vụ", "Phòng Tổ chức"],
    "VP Sở": ["Văn phòng Sở"],
    "Bộ Văn hóa, Thể thao và Du lịch": ["Bộ Văn hóa, Thể thao và Du lịch"],
    "Sở Văn hóa và Thể thao, Sở Nội vụ": ["Sở Văn hóa và Thể thao", "Sở Nội vụ"],
    "Phòng Kế hoạch - Tài chính": ["Phòng Kế hoạch - Tài chính"],
    "Phòng Quản lý Di sản, Kiến trúc": ["Phòng Quản lý Di sản, Kiến trúc"],
    "Chủ trì: Văn phòng": ["Văn phòng"],
    "Phòng A (chủ trì)": ["Phòng A"],
    "Đơn vị chủ trì: Thanh tra": ["Thanh tra"],
    "Phòng A chủ trì": ["Phòng A"],
}
WITH_OTHERS = {
    "Chủ trì: Văn phòng; phối hợp: Phòng A": (["Văn phòng"], ["Phòng A"]),
    "Chủ trì: Văn phòng\nPhối hợp: Phòng A, Thanh tra": (["Văn phòng"], ["Phòng A", "Thanh tra"]),
    "Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Sở Tư pháp": (["Sở Nội vụ"], ["Sở Tư pháp"]),
    "Văn phòng Sở (chủ trì), Thanh tra": (["Văn phòng Sở"], ["Thanh tra"]),
    "Văn phòng, Thanh tra (phối hợp)": (["Văn phòng"], ["Thanh tra"]),
    "Phòng A - Phòng B phối hợp": (["Phòng A"], ["Phòng B"]),
    "Phòng A phối hợp Phòng B": (["Phòng A"], ["Phòng B"]),
    "Sở VH&TT phối hợp Sở KH&CN, Sở GD & ĐT": (["Sở VH&TT"], ["Sở KH&CN", "Sở GD & ĐT"]),
    "VP & TTr": (["Văn phòng", "Thanh tra"], []),
    "UBND tỉnh Sơn La chủ trì, phối hợp Phòng Lạ": (["UBND tỉnh Sơn La"], ["Phòng Lạ"]),
    "UBND TỈNH SƠN LA; UBND PHƯỜNG A VÀ": (["UBND TỈNH SƠN LA", "UBND PHƯỜNG A"], []),
    "Sở Y tế Sơn La là đơn vị chủ trì": (["Sở Y tế Sơn La"], []),
    "Đơn vị chủ trì là: Phường Bình Voi; phối hợp: Xã Nghĩa Cung": (["Phường Bình Voi"], ["Xã Nghĩa Cung"]),
    "phong a va phong b thuc hien": (["phong a", "phong b"], []),
    "Văn phòng chủ trì, phối hợp với Phòng A và Phòng B": (["Văn phòng"], ["Phòng A", "Phòng B"]),
    "Văn phòng phối hợp với Thanh tra": (["Văn phòng"], ["Thanh tra"]),
    "A (chủ trì), B, C (phối hợp)": (["A"], ["B", "C"]),
    "A chủ trì, phối hợp với B và C": (["A"], ["B", "C"]),
    "Chủ trì: A, B; Phối hợp: C": (["A", "B"], ["C"]),
    "Phòng A (chủ trì); Phòng B, Thanh tra (phối hợp)": (["Phòng A"], ["Phòng B", "Thanh tra"]),
    "Phòng A, Phòng B đồng chủ trì, Thanh tra phối hợp": (["Phòng A", "Phòng B"], ["Thanh tra"]),
    "Phòng A, Phòng B chủ trì; Thanh tra phối hợp": (["Phòng A", "Phòng B"], ["Thanh tra"]),
    "Chủ trì, phối hợp: Văn phòng, Thanh tra": (["Văn phòng"], ["Thanh tra"]),
    "Chủ trì Văn phòng\nPhối hợp Thanh tra": (["Văn phòng"], ["Thanh tra"]),
    "- CQ chủ trì: Văn phòng\n- CQ phối hợp: Thanh tra": (["Văn phòng"], ["Thanh tra"]),
    "Văn phòng (CT), Thanh tra (PH)": (["Văn phòng"], ["Thanh tra"]),
    "VP Sở phối hợp với Phòng A thực hiện": (["Văn phòng Sở"], ["Phòng A"]),
    "Phối hợp: Phòng A, Phòng B": (["Phòng A"], ["Phòng B"]),
    "Văn phòng. Các phòng, đơn vị phối hợp: Phòng A, Phòng B": (["Văn phòng"], ["Phòng A", "Phòng B"]),
}
GROUPS = {
    "Các phòng, đơn vị": ([], UnitPart.LEAD, []),
    "Các phòng, ban": ([], UnitPart.LEAD, []),
    "Tất cả các phòng, đơn vị": ([], UnitPart.LEAD, []),
    "Các đơn vị thuộc Sở": ([], UnitPart.LEAD, []),
    "Thủ trưởng các phòng, ban, đơn vị thuộc, trực thuộc Sở": ([], UnitPart.LEAD, []),
    "Văn phòng và các đơn vị thuộc Sở Thử nghiệm": (["Văn phòng"], UnitPart.LEAD, []),
    "Chủ trì: Phòng A. Phối hợp: các phòng, đơn vị": (["Phòng A"], UnitPart.SUPPORT, []),
    "Văn phòng chủ trì; các phòng chuyên môn phối hợp": (["Văn phòng"], UnitPart.SUPPORT, []),
    "Văn phòng chủ trì, các đơn vị phối hợp": (["Văn phòng"], UnitPart.SUPPORT, []),
    "Văn phòng và các đơn vị liên quan": (["Văn phòng"], None, ["các đơn vị liên quan"]),
    "Văn phòng; các phòng, đơn vị có liên quan": (["Văn phòng"], None, ["các phòng, đơn vị có liên quan"]),
    "Văn phòng, các sở, ngành": (["Văn phòng"], None, ["các sở, ngành"]),
    "UBND các xã, phường": ([], None, ["UBND các xã, phường"]),
}


@pytest.mark.parametrize(("text", "leads"), ALONE.items())
def test_units_that_lead(text: str, leads: list[str]) -> None:
    assert read_leads(text) == Leads(tuple(leads))


@pytest.mark.parametrize(("text", "units"), WITH_OTHERS.items())
def test_units_that_lead_and_units_that_work_with_them(text: str, units: tuple[list[str], list[str]]) -> None:
    leads, supports = units
    assert read_leads(text) == Leads(tuple(leads), tuple(supports))


@pytest.mark.parametrize(("text", "group"), GROUPS.items())
def test_all_units_and_units_that_nobody_names_are_no_names(
    text: str, group: tuple[list[str], UnitPart | None, list[str]]
) -> None:
    leads, everybody, unnamed = group
    assert read_leads(text) == Leads(tuple(leads), (), everybody, tuple(unnamed))


def test_a_column_of_its_own_names_who_works_with_them() -> None:
    assert read_leads("Văn phòng", "Phòng A, Phòng B") == Leads(("Văn phòng",), ("Phòng A", "Phòng B"))
    assert read_leads("Văn phòng", "Các phòng, đơn vị") == Leads(("Văn phòng",), (), UnitPart.SUPPORT)


def test_a_unit_that_exists_is_never_divided() -> None:
    known = {"phong a va phong b", "ke toan"}
    assert read_leads("Phòng A và Phòng B", known=known) == Leads(("Phòng A và Phòng B",))
    assert read_leads("Văn phòng, Kế toán", known=known) == Leads(("Văn phòng", "Kế toán"))


KNOWN = (
    "Phòng Kế hoạch - Tài chính",
    "Phòng Di sản, Kiến trúc và Bảo tàng",
    "Trung tâm Văn hóa, Nghệ thuật",
    "Ban Quản lý A và B",
    "Văn phòng",
    "Kế toán",
    "Nhà hát Kịch/Múa",
)
BETWEEN = (", ", " và ", "; ", "/", "\n", "\n- ", " + ", ",", " - ")


def test_what_is_behind_the_head_of_another_name_is_a_name_where_it_is_known() -> None:
    known = {"phong to chuc", "phong ke hoach - tai chinh"}
    assert read_leads("Phòng Tổ chức, Kế hoạch - Tài chính", known=known).leads == (
        "Phòng Tổ chức",
        "Kế hoạch - Tài chính",
    )
    assert read_leads("Phòng Tổ chức, Thi đua", known=known).leads == ("Phòng Tổ chức, Thi đua",)


@given(
    st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(KNOWN), max_size=3, unique=True),
    st.lists(st.sampled_from(BETWEEN), min_size=7, max_size=7),
    st.sampled_from(["label", "with", "columns"]),
)
def test_known_names_are_found_as_they_are_however_they_are_joined(
    leads: list[str], others: list[str], between: list[str], how: str
) -> None:
    known = {fold(name) for name in KNOWN}
    others = [name for name in others if name not in leads]
    first = "".join(name + mark for name, mark in zip(leads, [*between[: len(leads) - 1], ""], strict=True))
    second = (
        "".join(name + mark for name, mark in zip(others, [*between[3 : 2 + len(others)], ""], strict=True))
        if others
        else ""
    )
    texts = {
        "label": (f"Chủ trì: {first}. Phối hợp: {second}" if others else f"Chủ trì: {first}", ""),
        "with": (f"{first} chủ trì, phối hợp với {second}" if others else first, ""),
        "columns": (first, second),
    }
    found = read_leads(*texts[how], known)
    assert (found.leads, found.supports) == (tuple(leads), tuple(others))


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*ALONE, *WITH_OTHERS, ",", "và", "/", "\n"]), max_size=4).map("".join)
)
def test_any_text_gives_names_of_one_line(text: str) -> None:
    found = read_leads(text)
    for name in (*found.leads, *found.supports):
        assert name.strip() == name != ""
        assert "\n" not in name


@pytest.mark.parametrize("piece", ["Phòng A, ", "chủ trì ", "- ", "(chủ trì) ", "các phòng, "])
def test_a_long_cell_is_read_in_a_moment(piece: str) -> None:
    started = time.process_time()
    read_leads(piece * 1000)
    assert time.process_time() - started < 3  # it takes 20 ms
