"""What is said about a task that is known: `80% …`, `14 80% …`, or words, be their first one a number."""

from dataclasses import replace

from handlers.plan.progress_line import Doubt, ProgressLine, read_progress_line


def about(number: int, text: str) -> ProgressLine:
    line = read_progress_line(text)
    if line is not None and line.number == number and (line.claims or (line.doubt and line.doubt is not Doubt.COUNT)):
        return line
    names_another = line is not None and line.number not in (0, number) and line.claims
    line = read_progress_line(f"{number} {text}" if names_another else f"nv {number}: {text}")
    if line is None or line.number != number or line.doubt is Doubt.COUNT:
        return ProgressLine(number, None, None, text)
    return replace(line, said=text) if line.doubt else line
