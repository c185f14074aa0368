"""The pages anybody may open, served as they are to the public."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.public_site import PublicSite, public_site


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[PublicSite]:
    async with public_site(tmp_path) as site:
        yield site
