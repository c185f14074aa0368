"""Methods that write to a chat: sending, editing, deleting, answering a tap."""

from tests.botapi.chats import Chat, Chats
from tests.botapi.files import Files
from tests.botapi.texts import caption_text, message_text
from tests.botapi.wire import ApiError, Json, bad_request, utf16_length

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
CALLBACK_TEXT_LENGTH = 200
DELETE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


class Sending:
    def __init__(self, chats: Chats, files: Files) -> None:
        self.chats = chats
        self.files = files

    def send_message(self, params: Json) -> Json:
        content = message_text(params)
        return self._send(params, content)

    def send_document(self, params: Json) -> Json:
        caption = caption_text(params)
        self.chats.writable(params["chat_id"])
        return self._send(params, self.files.document(params["document"]) | caption)

    def send_photo(self, params: Json) -> Json:
        caption = caption_text(params)
        self.chats.writable(params["chat_id"])
        return self._send(params, self.files.photo(params["photo"]) | caption)

    def send_voice(self, params: Json) -> Json:
        caption = caption_text(params)
        self.chats.writable(params["chat_id"])
        return self._send(params, self.files.voice(params["voice"]) | caption)

    def send_video(self, params: Json) -> Json:
        caption = caption_text(params)
        self.chats.writable(params["chat_id"])
        return self._send(params, self.files.video(params["video"]) | caption)

    def _send(self, params: Json, content: Json) -> Json:
        chat = self.chats.writable(params["chat_id"])
        thread = params.get("message_thread_id")
        if thread is not None:
            if thread not in chat.topics:
                raise bad_request("message thread not found")
            content |= {"message_thread_id": thread, "is_topic_message": True}
        reply = params.get("reply_parameters")
        if reply:
            replied = chat.messages.get(reply["message_id"])
            if replied is not None:
                content["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
            elif not reply.get("allow_sending_without_reply"):
                raise bad_request("message to be replied not found")
        # Only an inline keyboard is part of the message; the other kinds change the person's screen.
        markup = params.get("reply_markup")
        if markup and markup.get("inline_keyboard"):
            content["reply_markup"] = markup
        return self.chats.add_own(chat, content)

    def send_chat_action(self, params: Json) -> bool:
        if params["action"] not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        self.chats.writable(params["chat_id"])
        return True

    def edit_message_text(self, params: Json) -> Json:
        content = message_text(params)
        message = self._editable(params)
        if "text" not in message:
            raise bad_request("there is no text in the message to edit")
        return self._change(message, {"entities": None, "reply_markup": None} | content, params)

    def edit_message_reply_markup(self, params: Json) -> Json:
        return self._change(self._editable(params), {"reply_markup": None}, params)

    def _change(self, message: Json, changes: Json, params: Json) -> Json:
        markup = params.get("reply_markup")
        if markup and "inline_keyboard" not in markup:
            raise bad_request("inline keyboard expected")
        if markup and markup["inline_keyboard"]:
            changes["reply_markup"] = markup
        if all(message.get(name) == value for name, value in changes.items()):
            raise bad_request(NOT_MODIFIED)
        changed = {name: value for name, value in (message | changes).items() if value is not None}
        changed["edit_date"] = int(self.chats.clock())
        # A new object: what an earlier call returned stays as it was.
        self.chats.find(params["chat_id"]).messages[message["message_id"]] = changed
        return changed

    def _editable(self, params: Json) -> Json:
        if "inline_message_id" in params and "message_id" not in params:
            raise bad_request("MESSAGE_ID_INVALID")
        if "chat_id" not in params:
            raise bad_request("chat_id is empty")
        if "message_id" not in params:
            raise bad_request("message identifier is not specified")
        chat = self.chats.writable(params["chat_id"])
        message = self._find(chat, params, "message to edit not found")
        if message.get("from") != self.chats.bot:
            raise bad_request("message can't be edited")
        return message

    def delete_message(self, params: Json) -> bool:
        chat = self.chats.writable(params["chat_id"])
        message = self._find(chat, params, "message to delete not found")
        if self.chats.clock() - message["date"] > DELETE_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        del chat.messages[message["message_id"]]
        return True

    @staticmethod
    def _find(chat: Chat, params: Json, missing: str) -> Json:
        message = chat.messages.get(params["message_id"])
        if message is None:
            raise bad_request(missing)
        return message

    def answer_callback_query(self, params: Json) -> bool:
        if utf16_length(params.get("text", "")) > CALLBACK_TEXT_LENGTH:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        url = params.get("url", "")
        if url and not url.startswith(("https://t.me/", "http://t.me/", "tg://")):
            raise ApiError(400, "Bad Request: URL_INVALID")
        self.chats.answer(params["callback_query_id"])
        return True
