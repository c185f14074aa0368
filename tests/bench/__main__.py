"""`make bench`: throughput side by side, then `/summary` over growing tables; prints the tables of docs/benchmarks.md."""

import argparse
import asyncio
import sys
from statistics import median

from tests.bench import throughput

TARGET = 2.0


def _show(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def _rounds(rounds: int, updates: int) -> dict[str, list[float]]:
    """Bot → updates a second, one for each round; the bots take turns, so that all see the same weather."""
    rates: dict[str, list[float]] = {bot: [] for bot in throughput.BOTS}
    for number in range(1, rounds + 1):
        for bot in throughput.BOTS:
            rates[bot].append(updates / await throughput.measure(bot, updates))
        _show(f"round {number}: " + ", ".join(f"{bot} {rates[bot][-1]:.0f}/s" for bot in throughput.BOTS))
    return rates


def _ratio(rates: dict[str, list[float]], bot: str, to: str) -> float:
    """The median of the rounds' own ratios."""
    return median(one / other for one, other in zip(rates[bot], rates[to], strict=True))
