"""`make bench`: updates a second side by side, then `/summary`, the forms and the report over growing tables.

Prints the tables of docs/benchmarks.md. `--rounds`, `--updates`, `--ratings`, `--forms`, `--tasks` and `--dossiers`
make it shorter or longer.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from statistics import median
from tempfile import NamedTemporaryFile

from tests.bench import dossiers, figures, forms, reports, throughput

TARGET_RATIO = 2.0
TARGET_MILLISECONDS = 5.0
TARGET_FORM_MILLISECONDS = 50.0
# Of 100,000 dossiers: what is measured → the most it may be.
TARGET_DOSSIERS = 100_000
TARGETS = {"s on the command line": 10.0, "MB": 250.0, "s in the chat": 20.0, "s of waiting for the writer": 0.5}
# Tasks → seconds of work for the report's files.
TARGET_SECONDS = {42: 0.5, 2_000: 3.0}
NAMES = {
    "library": "python-telegram-bot, bare echo",
    "floor": "floor: aiohttp and dictionaries, echo",
    "ours": "this bot, a durable rating each",
}


def _show(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def rounds(count: int, updates: int) -> dict[str, list[float]]:
    """Bot → updates a second, one for each round; the bots take turns, so that all see the same weather."""
    rates: dict[str, list[float]] = {bot: [] for bot in throughput.BOTS}
    for number in range(1, count + 1):
        for bot in throughput.BOTS:
            rates[bot].append(updates / await throughput.measure(bot, updates))
        _show(f"round {number}: " + ", ".join(f"{bot} {rates[bot][-1]:.0f}/s" for bot in throughput.BOTS))
    return rates


def ratio(rates: dict[str, list[float]], bot: str, to: str) -> float:
    """The median of the rounds' own ratios."""
    return median(one / other for one, other in zip(rates[bot], rates[to], strict=True))


def sync_milliseconds() -> float:
    """How long this disk takes to make a small write durable: below about 0.1 it does not wait for anything."""
    times = []
    with NamedTemporaryFile() as file:
        for _ in range(50):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _show_throughput(rates: dict[str, list[float]]) -> None:
    _show("\n| Bot | Updates/s, median (lowest–highest) | × library | share of the floor |\n|---|---|---|---|")
    for bot in throughput.BOTS:
        row = f"| {NAMES[bot]} | {median(rates[bot]):.0f} ({min(rates[bot]):.0f}–{max(rates[bot]):.0f}) "
        _show(row + f"| {ratio(rates, bot, 'library'):.2f} | {ratio(rates, bot, 'floor'):.0%} |")
    reached = ratio(rates, "ours", "library")
    word = "reached" if reached >= TARGET_RATIO else "MISSED"
    _show(
        f"\nTarget {TARGET_RATIO} × library: {word} ({reached:.2f}). A sync of this disk: {sync_milliseconds():.2f} ms."
    )


async def _show_figures(sizes: Sequence[int]) -> None:
    _show(f"\n| Ratings | {' | '.join(f'{name}, ms' for name in figures.PERIODS)} |")
    _show("|---" * (1 + len(figures.PERIODS)) + "|")
    slowest = 0.0
    for size in sizes:
        milliseconds = await figures.measure(size)
        slowest = max(slowest, *(milliseconds[name].own for name in figures.REPORTED))
        cells = (f"{found.own:.1f} ({found.wall:.1f})" for found in milliseconds.values())
        _show(f"| {size:,} | {' | '.join(cells)} |")
    word = "reached" if slowest <= TARGET_MILLISECONDS else "MISSED"
    _show("\nTime of the querying thread; in brackets as a clock on the wall sees it.")
    _show(f"Target {TARGET_MILLISECONDS} ms up to a year: {word} ({slowest:.1f}).")


async def _show_forms(sizes: Sequence[int]) -> None:
    _show(f"\n| Dossiers | What | {' | '.join(f'{name}, ms' for name in figures.REPORTED)} |")
    _show("|---" * (2 + len(figures.REPORTED)) + "|")
    slowest = 0.0
    for size in sizes:
        for what, found in (await forms.measure(size)).items():
            slowest = max(slowest, *(took.milliseconds for took in found.values()))
            cells = (f"{found[name].milliseconds:.1f}" for name in figures.REPORTED)
            _show(f"| {size:,} | {what} | {' | '.join(cells)} |")
    word = "reached" if slowest <= TARGET_FORM_MILLISECONDS else "MISSED"
    _show(f"\nTarget {TARGET_FORM_MILLISECONDS} ms up to a year: {word} ({slowest:.1f}).")


async def _show_reports(sizes: Sequence[int]) -> None:
    _show("\n| Tasks | this bot: all files, s | python-docx: its table, s | docxtpl: its table, s | target, s |")
    _show("|---" * 5 + "|")
    for size in sizes:
        took = await reports.measure(size)
        seconds = f"{took.ours:.2f} | {took.python_docx:.2f} | {took.docxtpl:.2f}"
        _show(f"| {size:,} | {seconds} | {TARGET_SECONDS.get(size, '–')} |")


async def _show_dossiers(sizes: Sequence[int]) -> None:
    reached = dict.fromkeys(TARGETS, 0.0)
    _show("\n| Dossiers | new: s (CPU) | again: s (CPU) | MB | chat: preview s + write s (CPU) | longest wait, s |")
    _show("|---" * 6 + "|")
    for size in sizes:
        for ending in ("csv", "xlsx"):
            content = dossiers.file_of(size, ending)
            new, again = await dossiers.on_the_command_line(content, ending, 2)
            chat = await dossiers.in_the_chat(content, ending)
            cells = (
                f"{size:,} {ending}",
                f"{new.wall:.1f} ({new.cpu:.1f})",
                f"{again.wall:.1f} ({again.cpu:.1f})",
                f"{max(new.megabytes, again.megabytes):.0f}",
                f"{chat.preview:.1f} + {chat.write:.1f} ({chat.cpu:.1f})",
                f"{chat.longest_wait:.2f}",
            )
            _show(f"| {' | '.join(cells)} |")
            if size == TARGET_DOSSIERS:
                megabytes, in_chat = max(new.megabytes, again.megabytes), chat.preview + chat.write
                found = (max(new.wall, again.wall), megabytes, in_chat, chat.longest_wait)
                reached = {name: max(reached[name], value) for name, value in zip(TARGETS, found, strict=True)}
    if TARGET_DOSSIERS in sizes:
        _show()
        for name, most in TARGETS.items():
            word = "reached" if reached[name] <= most else "MISSED"
            _show(f"Target {most} {name} for {TARGET_DOSSIERS:,}: {word} ({reached[name]:.1f}).")


async def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=6000)
    parser.add_argument("--ratings", type=int, nargs="*", default=[10_000, 1_000_000, 5_000_000])
    parser.add_argument("--forms", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--tasks", type=int, nargs="*", default=[42, 500, 1_000, 2_000])
    parser.add_argument("--dossiers", type=int, nargs="*", default=[100_000, 200_000])
    chosen = parser.parse_args()
    if chosen.rounds:
        _show_throughput(await rounds(chosen.rounds, chosen.updates))
    if chosen.ratings:
        await _show_figures(chosen.ratings)
    if chosen.forms:
        await _show_forms(chosen.forms)
    if chosen.tasks:
        await _show_reports(chosen.tasks)
    if chosen.dossiers:
        await _show_dossiers(chosen.dossiers)


if __name__ == "__main__":
    asyncio.run(main())
