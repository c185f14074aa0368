"""The chats the bot may write to, what stands in them, and the callback queries that wait for an answer."""

from dataclasses import dataclass, field

from tests.botapi.wire import ApiError, Clock, Json, bad_request

CALLBACK_SECONDS = 150.0
BLOCKED = {
    "private": "bot was blocked by the user",
    "group": "bot was kicked from the group chat",
    "supergroup": "bot was kicked from the supergroup chat",
    "channel": "bot was kicked from the channel chat",
}


@dataclass(slots=True)
class Chat:
    body: Json
    last_message_id: int = 0
    messages: dict[int, Json] = field(default_factory=dict)
    is_blocked: bool = False
    is_deactivated: bool = False
    topics: set[int] = field(default_factory=set)

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id


class Chats:
    """With `anyone` every positive chat_id is a known private chat (for load tests)."""

    def __init__(self, bot: Json, clock: Clock, anyone: bool = False) -> None:
        self.bot = bot
        self.clock = clock
        self.anyone = anyone
        self.known: dict[int, Chat] = {}
        self.callbacks: dict[str, float] = {}

    def meet(self, body: Json) -> Chat:
        chat = self.known.get(body["id"])
        if chat is None:
            chat = self.known[body["id"]] = Chat(body)
        return chat

    def writable(self, chat_id: int | str) -> Chat:
        chat = self.find(chat_id)
        if chat.is_deactivated:
            raise ApiError(403, "Forbidden: user is deactivated")
        if chat.is_blocked:
            raise ApiError(403, f"Forbidden: {BLOCKED[chat.body['type']]}")
        return chat

    def find(self, chat_id: int | str) -> Chat:
        chat = self.known.get(chat_id) if isinstance(chat_id, int) else self._by_username(chat_id)
        if chat is None and self.anyone and isinstance(chat_id, int) and chat_id > 0:
            chat = self.meet({"id": chat_id, "type": "private", "first_name": "A"})
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _by_username(self, name: str) -> Chat | None:
        # A bot can name a channel or a supergroup by its @username, never a person.
        named = (chat for chat in self.known.values() if chat.body["type"] in ("supergroup", "channel"))
        return next((chat for chat in named if f"@{chat.body.get('username')}" == name), None)

    def add_own(self, chat: Chat, content: Json) -> Json:
        """A new message of the bot, shaped like the real one."""
        message: Json = {
            "message_id": chat.next_message_id(),
            "from": self.bot,
            "chat": chat.body,
            "date": int(self.clock()),
        }
        message.update(content)
        chat.messages[message["message_id"]] = message
        return message

    def take_in(self, message: Json) -> None:
        """A message of a person: gets its message_id here unless the test has chosen one."""
        chat = self.meet(message["chat"])
        if message.get("is_topic_message") and "message_thread_id" in message:
            chat.topics.add(message["message_thread_id"])
        chosen = message.get("message_id")
        if chosen is None:
            message["message_id"] = chat.next_message_id()
        chat.last_message_id = max(chat.last_message_id, message["message_id"])
        chat.messages[message["message_id"]] = message

    def take_tap(self, query: Json) -> None:
        if "message" in query:
            self.meet(query["message"]["chat"])
        self.callbacks[query["id"]] = self.clock() + CALLBACK_SECONDS

    def answer(self, callback_query_id: str) -> None:
        expires = self.callbacks.pop(callback_query_id, 0.0)
        if expires < self.clock():
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
