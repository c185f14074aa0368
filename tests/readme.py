"""Writes the table of settings in README.md from the settings themselves: `make readme`."""

import re
from pathlib import Path

from pydantic_core import PydanticUndefined

from bot.settings import Settings

README = Path(__file__).parent.parent / "README.md"
_BEGIN, _END = "<!-- settings: written by `make readme` -->", "<!-- end of settings -->"


def settings_table() -> str:
    lines = ["| Variable | Default | What it is |", "|---|---|---|"]
    for name, setting in Settings.model_fields.items():
        default = "" if setting.default in (None, "", PydanticUndefined) else f"`{setting.default}`"
        lines.append(f"| `CCHC_{name.upper()}` | {default} | {setting.description} |")
    return "\n".join(lines)


def main() -> None:
    text = README.read_text("utf-8")
    table = f"{_BEGIN}\n{settings_table()}\n{_END}"
    README.write_text(re.sub(f"{_BEGIN}.*{_END}", lambda _: table, text, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
