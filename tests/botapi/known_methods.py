"""The methods the bot uses, written down by hand, for machines without the published description of the API."""

KnownField = tuple[str, tuple[str, ...], bool]

CHAT = "chat_id!"
SEND = (
    "business_connection_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup"
)
EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup"
METHODS = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": f"{CHAT} text! parse_mode entities link_preview_options {SEND}",
    "sendDocument": f"{CHAT} document! thumbnail caption parse_mode caption_entities disable_content_type_detection "
    + SEND,
    "sendPhoto": f"{CHAT} photo! caption parse_mode caption_entities show_caption_above_media has_spoiler {SEND}",
    "sendVoice": f"{CHAT} voice! caption parse_mode caption_entities duration {SEND}",
    "sendVideo": f"{CHAT} video! caption parse_mode caption_entities duration width height {SEND}",
    "sendChatAction": f"{CHAT} action! business_connection_id message_thread_id",
    "editMessageText": f"text parse_mode entities link_preview_options {EDIT}",
    "editMessageReplyMarkup": EDIT,
    "deleteMessage": f"{CHAT} message_id!",
    "answerCallbackQuery": "callback_query_id! text show_alert url cache_time",
    "setMyCommands": "commands! scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "getFile": "file_id!",
}
INTEGERS = "offset limit timeout max_connections message_thread_id direct_messages_topic_id message_id cache_time"
TRUTHS = (
    "drop_pending_updates disable_notification protect_content allow_paid_broadcast show_alert has_spoiler "
    "show_caption_above_media disable_content_type_detection"
)
TYPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(INTEGERS.split(), ("Integer",)),
    **dict.fromkeys(TRUTHS.split(), ("Boolean",)),
    "chat_id": ("Integer", "String"),
    "allowed_updates": ("Array of String",),
    "entities": ("Array of MessageEntity",),
    "caption_entities": ("Array of MessageEntity",),
    "commands": ("Array of BotCommand",),
    "scope": ("BotCommandScope",),
    "link_preview_options": ("LinkPreviewOptions",),
    "reply_parameters": ("ReplyParameters",),
    "suggested_post_parameters": ("SuggestedPostParameters",),
    "reply_markup": ("InlineKeyboardMarkup", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ForceReply"),
    "certificate": ("InputFile",),
    **dict.fromkeys(("document", "photo", "thumbnail"), ("InputFile", "String")),
}


def known_methods() -> dict[str, list[KnownField]]:
    return {method: [_field(word) for word in words.split()] for method, words in METHODS.items()}


def _field(word: str) -> KnownField:
    name = word.rstrip("!")
    return name, TYPES.get(name, ("String",)), word.endswith("!")
