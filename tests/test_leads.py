"""Who leads a task and who works with them, however the plan's cell says it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.plan.leads import Leads, read_leads

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
    "Văn phòng chủ trì, phối hợp với Phòng A và Phòng B": (["Văn phòng"], ["Phòng A", "Phòng B"]),
    "Văn phòng phối hợp với Thanh tra": (["Văn phòng"], ["Thanh tra"]),
    "Văn phòng và các đơn vị liên quan": (["Văn phòng"], []),
    "Chủ trì: Phòng A. Phối hợp: các phòng, đơn vị": (["Phòng A"], []),
}


@pytest.mark.parametrize(("text", "leads"), ALONE.items())
def test_units_that_lead(text: str, leads: list[str]) -> None:
    assert read_leads(text) == Leads(tuple(leads))


@pytest.mark.parametrize(("text", "units"), WITH_OTHERS.items())
def test_units_that_lead_and_units_that_work_with_them(text: str, units: tuple[list[str], list[str]]) -> None:
    leads, supports = units
    assert read_leads(text) == Leads(tuple(leads), tuple(supports))


@pytest.mark.parametrize(
    "text",
    ["Các phòng, đơn vị", "Các phòng, ban", "Tất cả các phòng, đơn vị", "Các đơn vị trực thuộc", "Toàn bộ các đơn vị"],
)
def test_everybody_is_no_unit(text: str) -> None:
    assert read_leads(text) == Leads(everybody=True)


def test_a_column_of_its_own_names_who_works_with_them() -> None:
    assert read_leads("Văn phòng", "Phòng A, Phòng B") == Leads(("Văn phòng",), ("Phòng A", "Phòng B"))
    assert read_leads("Văn phòng", "Các phòng, đơn vị") == Leads(("Văn phòng",))


def test_a_unit_that_exists_is_never_divided() -> None:
    known = {"phong a va phong b", "ke toan"}
    assert read_leads("Phòng A và Phòng B", known=known) == Leads(("Phòng A và Phòng B",))
    assert read_leads("Văn phòng, Kế toán", known=known) == Leads(("Văn phòng", "Kế toán"))


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
