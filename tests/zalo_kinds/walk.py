"""Posts every kind to the whole bot, from a citizen who is writing feedback and from staff who have just reported."""

import io
import re
from dataclasses import dataclass

from PIL import Image

from storage.models import Role
from tests.whole import Whole
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower
from tests.zalo_oa.server import OA_ID, ZaloServer
from tests.zalo_oa.state import Json

CITIZEN, STAFF = "7410000000000000011", "7410000000000000012"
STORY = "Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số."
PHONE = "84912345678"
_CODE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")


@dataclass(frozen=True, slots=True)
class Row:
    """`kind`: the event; what a citizen and what staff hear."""

    kind: str
    citizen: str
    staff: str


def said_by(zalo: ZaloServer, user: str) -> dict[str, Json]:
    """What people can send."""
    Image.new("RGB", (20, 20), "green").save(picture := io.BytesIO(), "JPEG")
    image = {"url": zalo.keeps("a.jpg", picture.getvalue()), "thumbnail": "https://t.example/a.jpg"}
    sound = {"url": zalo.keeps("a.amr", b"#!AMR\n sound")}
    film = {"url": zalo.keeps("a.mp4", b"\x00\x00\x00\x18ftypmp42film"), "thumbnail": "https://t.example/b.jpg"}
    document = {"name": "biên bản.pdf", "size": "12", "checksum": "x", "type": "pdf"}
    document["url"] = zalo.keeps("b.pdf", b"%PDF-1.7 abc")
    gif = {"url": zalo.keeps("a.gif", b"GIF89a"), "thumbnail": "https://t.example/c.jpg"}
    link = {"url": "https://bao.example/tin", "thumbnail": "", "description": "Tin về cải cách"}
    return {
        "user_send_text": events.words(user, "xin chào"),
        "user_send_image": events.attached(user, "image", image),
        "user_send_file": events.attached(user, "file", document),
        "user_send_audio": events.attached(user, "audio", sound),
        "user_send_video": events.attached(user, "video", film),
        "user_send_gif": events.attached(user, "gif", gif),
        "user_send_location": events.place(user),
        "user_send_link": events.attached(user, "link", link),
        "user_submit_info": events.submit(user, PHONE),
        "user_send_business_card": events.card(user, PHONE),
        "user_send_sticker": events.attached(user, "sticker", {"id": "5", "url": "https://s.example/5"}),
        "user_send_hologram": events.attached(user, "hologram", {"url": "https://h.example/5"}),
        "follow": events.about(user, "follow", source="qr"),
    }


def silent(user: str) -> dict[str, Json]:
    """What Zalo tells besides."""
    receipts = {"msg_ids": ["1", "2"]}
    own = {"sender": {"id": OA_ID, "admin_id": "7"}, "recipient": {"id": user}}
    return {
        "oa_send_*": events.words(user, "xin chào") | own | {"event_name": "oa_send_text"},
        "user_received_message": events.named(user, "user_received_message"),
        "user_seen_message": events.named(user, "user_seen_message", message=receipts),
        "user_reacted_message": events.named(
            user, "user_reacted_message", message={"msg_id": "1", "react_icon": "/-x"}
        ),
        "user_click_chatnow": events.named(user, "user_click_chatnow", oa_id=OA_ID, user_id=user),
        "user_send_group_*": events.words(user, "chào") | {"event_name": "user_send_group_text", "oa_id": OA_ID},
        "create_group": events.named(user, "create_group", oa_id=OA_ID),
        "anonymous_send_*": events.words(user, "xin chào") | {"event_name": "anonymous_send_text"},
        "change_oa_daily_quota": {"event_name": "change_oa_daily_quota", "oa_id": OA_ID, "timestamp": "1"},
        "change_template_quality": {"event_name": "change_template_quality", "oa_id": OA_ID, "timestamp": "2"},
        "change_template_status": {"event_name": "change_template_status", "oa_id": OA_ID, "timestamp": "3"},
        "widget_interaction_accepted": {
            "event_name": "widget_interaction_accepted",
            "timestamp": "4",
            "data": {"user_id": user},
        },
    }


async def walk(zalo: ZaloServer, bot: Whole) -> list[Row]:
    """The bot is empty before."""
    await bot.furnish()
    citizen, staff = Follower(zalo, bot, CITIZEN), Follower(zalo, bot, STAFF)
    await staff.says(f"/start {await bot.invitation(Role.STAFF)}")
    await staff.says("4 80% đã treo")
    heard = [await _heard(zalo, one) for one in (citizen, staff)]
    return [Row(kind, heard[0][kind], heard[1][kind]) for kind in heard[0]]


async def _heard(zalo: ZaloServer, one: Follower) -> dict[str, str]:
    if one.id == CITIZEN:
        await _writes(one)
    heard = {}
    for kind, event in said_by(zalo, one.id).items():
        answers = await one.sends(event)
        lines = [line for call in answers for line in call.text.splitlines()[:2] if line]
        heard[kind] = _CODE.sub("…", " / ".join(lines))
    for kind, event in silent(one.id).items():
        heard[kind] = " / ".join(call.text for call in await one.sends(event))
    return heard


async def _writes(citizen: Follower) -> None:
    asked = await citizen.says(f"/phananh {STORY}")
    await citizen.taps(asked.titles[0])
