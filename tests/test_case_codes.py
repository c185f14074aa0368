"""The code a citizen is given: drawn by lot, read as people type it."""

from hypothesis import given
from hypothesis import strategies as st

from storage.cases.codes import ALPHABET, draw_code, read_code


@given(st.text())
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


def test_codes_are_drawn_by_lot_and_read_as_people_type_them() -> None:
    codes = [draw_code() for _ in range(200)]
    assert len(set(codes)) == 200
    for code in codes:
        assert set(code) <= {*ALPHABET, "-"}
        for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", f"Mã: {code}"):
            assert read_code(typed) == code
