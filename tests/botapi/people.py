"""Who writes to the bot."""

from dataclasses import dataclass

from tests.botapi.wire import Json


@dataclass(frozen=True)
class User:
    id: int
    first_name: str = "Lan"
    language_code: str = "vi"
    last_name: str = ""
    username: str = ""

    def as_user(self) -> Json:
        body: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return body | self._names() | {"language_code": self.language_code}

    def as_chat(self) -> Json:
        return {"id": self.id, "first_name": self.first_name} | self._names() | {"type": "private"}

    def _names(self) -> Json:
        names = {"last_name": self.last_name, "username": self.username}
        return {name: value for name, value in names.items() if value}


@dataclass(frozen=True)
class Group:
    """The id of a supergroup begins with -100."""

    id: int
    title: str = "Tổ CCHC"
    type: str = "supergroup"

    def as_chat(self) -> Json:
        return {"id": self.id, "title": self.title, "type": self.type}


Place = User | Group
LAN = User(70001, "Lan", last_name="Nguyễn", username="lan")
MINH = User(70002, "Minh")
HOA = User(70003, "Hoa", language_code="en")
