"""How fast a messenger may be spoken to."""

from aiolimiter import AsyncLimiter


def limiter(rate: float) -> AsyncLimiter:
    """`rate`: a second. A sixth of a second's worth goes at once: what is delayed on the way must not arrive as more
    than the service permits."""
    at_once = max(rate / 6, 1)
    return AsyncLimiter(at_once, at_once / rate)
