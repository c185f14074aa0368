"""What stands out on a screen stands out on Telegram, by place and never by markup."""

from bot.channels.pieces import pieces, units
from bot.channels.telegram.texts import TEXT_UNITS, bold
from tests.botapi import BotApiServer
from tests.botapi.people import LAN
from tests.whole import Whole


def _shown(text: str, entity: dict[str, int]) -> str:
    """What a phone shows in bold: places count UTF-16 units."""
    raw = text.encode("utf-16-le")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


async def test_the_lines_that_stand_out_are_bold_and_markup_is_only_text(server: BotApiServer, bot: Whole) -> None:
    server.meet(LAN)
    text = "📊 Quý II/2026 <b>x</b> *y*\nSở Thử\n\n⚠️ Cần chú ý:\n• một"
    await bot.sends("telegram", str(LAN.id), {"text": text, "headings": [0, 3]}, {"text": "trơn"})
    await server.wait_for(2)
    first, second = server.sent_to(LAN.id)
    assert first.params["text"] == text
    assert [_shown(text, one) for one in first.params["entities"]] == ["📊 Quý II/2026 <b>x</b> *y*", "⚠️ Cần chú ý:"]
    assert "parse_mode" not in first.params
    assert "entities" not in second.params


def test_in_a_text_of_several_messages_each_has_its_own_headings() -> None:
    text = "📊 Một\n" + "dòng dài 📁\n" * 600 + "\n🎯 Hai\n" + "x" * 50
    headings = [0, text.split("\n").index("🎯 Hai")]
    found = [(piece, bold(text, headings, piece)) for piece in pieces(text, TEXT_UNITS)]
    assert len(found) > 1
    assert [_shown(piece, entity) for piece, entities in found for entity in entities] == ["📊 Một", "🎯 Hai"]
    assert all(entity["offset"] + entity["length"] <= units(piece) for piece, entities in found for entity in entities)


def test_a_number_of_no_line_is_passed_over() -> None:
    assert bold("một\nhai", [7], "một\nhai") == []
    assert bold("một\n\nhai", [1], "một\n\nhai") == []
