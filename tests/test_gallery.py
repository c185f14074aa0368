"""No screen leads nowhere, none is too long, none shows what it was made from: walked through as people would."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.routes import ROUTES
from tests.gallery.channels import CHANNELS
from tests.gallery.page import page
from tests.gallery.rules import NOT_REACHED, PHONE_SCREEN, faults, faults_of, not_reached
from tests.gallery.tries import ANSWERS
from tests.gallery.walking import Screen, walked

HOME = {"label": "🏠 Màn hình chính", "action": "main"}
# Led to by a case as the director sees it; here one role of the office walks for all.
BY_OTHERS = {"case_same"}
GOOD = Screen("staff", "Xin chào", [[HOME]], ways=[(None, "/start")])


async def test_every_screen_keeps_the_rules_and_every_route_is_led_to(tmp_path: Path) -> None:
    screens = await walked(tmp_path, once=True)
    assert faults(screens) == []
    assert set(not_reached(screens)) == NOT_REACHED.keys() | BY_OTHERS
    assert len(screens) > 300
    shown = page(screens[:20])
    assert all(screen.name in shown for screen in screens[:20])


def test_what_is_excepted_exists() -> None:
    assert sorted(NOT_REACHED.keys() - ROUTES.actions.keys()) == []


def test_every_question_has_an_answer_on_the_walk() -> None:
    files = {"report_template", "report_signed"}  # answered by a file
    assert sorted(set(ROUTES.asked) ^ (ANSWERS.keys() | files)) == []


@pytest.mark.parametrize(
    ("screen", "rule"),
    [
        (replace(GOOD, rows=[[HOME], [{"label": "Đi", "action": "nowhere:1"}]]), "a button without a route"),
        (replace(GOOD, rows=[[HOME], [{"label": "Đi", "action": "task:" + "1" * 60}]]), "an action that does not fit"),
        (replace(GOOD, text="Chào {name}"), "a leaked placeholder"),
        (replace(GOOD, rows=[[HOME], [{"label": "{count} việc", "action": "tasks"}]]), "a leaked placeholder"),
        (replace(GOOD, text="a" * (PHONE_SCREEN + 1)), "a text over one phone screen"),
        (replace(GOOD, rows=[]), "no way back"),
        (replace(GOOD, rows=[[{"label": "◀ Trang trước", "action": "tasks"}]]), "no way back"),
        (replace(GOOD, rows=[], notice=True), "no way back"),
    ],
)
def test_each_rule_finds_who_breaks_it(screen: Screen, rule: str) -> None:
    assert list(faults_of(GOOD)) == []
    assert [fault.rule for fault in faults_of(screen)] == [rule]


def test_each_channel_shows_a_screen_within_its_limits() -> None:
    many = [[{"label": f"Việc {number}", "action": "tasks"}] for number in range(6)]
    long = replace(GOOD, text="một hai ba " * 500, rows=many)
    shown = {name: channel(long) for name, channel in CHANNELS.items()}
    assert [len(text) <= 4_096 for text in shown["Telegram"].texts] == [True, True]
    assert shown["Zalo (bot)"].rows == []
    assert shown["Zalo (bot)"].texts[-1].endswith("6. Việc 5")
    assert shown["Zalo"].rows == [[f"Việc {number}"] for number in range(4)] + [["Thêm lựa chọn ▸"]]
    assert all(len(text) <= 2_000 for name in ("Zalo", "Zalo (bot)") for text in shown[name].texts)
    assert CHANNELS["Zalo"](GOOD).rows == [["🏠 Màn hình chính"]]
