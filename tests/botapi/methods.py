"""The table of methods: which function answers which call."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.botapi.chats import Chats
from tests.botapi.files import Files
from tests.botapi.profile import Profile
from tests.botapi.sending import Sending
from tests.botapi.updates import Updates
from tests.botapi.webhooks import Webhook
from tests.botapi.wire import Json

Answering = Callable[[Json], Any]
Waiting = Callable[[Json], Awaitable[Any]]


def immediate_methods(chats: Chats, files: Files, profile: Profile, webhook: Webhook) -> dict[str, Answering]:
    sending = Sending(chats, files)
    return {
        "getMe": lambda _: chats.bot,
        "getWebhookInfo": webhook.get_webhook_info,
        "sendMessage": sending.send_message,
        "sendDocument": sending.send_document,
        "sendPhoto": sending.send_photo,
        "sendVoice": sending.send_voice,
        "sendVideo": sending.send_video,
        "sendChatAction": sending.send_chat_action,
        "editMessageText": sending.edit_message_text,
        "editMessageReplyMarkup": sending.edit_message_reply_markup,
        "deleteMessage": sending.delete_message,
        "answerCallbackQuery": sending.answer_callback_query,
        "getFile": files.get_file,
        "setMyCommands": profile.set_my_commands,
        "getMyCommands": profile.get_my_commands,
        "deleteMyCommands": profile.delete_my_commands,
        "setMyName": profile.set_my_name,
        "getMyName": profile.get_my_name,
        "setMyDescription": profile.set_my_description,
        "getMyDescription": profile.get_my_description,
        "setMyShortDescription": profile.set_my_short_description,
        "getMyShortDescription": profile.get_my_short_description,
    }


def waiting_methods(updates: Updates, webhook: Webhook) -> dict[str, Waiting]:
    return {
        "getUpdates": updates.get_updates,
        "setWebhook": webhook.set_webhook,
        "deleteWebhook": webhook.delete_webhook,
    }
