"""Draws every screen of every role: `make gallery`. Fails where a screen breaks a rule of `rules.py`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.gallery.page import page
from tests.gallery.rules import NOT_REACHED, faults, not_reached
from tests.gallery.walking import walked

PAGE = Path(__file__).parents[2] / "build" / "gallery" / "index.html"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        screens = asyncio.run(walked(Path(folder)))
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(screens), "utf-8")
    print(f"{len(screens)} screens: {PAGE}")  # noqa: T201 - a tool for the command line
    found = [f"{rule}: {what}" for rule, what in faults(screens)]
    found += [f"no screen leads to {name}" for name in not_reached(screens) if name not in NOT_REACHED]
    print("\n".join(found))  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
