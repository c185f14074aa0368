"""One message of every kind. Content that the bot reads is written here; the rest is made of the published description,
where that is at hand."""

from typing import Any

from bot.channels.telegram.kinds import SERVICE, UNUSABLE
from tests.botapi import Update, User
from tests.botapi.builders import contact, document, location, message, photo, text_message, video, voice
from tests.botapi.schema import load_schema

FILM = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0\0\0\x0cmdatxxxx"
SOUND = b"OggS" + bytes(40)
PLACE = {"latitude": 10.7769, "longitude": 106.7009}
_DEEPEST = 6


def contents(user: User, picture: bytes) -> dict[str, Update]:
    """What the bot makes something of, by the field of `Message`."""
    venue = {"location": PLACE, "title": "Bưu điện", "address": "2 Công xã Paris"}
    paragraph = {"type": "paragraph", "text": "xin chào"}
    sound, film = voice(user, SOUND), video(user, FILM)
    audio = message(user, {"audio": sound.message["voice"]})
    audio.files = sound.files
    live = message(user, {"live_photo": film.message["video"]})
    live.files = film.files
    return {
        "text": text_message(user, "xin chào"),
        "rich_message": message(user, {"rich_message": {"blocks": [paragraph]}}),
        "photo": photo(user, picture),
        "document": document(user, "biên bản.pdf", b"%PDF-1.7 x", "application/pdf"),
        "voice": sound,
        "audio": audio,
        "video": video(user, FILM),
        "video_note": video(user, FILM, kind="video_note"),
        "animation": video(user, FILM, kind="animation"),
        "live_photo": live,
        "location": location(user),
        "venue": message(user, {"venue": venue, "location": PLACE}),
        "contact": contact(user, "0912345678"),
        **{kind: message(user, {kind: sample("Message", kind)}) for kind in UNUSABLE},
        "hologram": message(user, {"hologram": {"depth": 3}}),
    }


def service(user: User) -> dict[str, Update]:
    return {kind: message(user, {kind: sample("Message", kind)}) for kind in sorted(SERVICE)}


def sample(type_name: str, field: str) -> Any:
    """Of the description; where that is not at hand, an object that says nothing."""
    fields = {one["name"]: one for one in load_schema().types.get(type_name, {}).get("fields", ())}
    return _of(fields[field]["types"][0], _DEEPEST) if field in fields else {}


def _of(name: str, deep: int) -> Any:
    if name.startswith("Array of "):
        return [_of(name[9:], deep - 1)] if deep else []
    simple = {"Integer": 1, "Float": 1.5, "String": "x", "Boolean": True, "True": True}
    if name in simple:
        return simple[name]
    described = load_schema().types.get(name, {})
    if described.get("subtypes"):
        return _of(described["subtypes"][0], deep) if deep else {}
    wanted = [field for field in described.get("fields", ()) if field["required"]]
    return {field["name"]: _of(field["types"][0], deep - 1) for field in wanted} if deep else {}
