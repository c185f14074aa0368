"""What Zalo takes as a message, field by field."""

from typing import Any

from tests.zalo_oa.state import EXPIRED, NO_FOLLOWER, OVER_LIMIT, PARAMETER, Json, State, ZaloError

TEXT, BUTTONS, TITLE, PAYLOAD, SUBTITLE = 2000, 5, 100, 1000, 500
QUERIES = ("oa.query.show", "oa.query.hide")


def check_message(state: State, body: Any) -> tuple[str, Json]:
    """(user, message)"""
    _keys(body, {"recipient", "message"})
    _keys(body["recipient"], {"user_id"})
    user, message = body["recipient"]["user_id"], body["message"]
    _need(isinstance(user, str), "user_id is no text")
    _need(isinstance(message, dict) and bool(message), "no message")
    _need(set(message) <= {"text", "attachment", "quote_message_id"}, "unknown field of a message")
    if user not in state.followers:
        raise ZaloError(NO_FOLLOWER)
    if user in state.refuses:
        raise ZaloError(state.refuses[user])
    if "quote_message_id" in message:
        _need(any(call.id == message["quote_message_id"] for call in state.to(user)), "no such message to quote")
    if "text" in message:
        _text(message["text"], TEXT)
    if "attachment" in message:
        _attachment(state, message)
    else:
        _need("text" in message, "neither text nor attachment")
    return user, message


def _attachment(state: State, message: Json) -> None:
    attachment = message["attachment"]
    _keys(attachment, {"type", "payload"})
    kind, payload = attachment["type"], attachment["payload"]
    if kind == "file":
        _keys(payload, {"token"})
        _need("text" not in message, "a file goes without words")
        _uploaded(state, payload["token"], "file")
        return
    _need(kind == "template", f"an attachment of the type {kind}")
    if "template_type" not in payload:
        _keys(payload, {"buttons"})
        _need("text" in message, "buttons without a text")
        _buttons(payload["buttons"])
    elif payload["template_type"] == "media":
        _media(state, payload)
    else:
        _need(payload["template_type"] == "request_user_info", "an unknown template")
        _request(message, payload)


def _buttons(buttons: Any) -> None:
    _need(isinstance(buttons, list) and bool(buttons), "no buttons")
    _fits(len(buttons) <= BUTTONS)
    for button in buttons:
        _keys(button, {"title", "type", "payload"})
        _text(button["title"], TITLE)
        if button["type"] in QUERIES:
            _text(button["payload"], PAYLOAD)
        else:
            _need(button["type"] == "oa.open.url", "an unknown button")
            _keys(button["payload"], {"url"})
            _need(button["payload"]["url"].startswith(("https://", "http://127.0.0.1")), "no address")


def _media(state: State, payload: Json) -> None:
    _keys(payload, {"template_type", "elements"})
    _need(len(payload["elements"]) == 1, "not one element")
    [element] = payload["elements"]
    _keys(element, {"media_type", "attachment_id"})
    _need(element["media_type"] == "image", "no picture")
    _uploaded(state, element["attachment_id"], "image")


def _request(message: Json, payload: Json) -> None:
    _need("text" not in message, "the request has its own words")
    _keys(payload, {"template_type", "elements"})
    _need(len(payload["elements"]) == 1, "not one element")
    [element] = payload["elements"]
    _keys(element, {"title", "subtitle", "image_url"})
    _text(element["title"], TITLE)
    _text(element["subtitle"], SUBTITLE)
    _need(element["image_url"].endswith((".png", ".jpg")), "no picture")


def _uploaded(state: State, name: Any, kind: str) -> None:
    upload = state.uploads.get(name)
    _need(upload is not None and upload.kind == kind, "no such upload")
    if upload is not None and upload.expired:
        raise ZaloError(EXPIRED)


def _keys(value: Any, keys: set[str]) -> None:
    _need(isinstance(value, dict) and set(value) == keys, f"not {keys}")


def _text(value: Any, most: int) -> None:
    _need(isinstance(value, str) and bool(value.strip()), "no text")
    _fits(len(value.encode("utf-16-le")) // 2 <= most)


def _need(is_so: bool, why: str) -> None:
    if not is_so:
        raise ZaloError(PARAMETER, why)


def _fits(is_so: bool) -> None:
    if not is_so:
        raise ZaloError(OVER_LIMIT)


def check_template(state: State, body: Any) -> None:
    """A rating message to somebody's user id, also where they have been silent."""
    _keys(body, {"user_id", "template_id", "template_data"})
    _text(body["template_id"], TITLE)
    _need(isinstance(body["template_data"], dict) and bool(body["template_data"]), "no fields")
    if body["user_id"] not in state.followers:
        raise ZaloError(NO_FOLLOWER)


def check_upload(kind: str, name: str, content: bytes) -> bool:
    """False where Zalo answers that all is well and gives nothing: a name without an ending."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if not ending:
        return False
    if kind == "image":
        _need(content.startswith((b"\xff\xd8\xff", b"\x89PNG")) and ending in ("jpg", "jpeg", "png"), "no picture")
        _fits(len(content) <= 1024**2)
    else:
        _need(kind == "file" and ending in ("pdf", "doc", "docx", "csv"), "no document")
        _fits(0 < len(content) <= 5 * 1024**2)
    return True
