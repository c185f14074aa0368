"""What each channel can do and what it needs of us. Other parts ask for that and never for a channel's name.

A new channel: a line here (docs/adding-a-channel.md, whose table is made of these declarations).
"""

from dataclasses import dataclass

WEB = "web"
KIOSK = "kiosk"
TELEGRAM = "telegram"
ZALO = "zalo"
ZALO_BOT = "zalo_bot"
# Ratings that a service passes on without saying whose they are; the address names the service.
FEEDBACK = "feedback"
_MEGABYTE = 1024**2


@dataclass(frozen=True, slots=True)
class Needs:
    """`kept_here`: the conversation lies in our own tables, with the files that are sent in it and the sessions that
    open it, and the other side fetches it. `takes_replies`: somebody reads what is said back. `shared`: many people use
    one device. `gives_phone`: it vouches for the phone number that somebody shares as their own."""

    kept_here: bool = False
    takes_replies: bool = True
    shared: bool = False
    gives_phone: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """Files that go out as themselves; all others as a link. `endings`: of their names, `*` any, none at all where
    empty. `largest`: bytes of one."""

    endings: tuple[str, ...] = ()
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Quota:
    """What the service gives away for nothing. `people`: who may write to the bot; `messages`: sent in a month."""

    people: int
    messages: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """`service`: as people call it. `text`, `title`: characters of a message and of a button. `buttons`: under one
    message; 0 where choices are lines with numbers, of which one is typed. None: as many as are ever needed. `edits`: a
    message may change into another. `rate`: messages a second, over all chats. `place`: people can send where they are;
    `quotes`: what they answer to comes with it; `edited`: so does a text they change; `sounds`: and voice messages and
    films; `groups`: it can be one of many in a chat. `cannot`: what else is missing, for those who run it."""

    service: str
    needs: Needs = Needs()
    text: int | None = 4096
    buttons: int | None = None
    title: int | None = None
    edits: bool = False
    files: Carried = Carried()
    rate: float | None = None
    place: bool = False
    quotes: bool = False
    edited: bool = False
    sounds: bool = False
    groups: bool = False
    quota: Quota | None = None
    cannot: str = ""

    @property
    def is_numbered(self) -> bool:
        return self.buttons == 0


# A messenger without a line here vouches for nothing, and shows as many buttons as it is given.
DECLARED: dict[str, Declaration] = {
    WEB: Declaration(
        "Web chat", Needs(kept_here=True), text=None, edits=True, files=Carried(("*",), 50 * _MEGABYTE), sounds=True,
        cannot="nobody is told of anything while the page is closed",
    ),
    KIOSK: Declaration(
        "Kiosk", Needs(takes_replies=False, shared=True), text=None, buttons=5,
        cannot="it takes one tap, a reason and nothing else, and says nothing back",
    ),
    TELEGRAM: Declaration(
        "Telegram", Needs(gives_phone=True), text=4096, buttons=100, edits=True,
        files=Carried(("*",), 50 * _MEGABYTE), rate=30, place=True, quotes=True, edited=True, sounds=True, groups=True,
        cannot="blocked in Viet Nam since 2025; takes files of 20 MB at most",
    ),
    ZALO: Declaration(
        "Zalo Official Account", Needs(gives_phone=True), text=2000, buttons=5, title=100,
        files=Carried(("pdf", "doc", "docx", "csv"), 5 * _MEGABYTE), rate=4000 / 60,
        place=True, quotes=True, sounds=True,
        cannot="nothing can be said to somebody who has been silent for 7 days; after 48 hours a message costs money",
    ),
    ZALO_BOT: Declaration(
        "Zalo Bot Platform", text=2000, buttons=0, rate=10, quota=Quota(people=50, messages=3000),
        cannot="a link that begins a conversation; polling loses what was fetched and not yet stored when the process"
        " is killed",
    ),
}  # fmt: skip
_OF_A_MESSENGER = Declaration("")
# No channel that anybody writes over.
_OF_FEEDBACK = Declaration("", Needs(takes_replies=False, shared=True))


def declared(channel: str) -> Declaration:
    """Also of a channel that is not served any more."""
    return _OF_FEEDBACK if channel == FEEDBACK else DECLARED.get(channel, _OF_A_MESSENGER)


def quotas() -> list[tuple[str, Declaration, Quota]]:
    """Of the channels that have one."""
    return [(name, one, one.quota) for name, one in DECLARED.items() if one.quota is not None]


def needs_of(channel: str) -> Needs:
    return declared(channel).needs
