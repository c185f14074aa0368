"""Rendering a template in a process of its own: whatever it does, it ends with that process."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from handlers.report.template.fields import Value
from storage.ground.refusals import Refusal

MAX_TEMPLATE_BYTES = 10 * 1024 * 1024
BOUNDS = Bounds(
    seconds=20.0, memory_mb=512, answer_mb=21, too_slow="template.too_slow", too_much="template.cannot_render"
)
LOADED_APART = ("handlers.report.template.rendering",)


async def render_apart(template: bytes, values: Mapping[str, Value], seconds: float = BOUNDS.seconds) -> bytes:
    if len(template) > MAX_TEMPLATE_BYTES:
        raise Refusal("file.too_large", limit_mb=MAX_TEMPLATE_BYTES // 1024**2)
    return await work_apart(_fill_in, replace(BOUNDS, seconds=seconds), template, values)


def _fill_in(template: bytes, values: Mapping[str, Value]) -> bytes:
    """Runs in the other process: this one never loads what fills templates in."""
    from handlers.report.template.rendering import fill_in

    return fill_in(template, values)
