"""Five buttons a message: what there are more of stands behind one more button, which carries them."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.channels.zalo.taps import LONGEST, Tap, Taps
from handlers.context import Answer, Context
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from storage.ground.text import shorten
from storage.messages.payloads import StoredButton

MOST_BUTTONS = 5
LONGEST_TITLE = 100

Menu = list[dict[str, Any]]


async def show_more(context: Context, buttons: Sequence[StoredButton]) -> Answer:
    """Somebody asked for the buttons that had no room. What each may do is looked at when it is tapped."""
    return Reply(context.say("more_choices.text"), tuple((Button.stored(button),) for button in buttons))


class Menus:
    """`address`: the chat; `number`: our own of the message, by which a tap names it."""

    def __init__(self, taps: Taps, address: str, number: str, say: Words) -> None:
        self._taps = taps
        self._address = address
        self._number = number
        self._say = say

    def under(self, texts: Sequence[str], buttons: Sequence[StoredButton]) -> list[tuple[str, Menu]]:
        """Messages: the pieces of a text with the buttons under the last, and more of these under further messages."""
        *before, last = texts
        menus = self.of(buttons)
        if not (last or menus):
            return [(text, []) for text in before]
        first, *further = menus or [[]]
        more = self._say("more_choices.text")
        return [*((text, []) for text in before), (last or more, first), *((more, menu) for menu in further)]

    def of(self, buttons: Sequence[StoredButton]) -> list[Menu]:
        """Usually one. The rest goes with a further message where the five choices about one thing, as the faces of a
        rating, would be torn apart, and where the carried buttons would be too long."""
        if len(buttons) <= MOST_BUTTONS:
            return [[self._button(one) for one in buttons]] if buttons else []
        for groups in range(1, MOST_BUTTONS):
            place = _place_to_cut(buttons, MOST_BUTTONS - groups)
            carried = list(self._carried(buttons[place:]))
            if place and len(carried) <= groups:
                return [[*map(self._button, buttons[:place]), *self._ways(carried)]]
        return [[self._button(one) for one in buttons[:MOST_BUTTONS]], *self.of(buttons[MOST_BUTTONS:])]

    def _carried(self, buttons: Sequence[StoredButton]) -> Iterator[Sequence[StoredButton]]:
        """In groups that one button can carry."""
        group: list[StoredButton] = []
        for button in buttons:
            if group and len(self._taps.more(self._address, [*group, button])) > LONGEST:
                yield group
                group = []
            group.append(button)
        yield group

    def _ways(self, groups: Sequence[Sequence[StoredButton]]) -> Iterator[dict[str, Any]]:
        for group in groups:
            title = self._say("more_choices.button")
            if len(groups) > 1:
                title = self._say("more_choices.button_from", label=shorten(group[0].label, 40))
            yield _query(title, self._taps.more(self._address, group))

    def _button(self, button: StoredButton) -> dict[str, Any]:
        if button.url:
            return {"title": _title(button.label), "type": "oa.open.url", "payload": {"url": button.url}}
        label = _title(button.label)
        return _query(label, self._taps.tap(self._address, Tap(label, button.action, self._number)))


def _place_to_cut(buttons: Sequence[StoredButton], place: int) -> int:
    """At most this one, and before the choices about one thing where they fit under one message. 0 where they are the
    first."""
    thing, first, last = _thing(buttons[place]), place, place
    if not thing:
        return place
    while first and _thing(buttons[first - 1]) == thing:
        first -= 1
    while last + 1 < len(buttons) and _thing(buttons[last + 1]) == thing:
        last += 1
    return first if last - first < MOST_BUTTONS else place


def _thing(button: StoredButton) -> str:
    """`rate:12` of `rate:12:5`; empty of `task:12`, which is one of a list."""
    head = button.action.rpartition(":")[0]
    return head if ":" in head else ""


def _query(title: str, payload: str) -> dict[str, Any]:
    """Hidden: what it carries is nothing to read."""
    return {"title": title, "type": "oa.query.hide", "payload": payload}


def _title(label: str) -> str:
    return shorten(label, LONGEST_TITLE)
