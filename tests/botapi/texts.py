"""Texts and captions: entities first, then the length in UTF-16 code units, as the real server counts."""

from tests.botapi.html_entities import parse_html
from tests.botapi.markdown_entities import parse_markdown
from tests.botapi.wire import Json, bad_request, utf16_length

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
SOURCE_BYTES = 1 << 15


def message_text(params: Json) -> Json:
    source = params.get("text", "")
    if not source:
        raise bad_request("message text is empty")
    text, entities = _parse(source, params.get("parse_mode", ""), params.get("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_text(params: Json) -> Json:
    source = params.get("caption", "")
    if not source:
        return {}
    text, entities = _parse(source, params.get("parse_mode", ""), params.get("caption_entities"))
    if utf16_length(text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def _parse(source: str, parse_mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    if len(source) > SOURCE_BYTES // 4 and len(source.encode()) > SOURCE_BYTES:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode == "markdownv2":
        text, entities = parse_markdown(source)
    elif mode in ("", "none"):
        text, entities = source, _checked(source, given or [])
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(text, entities)


def _checked(text: str, entities: list[Json]) -> list[Json]:
    length = utf16_length(text)
    for entity in entities:
        offset, end = entity["offset"], entity["offset"] + entity["length"]
        if offset > length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if end > length:
            raise bad_request(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at {end}")
    return entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The real server drops white space at both ends and moves the entities along."""
    trimmed = text.strip()
    if not entities or trimmed == text:
        return trimmed, entities if trimmed else []
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    length = utf16_length(trimmed)
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > begin:
            moved.append(entity | {"offset": begin, "length": end - begin})
    return trimmed, moved
