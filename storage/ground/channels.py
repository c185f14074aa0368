"""What the parts that serve every channel have to know of one. They ask for what it needs and never for its name."""

from dataclasses import dataclass

WEB = "web"
KIOSK = "kiosk"
TELEGRAM = "telegram"
ZALO = "zalo"
ZALO_BOT = "zalo_bot"
# Ratings that a service passes on without saying whose they are; the address names the service.
FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Needs:
    """`kept_here`: the conversation lies in our own tables, with the files that are sent in it and the sessions that
    open it, and the other side fetches it. `takes_replies`: somebody reads what is said back. `shared`: many people use
    one device. `gives_phone`: it vouches for the phone number that somebody shares as their own."""

    kept_here: bool = False
    takes_replies: bool = True
    shared: bool = False
    gives_phone: bool = False


# A messenger, to which what is said is sent and that vouches for nothing, needs no line here.
_NEEDS = {
    WEB: Needs(kept_here=True),
    KIOSK: Needs(takes_replies=False, shared=True),
    TELEGRAM: Needs(gives_phone=True),
    ZALO: Needs(gives_phone=True),
    FEEDBACK: Needs(takes_replies=False, shared=True),
}
_OF_A_MESSENGER = Needs()


def needs_of(channel: str) -> Needs:
    """Also of a channel that is not served any more."""
    return _NEEDS.get(channel, _OF_A_MESSENGER)
