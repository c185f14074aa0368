import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from hypothesis import settings

from bot.memory import spare_the_collector
from storage.migrate import configuration
from tests.botapi import BotApiServer
from tests.chat import Town
from tests.databases import end, postgres_url, sqlite_url, tidy_up
from tests.leftovers import remove
from tests.wires.choosing import chosen
from tests.zalo_oa.server import ZaloServer

# Until all is collected: what is loaded and collected lives as long as the process. To search it again and again took a
# twelfth of the whole run.
gc.disable()

pytest_plugins = ("tests.browser", "tests.command_line")

# python-telegram-bot warns each time it makes a RetryAfter unless told which type its seconds shall have.
os.environ.setdefault("PTB_TIMEDELTA", "1")


# How long an example takes says how busy the machine is; tests of speed measure for themselves.
settings.register_profile("here", deadline=None, max_examples=int(os.environ.get("CCHC_TEST_EXAMPLES", "40")))
settings.load_profile("here")


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: a test waits for its database, its browser or the clock for half of its time."""
    return (os.cpu_count() or 1) + 2


def pytest_configure() -> None:
    remove(own=False)
    _load_revisions_once()


def _load_revisions_once() -> None:
    """Alembic loads the files of all revisions at each upgrade: a sixth of what a test of an old database takes."""
    scripts = ScriptDirectory.from_config(configuration())
    ScriptDirectory.from_config = lambda _config: scripts  # type: ignore[method-assign,assignment]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Over a wire the conversations alone: what talks to no town has none."""
    if chosen():
        towns = {"town", "any_town"}
        items[:] = [item for item in items if towns.intersection(getattr(item, "fixturenames", ()))]


def pytest_collection_finish() -> None:
    spare_the_collector()


def pytest_unconfigure() -> None:
    end()


@pytest.fixture(autouse=True)
def _databases_end_with_their_test() -> Iterator[None]:
    yield
    tidy_up()


@pytest.fixture(autouse=True)
def _settings_come_from_the_test(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No `.env` and no variable of the machine decides how a test ends."""
    for name in [name for name in os.environ if name.startswith("CCHC_") and not name.startswith("CCHC_TEST_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same test on both databases."""
    return sqlite_url(tmp_path) if request.param == "sqlite" else postgres_url()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A department over a fresh SQLite database."""
    async with Town.over(sqlite_url(tmp_path)) as town:
        yield town


@pytest.fixture
async def any_town(database_url: str) -> AsyncIterator[Town]:
    """A department over each database."""
    async with Town.over(database_url) as town:
        yield town


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Telegram's Bot API, on a free port."""
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloServer]:
    """Zalo's API, on a free port."""
    async with ZaloServer() as zalo:
        yield zalo
