"""Every field of Telegram's `Message`, and what is made of it (Bot API 10.1). What is not listed here is of a kind that
was invented since: whoever sends it is told that it is not read."""

from collections.abc import Mapping
from typing import Any

from handlers.incoming import Unusable

# What comes along with a message and says nothing by itself.
MARKS = frozenset(
    [
        "message_id",
        "message_thread_id",
        "direct_messages_topic",
        "from",
        "sender_chat",
        "sender_boost_count",
        "sender_business_bot",
        "sender_tag",
        "date",
        "guest_query_id",
        "business_connection_id",
        "chat",
        "forward_origin",
        "is_topic_message",
        "is_automatic_forward",
        "reply_to_message",
        "external_reply",
        "quote",
        "reply_to_story",
        "reply_to_checklist_task_id",
        "reply_to_poll_option_id",
        "via_bot",
        "guest_bot_caller_user",
        "guest_bot_caller_chat",
        "edit_date",
        "has_protected_content",
        "is_from_offline",
        "is_paid_post",
        "media_group_id",
        "author_signature",
        "paid_star_count",
        "entities",
        "link_preview_options",
        "suggested_post_info",
        "effect_id",
        "caption",
        "caption_entities",
        "show_caption_above_media",
        "has_media_spoiler",
        "reply_markup",
    ]
)
WORDS = ("text", "rich_message")
# The fuller one first: an animation comes with a document, a live photo with its still, a venue with its location.
FILES = ("animation", "document", "photo", "video", "video_note", "voice", "audio", "live_photo")
PLACES = ("venue", "location")
UNUSABLE: Mapping[str, Unusable] = {
    "sticker": Unusable.STICKER,
    "story": Unusable.STORY,
    "checklist": Unusable.CHECKLIST,
    "dice": Unusable.DICE,
    "game": Unusable.GAME,
    "poll": Unusable.POLL,
    "paid_media": Unusable.PAID_MEDIA,
    "invoice": Unusable.INVOICE,
    "giveaway": Unusable.GIVEAWAY,
    "giveaway_winners": Unusable.GIVEAWAY,
}
# Telegram writes these itself: nobody waits for an answer.
SERVICE = frozenset(
    [
        "new_chat_members",
        "left_chat_member",
        "chat_owner_left",
        "chat_owner_changed",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "message_auto_delete_timer_changed",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "successful_payment",
        "refunded_payment",
        "users_shared",
        "chat_shared",
        "gift",
        "unique_gift",
        "gift_upgrade_sent",
        "connected_website",
        "write_access_allowed",
        "passport_data",
        "proximity_alert_triggered",
        "boost_added",
        "chat_background_set",
        "checklist_tasks_done",
        "checklist_tasks_added",
        "direct_message_price_changed",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "giveaway_created",
        "giveaway_completed",
        "managed_bot_created",
        "paid_message_price_changed",
        "poll_option_added",
        "poll_option_deleted",
        "suggested_post_approved",
        "suggested_post_approval_failed",
        "suggested_post_declined",
        "suggested_post_paid",
        "suggested_post_refunded",
        "video_chat_scheduled",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_participants_invited",
        "web_app_data",
    ]
)


def is_service(message: Mapping[str, Any]) -> bool:
    return not SERVICE.isdisjoint(message)


def unusable(message: Mapping[str, Any]) -> Unusable | None:
    """None where the message holds something of a kind that is read."""
    for name in message:
        if name in UNUSABLE:
            return UNUSABLE[name]
    known = any(name in message for name in (*WORDS, *FILES, *PLACES, "contact", "caption"))
    return None if known else Unusable.UNKNOWN
