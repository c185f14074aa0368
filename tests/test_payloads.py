"""What is said is written and read in one place; what any version has stored is read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.screens import ShowMain
from handlers.replies import Button, Reply, reply_of
from storage.messages.payloads import (
    Duty,
    Heard,
    Said,
    StoredButton,
    read_heard,
    read_said,
    write_heard,
    write_said,
)

LABELS = st.text(min_size=1, max_size=20)
BUTTONS = st.builds(StoredButton, LABELS, action=LABELS) | st.builds(StoredButton, LABELS, url=LABELS)
SAID = st.builds(
    Said,
    text=st.text(max_size=50),
    rows=st.lists(st.lists(BUTTONS, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple),
    replaces=st.none() | st.text(max_size=5),
    file_id=st.none() | st.integers(0, 2**53),
    commands=st.lists(st.tuples(LABELS, LABELS), max_size=3).map(tuple),
    duty=st.none() | st.builds(Duty, st.lists(st.integers(1, 2**53), max_size=3).map(tuple)),
    awaits=st.booleans(),
    in_place_of=st.none() | st.integers(1, 2**53),
)
EVERYTHING = {
    "text": "Đã nhận",
    "rows": [[{"label": "Xem", "action": "task:1"}, {"label": "Mở", "url": "https://example.vn/"}]],
    "replaces": "17",
    "file_id": 9,
    "commands": [["nhiemvu", "việc của tôi"]],
    "duty": {"alerts": [3, 4]},
}


@given(SAID)
def test_what_is_said_is_read_as_it_was_written(said: Said) -> None:
    assert read_said(write_said(said)) == said


@given(st.builds(Heard, st.text(max_size=50), st.booleans()))
def test_what_is_heard_is_read_as_it_was_written(heard: Heard) -> None:
    assert read_heard(write_heard(heard)) == heard


def test_rows_stand_in_the_database_as_they_always_did() -> None:
    """Other processes, older ones too, read them."""
    said = Said(
        "Đã nhận",
        ((StoredButton("Xem", "task:1"), StoredButton("Mở", url="https://example.vn/")),),
        "17",
        9,
        (("nhiemvu", "việc của tôi"),),
        Duty((3, 4)),
    )
    assert write_said(said) == EVERYTHING
    assert write_said(Said("Chào")) == {"text": "Chào"}
    assert write_heard(Heard("Chào")) == {"text": "Chào", "tap": False}


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"text": "Chào"}, Said("Chào")),
        ({"text": "Nhắc việc", "duty": {"alerts": []}}, Said("Nhắc việc", duty=Duty())),
        ({"text": "Chào", "of a later version": 1}, Said("Chào")),
        ({}, Said("")),  # held up nobody behind it before, either
    ],
)
def test_rows_of_every_version_are_read(payload: dict[str, Any], said: Said) -> None:
    assert read_said(payload) == said
    assert read_heard({"text": "chào"}) == Heard("chào")


def test_what_is_passed_on_has_the_buttons_of_the_first_message() -> None:
    said = Reply(
        "Nhắc việc", ((Button("Về", ShowMain()), Button("Mở", url="https://example.vn/")),), file_id=9
    ).notice()
    passed = reply_of(read_said(write_said(said)))
    assert [(button.label, button.action, button.url) for button in passed.rows[0]] == [
        ("Về", ShowMain().wire, ""),
        ("Mở", "", "https://example.vn/"),
    ]
    assert passed.file_id == 9
