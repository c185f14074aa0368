"""parse_mode MarkdownV2: the text and its entities, or the refusal the real parser gives."""

from tests.botapi.html_entities import refusal
from tests.botapi.wire import Json, utf16_length

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKS = {
    "```": ("pre", "Pre"),
    "||": ("spoiler", "Spoiler"),
    "__": ("underline", "Underline"),
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "~": ("strikethrough", "Strikethrough"),
    "`": ("code", "Code"),
    "![": ("custom_emoji", "CustomEmoji"),
    "[": ("text_link", "TextUrl"),
}


class MarkdownReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.offset = 0
        self.opened: list[tuple[str, int, int]] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            character = self.source[self.position]
            escaped = self.source[self.position + 1 : self.position + 2]
            if character == "\\" and escaped and 0 < ord(escaped) <= 126:
                self.position += 1
                self._add(escaped)
            elif character in ("`" if self._is_in_code() else RESERVED):
                self._mark(character)
            else:
                self._add(character)
        if self.opened:
            raise self._unended()
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _is_in_code(self) -> bool:
        return bool(self.opened) and self.opened[-1][0] in ("`", "```")

    def _unended(self) -> Exception:
        mark, _, begin = self.opened[-1]
        offset = len(self.source[:begin].encode())
        return refusal(f"Can't find end of {MARKS[mark][1]} entity at byte offset {offset}")

    def _add(self, character: str) -> None:
        self.text.append(character)
        self.offset += utf16_length(character)
        self.position += 1

    def _mark(self, character: str) -> None:
        here = self.source[self.position :]
        if self.opened and self._ends(here):
            self._close()
            return
        at_line_start = self.position == 0 or self.source[self.position - 1] == "\n"
        if character == ">" and at_line_start:
            self.position += 1
            return
        mark = next((mark for mark in MARKS if here.startswith(mark)), None)
        if mark is None or (self._is_in_code() and mark != "`"):
            raise refusal(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
        self.opened.append((mark, self.offset, self.position))
        self.position += len(mark)

    def _ends(self, here: str) -> bool:
        mark = self.opened[-1][0]
        if mark in ("[", "!["):
            return here.startswith("]")
        return here.startswith(mark) and not (mark == "_" and here.startswith("__"))

    def _close(self) -> None:
        mark, begin, _ = self.opened.pop()
        entity: Json = {"type": MARKS[mark][0], "offset": begin, "length": self.offset - begin}
        self.position += 1 if mark in ("[", "![") else len(mark)
        if mark in ("[", "!["):
            entity["url"] = self._address()
        if self.offset > begin:
            self.entities.append(entity)

    def _address(self) -> str:
        if not self.source.startswith("(", self.position):
            return ""
        begin = self.position + 1
        end = self.source.find(")", begin)
        if end < 0:
            offset = len(self.source[:begin].encode())
            raise refusal(f"Can't find end of a URL at byte offset {offset}")
        self.position = end + 1
        return self.source[begin:end].replace("\\", "")


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    return MarkdownReader(source).read()
