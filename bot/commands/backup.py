from collections.abc import Callable
from pathlib import Path

from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.words.catalogue import Words
from storage.backup import copy_database
from storage.database import Database
from storage.ground.days.working_time import LOCAL_ZONE
from storage.ground.refusals import Refusal

_KEY = "secret.key"


def back_up(settings: Settings, folder: Path, keep: int, show: Callable[[str], None]) -> None:
    """The database and the secret key into this folder; of the copies there the newest `keep` stay."""
    say, database = Words("vi"), Database(settings.database_url)
    if not database.is_sqlite:
        raise Refusal("backup.not_here")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        earlier = _copy_key(settings, folder / _KEY)
    except OSError as error:
        raise Refusal("backup.failed", place=str(folder), reason=error.strerror or "") from None
    target = folder / f"cchc-{utc_now().astimezone(LOCAL_ZONE):%Y%m%d-%H%M%S}.db"
    copy_database(Path(database.url.database or ""), target)
    show(say("cli.backup_written", path=target))
    if earlier is not None:
        show(say("cli.backup_other_key", path=earlier))
    for old in sorted(folder.glob("cchc-*.db"))[:-keep]:
        old.unlink()


def _copy_key(settings: Settings, target: Path) -> Path | None:
    """Without it, signed links and phone hashes of the copy are worthless. Where another key lies there, earlier copies
    still need it: it stays beside, at the path that is returned."""
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    secret, earlier = settings.secret(), None
    draft.write_bytes(secret)
    if target.exists() and target.read_bytes() != secret:
        earlier = target.with_name(f"secret-until-{utc_now().astimezone(LOCAL_ZONE):%Y%m%d-%H%M%S}.key")
        target.rename(earlier)
    draft.rename(target)
    return earlier
