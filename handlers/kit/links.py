"""Where a signed link opens the bot: on the web where it has an address, or else in a messenger's chat."""

from handlers.kit.occasion import Office
from storage.ground.refusals import Refusal
from storage.keys import dossier_token

DOSSIER_PREFIX = "d_"


def start_link(office: Office, payload: str) -> str:
    """Opens the chat with `/start PAYLOAD`; empty where the bot cannot be reached by a link."""
    if office.opens_chat is not None:
        return office.opens_chat(payload)
    return f"{office.public_url}/?start={payload}" if office.public_url else ""


def dossier_link(office: Office, dossier_id: int, *, in_chat: bool = False) -> str:
    """For a receipt: the rating page, which needs no account; or a messenger's chat. At most 64 characters of payload.

    Refuses with `setup.no_address` where neither can be reached.
    """
    token = dossier_token(office.secret, dossier_id)
    if office.public_url and not in_chat:
        return f"{office.public_url}/r/{token}"
    if office.opens_chat is None:
        raise Refusal("setup.no_address")
    return office.opens_chat(DOSSIER_PREFIX + token)
