"""Tasks of a test end before its loop does."""

import asyncio
from typing import Any


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancelled and waited for: what a task leaves to a thread must not come back to a loop that is closed."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
