"""Events as Zalo words them."""

import itertools
import json
import time
from typing import Any

from tests.zalo_oa.server import APP_ID, OA_ID
from tests.zalo_oa.state import Json

_ids = itertools.count(1)


def new_id() -> str:
    return f"{next(_ids):08x}f3af150460909"


def _moment() -> str:
    return str(int(time.time() * 1000) + next(_ids))


def sent(user: str, kind: str, message: Json | None = None, **more: Any) -> Json:
    """`user_send_KIND`"""
    body = {"msg_id": new_id(), **(message or {})}
    return {
        "app_id": APP_ID,
        "event_name": f"user_send_{kind}",
        "timestamp": _moment(),
        "user_id_by_app": f"9{user}",
        "sender": {"id": user},
        "recipient": {"id": OA_ID},
        "message": body,
        **more,
    }


def words(user: str, text: str, **more: Any) -> Json:
    return sent(user, "text", {"text": text, **more})


def attached(user: str, kind: str, *payloads: Json, text: str = "", called: str | None = None) -> Json:
    """`called`: the attachment's own type, where it is not the event's."""
    attachments = [{"type": called or kind, "payload": payload} for payload in payloads]
    return sent(user, kind, {"attachments": attachments} | ({"text": text} if text else {}))


def card(user: str, phone: str) -> Json:
    described = json.dumps({"phone": phone, "qrCodeUrl": "https://qr.example/x"})
    payload = {"thumbnail": "https://t.example/x.jpg", "description": described, "url": "https://zalo.me/x"}
    return attached(user, "business_card", payload, called="link")


def place(user: str, latitude: object = "10.7799", longitude: object = "106.7001") -> Json:
    return attached(user, "location", {"coordinates": {"latitude": latitude, "longitude": longitude}})


def about(user: str, event: str, **more: Any) -> Json:
    """`follow`, `unfollow`."""
    return {
        "app_id": APP_ID,
        "event_name": event,
        "timestamp": _moment(),
        "oa_id": OA_ID,
        "follower": {"id": user},
        **more,
    }


def withdraw(user: str) -> Json:
    return {"app_id": APP_ID, "event_name": "user_withdraw", "timestamp": _moment(), "user_id": user}


def submit(user: str, phone: object) -> Json:
    info = {"name": "Nguyễn Văn A", "phone": phone, "address": "1 Lê Lợi", "city": "TP.HCM", "district": "Quận 1"}
    body = sent(user, "x") | {"event_name": "user_submit_info", "info": info}
    del body["message"]
    return body


def named(user: str, event: str, **more: Any) -> Json:
    """Any other event about a message: echoes, receipts."""
    return {**sent(user, "x"), "event_name": event, **more}


def sample() -> Json:
    """What the console posts to see whether somebody is there: about a foreign account."""
    message = {"msg_id": "This is message id", "text": "This is testing message"}
    ids = {"sender": {"id": "246845883529197922"}, "recipient": {"id": "388613280878808645"}}
    return sent("246845883529197922", "text") | {"message": message, **ids}
