"""The pages' templates. What a page says comes from the catalogue: the templates are given `say`."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from handlers.words.catalogue import Words
from handlers.words.keys import LEVEL

PAGES = Path(__file__).parent / "pages"
STATIC = PAGES / "static"
_templates = Environment(
    loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(name: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> HTMLResponse:
    return HTMLResponse(_templates.get_template(name).render(**values), status, headers)


def face_words(say: Words, level: int) -> str:
    """`Rất hài lòng`: without the symbol in front of it, which a page draws itself."""
    return say(LEVEL[level]).partition(" ")[2]
