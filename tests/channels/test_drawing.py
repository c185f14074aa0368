"""What is said, within the limits that a channel declares."""

from dataclasses import replace

from bot.channels.drawing import MORE, drawn
from bot.channels.pieces import units
from storage.ground.channels import ZALO, ZALO_BOT, declared
from storage.messages.payloads import Said, StoredButton

BOT, ACCOUNT = declared(ZALO_BOT), declared(ZALO)
CHOICES = tuple((StoredButton(f"Việc {number}", action=f"task:{number}"),) for number in range(1, 7))
LINK = (StoredButton("Mở trang", url="https://so-thu.example/"),)


def test_choices_are_numbered_lines_and_links_are_lines_without_a_number() -> None:
    [message] = drawn(Said("Mời chọn:", (CHOICES[0], LINK, CHOICES[1])), BOT, "Nhắn số để chọn:")
    assert message.text == ("Mời chọn:\n\nNhắn số để chọn:\n1. Việc 1\n2. Việc 2\nMở trang: https://so-thu.example/")
    assert message.choices == (*CHOICES[0], *CHOICES[1])
    assert drawn(Said("Xem:", (LINK,)), BOT, "Nhắn số để chọn:")[0].text == "Xem:\n\nMở trang: https://so-thu.example/"


def test_a_label_of_several_lines_stays_one_choice() -> None:
    [message] = drawn(Said("?", ((StoredButton("Một\n2. Hai", action="main"),),)), BOT)
    assert message.text == "?\n\n1. Một 2. Hai"


def test_a_long_text_comes_in_pieces_and_the_menu_stands_under_the_last() -> None:
    long = drawn(Said("một hai ba " * 400, CHOICES), BOT)
    assert [units(message.text) <= 2000 for message in long] == [True] * len(long) == [True, True, True]
    assert [bool(message.choices) for message in long] == [False, False, True]
    assert long[-1].text.endswith("6. Việc 6")
    # A menu that does not fit under the last piece begins a message of its own, and is not torn from its first line.
    full = drawn(Said("a" * 1990, CHOICES), BOT)
    assert [message.text[:7] for message in full] == ["aaaaaaa", "1. Việc"]


def test_an_account_shows_five_buttons_under_a_message_and_the_rest_under_another() -> None:
    first, second = drawn(Said("Mời chọn:", CHOICES), ACCOUNT)
    assert [len(first.buttons), len(second.buttons)] == [5, 1]
    assert (first.text, second.text) == ("Mời chọn:", MORE)
    long = Said("?", ((StoredButton("chữ " * 60, action="main"),),))
    [title] = [button.label for button in drawn(long, ACCOUNT)[0].buttons]
    assert len(title) <= 100


def test_without_choices_nothing_is_added() -> None:
    assert drawn(Said("Chào"), BOT, "Nhắn số để chọn:") == drawn(Said("Chào"), replace(ACCOUNT, text=None))
