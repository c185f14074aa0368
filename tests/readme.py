"""Writes what the documentation takes from the code: the table of settings in README.md, the placeholders of
docs/report-template.md, and the example template beside it: `make readme`."""

import re
from pathlib import Path

from pydantic_core import PydanticUndefined

from bot.settings.settings import Settings
from handlers.report.template.example import example_template
from handlers.report.template.fields import described
from handlers.words.catalogue import Words
from tests.channels import page as channels_page
from tests.chat import NOON

README = Path(__file__).parent.parent / "README.md"
TEMPLATE_PAGE = README.parent / "docs" / "report-template.md"
EXAMPLE = README.parent / "docs" / "examples" / "report-template.docx"
_BEGIN, _END = "<!-- settings: written by `make readme` -->", "<!-- end of settings -->"
_TEMPLATE_BEGIN, _TEMPLATE_END = "<!-- placeholders: written by `make readme` -->", "<!-- end of placeholders -->"


def settings_table() -> str:
    lines = ["| Variable | Default | What it is |", "|---|---|---|"]
    own = [name for name in Settings.model_fields if name in Settings.__annotations__]
    for name in [*own, *(name for name in Settings.model_fields if name not in own)]:
        setting = Settings.model_fields[name]
        default = "" if setting.default in (None, "", PydanticUndefined) else f"`{setting.default}`"
        lines.append(f"| `CCHC_{name.upper()}` | {default} | {setting.description} |")
    return "\n".join(lines)


def template_table() -> str:
    lines = ["| Placeholder | Meaning |", "|---|---|"]
    lines += [f"| `{written}` | {meaning} |" for written, meaning in described(Words("vi"))]
    return "\n".join(lines)


def _write(page: Path, begin: str, end: str, table: str) -> None:
    text = page.read_text("utf-8")
    page.write_text(re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n{table}\n{end}", text, flags=re.DOTALL), "utf-8")


def main() -> None:
    _write(README, _BEGIN, _END, settings_table())
    _write(TEMPLATE_PAGE, _TEMPLATE_BEGIN, _TEMPLATE_END, template_table())
    _write(channels_page.PAGE, channels_page.BEGIN, channels_page.END, channels_page.table())
    EXAMPLE.parent.mkdir(exist_ok=True)
    EXAMPLE.write_bytes(example_template(Words("vi"), NOON))


if __name__ == "__main__":
    main()
