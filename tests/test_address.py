"""Where the database is: a password is read whatever it holds and never shown; a file is its owner's alone."""

import stat
from pathlib import Path

import pytest

from bot.commands.opening import opened
from bot.settings.settings import Settings
from storage.address import is_database_url, read_address, shown
from storage.ground.refusals import Refusal
from tests.command_line import cchc

PASSWORDS = ["plain", "p@ss", "@", "a@b@c", "p@ss:5432", "p%40ss", "a/b@c?d#e", "p@host/name"]


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("rest", ["db.example:5432/cchc", "db.example/cchc", "[::1]:5432/cchc", "/cchc?host=/run/pg"])
def test_a_password_is_read_to_its_last_sign_and_never_shown(password: str, rest: str) -> None:
    url = read_address(f"postgresql://bot:{password}@{rest}")
    assert url.password == password.replace("%40", "@")
    assert (url.username, url.database) == ("bot", "cchc")
    assert url.host in ("db.example", "::1", None)
    assert shown(url) == {"/cchc?host=/run/pg": "postgresql:///cchc?host=%2Frun%2Fpg"}.get(rest, f"postgresql://{rest}")


def test_a_password_among_the_options_is_not_shown_either() -> None:
    url = read_address("postgresql:///cchc?host=/run/pg&user=bot&password=geheim")
    assert shown(url) == "postgresql:///cchc?host=%2Frun%2Fpg"


@pytest.mark.parametrize("text", ["", "x", "sqlite://", "sqlite:///:memory:", "mysql://a:b@c/d", "postgresql://a:b@c"])
def test_what_names_no_database_is_none(text: str) -> None:
    assert not is_database_url(text)


@pytest.mark.parametrize(
    "address", ["postgresql://bot:geh@eim@127.0.0.1:1/cchc", "postgresql://bot:geh@e:im@no.invalid"]
)
def test_no_command_tells_the_password(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CCHC_DATABASE_URL", address)
    monkeypatch.setenv("COLUMNS", "200")
    for words in (["doctor"], ["summary"], ["run"], ["backup", "copies"]):
        result = cchc(*words)
        assert result.exit_code
        assert not {"geh", "eim"} & {*result.output.replace("@", " ").replace(":", " ").split()}, result.output
        assert "eim@" not in result.output


def test_settings_do_not_show_the_address() -> None:
    assert "geheim" not in repr(Settings(database_url="postgresql://bot:geheim@db.example/cchc"))


async def test_database_and_key_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    settings = Settings(database_url=f"sqlite:///{folder / 'cchc.db'}", data_dir=folder)
    for _ in range(2):
        settings.secret()
        async with opened(settings) as database, database.write() as db:
            await db.exec_driver_sql("INSERT INTO fact VALUES ('a', '1') ON CONFLICT DO NOTHING")
            names = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        assert names == dict.fromkeys(("cchc.db", "cchc.db-wal", "cchc.db-shm", "secret.key"), 0o600)
        # As earlier versions left them.
        for path in folder.iterdir():
            path.chmod(0o644)


async def test_a_folder_in_its_place_stays_a_folder(tmp_path: Path) -> None:
    (tmp_path / "cchc.db").mkdir(mode=0o755)
    with pytest.raises(Refusal, match=r"setup\.database"):
        async with opened(Settings(database_url=f"sqlite:///{tmp_path / 'cchc.db'}")):
            pass
    assert stat.S_IMODE((tmp_path / "cchc.db").stat().st_mode) == 0o755
