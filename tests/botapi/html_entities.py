"""parse_mode HTML: the text and its entities, or the refusal the real parser gives (its offsets count bytes)."""

import html
import re

from tests.botapi.wire import Json, bad_request, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
# Telegram knows the four named entities and the numeric ones; every other "&…;" stays as it was written.
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});?")
START = re.compile(r"<([^\s>]*)")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)\s*(?:=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.-]*(?=[\s>])))?\s*""")
END = re.compile(r"</([^\s>]*)\s*")
PLAIN = re.compile(r"[^<]+")


class HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.offset = 0
        self.opened: list[tuple[str, dict[str, str], int]] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        position = 0
        while position < len(self.source):
            plain = PLAIN.match(self.source, position)
            if plain:
                self._add(ENTITY.sub(lambda match: html.unescape(match.group()), plain.group()))
                position = plain.end()
            elif self.source.startswith("</", position):
                position = self._close(position)
            else:
                position = self._open(position)
        if self.opened:
            raise refusal(f'Can\'t find end tag corresponding to start tag "{self.opened[-1][0]}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16_length(text)

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _open(self, position: int) -> int:
        match = START.match(self.source, position)
        assert match is not None
        name, end = match.group(1).lower(), match.end()
        if end == len(self.source):
            raise refusal(f"Unclosed start tag {self._at(position)}")
        if name not in KINDS:
            raise refusal(f'Unsupported start tag "{name}" {self._at(position)}')
        attributes, end = self._attributes(name, position, end)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise refusal(f'Tag "span" must have class "tg-spoiler" {self._at(position)}')
        self.opened.append((name, attributes, self.offset))
        return end

    def _attributes(self, name: str, begin: int, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            position += len(self.source[position:]) - len(self.source[position:].lstrip())
            if self.source.startswith(">", position):
                return attributes, position + 1
            if position >= len(self.source):
                raise refusal(f'Unclosed start tag "{name}" {self._at(begin)}')
            match = ATTRIBUTE.match(self.source, position)
            if match is None:
                raise refusal(f'Empty attribute name in the tag "{name}" {self._at(begin)}')
            attributes[match.group(1)] = html.unescape((match.group(2) or "").strip("\"'"))
            position = match.end()

    def _close(self, position: int) -> int:
        if not self.opened:
            raise refusal(f"Unexpected end tag {self._at(position)}")
        match = END.match(self.source, position)
        assert match is not None
        if not self.source.startswith(">", match.end()):
            raise refusal(f"Unclosed end tag {self._at(position)}")
        found, (expected, attributes, begin) = match.group(1).lower(), self.opened.pop()
        if found and found != expected:
            raise refusal(f'Unmatched end tag {self._at(position)}, expected "</{expected}>", found "</{found}>"')
        if self.offset > begin:
            self.entities.append(self._entity(expected, attributes, begin))
        return match.end() + 1

    def _entity(self, name: str, attributes: dict[str, str], begin: int) -> Json:
        entity: Json = {"type": KINDS[name], "offset": begin, "length": self.offset - begin}
        if name == "a":
            entity["url"] = attributes.get("href", "")
        elif name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif name == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"][9:]
        return entity


def refusal(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    return HtmlReader(source).read()
