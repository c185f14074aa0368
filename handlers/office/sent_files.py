"""Files of figures and plans are read in a process of their own: a file of a few kilobytes may ask for gigabytes."""

from dataclasses import replace

from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from storage.imports.parsed import ParsedFile
from storage.imports.questions import NO_ANSWERS, Answers, FileQuestion, Unanswered

BOUNDS = Bounds(seconds=120.0, memory_mb=640, answer_mb=64, too_slow="file.too_slow", too_much="file.too_heavy")

# What reads files is loaded over there alone, before the file comes.
LOADED_APART = (
    "storage.imports.importing",
    "storage.imports.files.csv_text",
    "storage.imports.files.excel",
    "storage.imports.files.word",
)

# Of the command line: whoever sits there has chosen the file and the machine.
AT_THE_TERMINAL = replace(BOUNDS, seconds=900.0, memory_mb=4096, answer_mb=512)


async def parse_apart(content: bytes, name: str, answers: Answers = NO_ANSWERS, bounds: Bounds = BOUNDS) -> ParsedFile:
    """`parse_file`, over there; what it would have to guess is asked over here."""
    # What comes back is taken only where the modules it is made of are loaded: those that will store it.
    import storage.imports.storing  # noqa: F401

    read = await work_apart(parse_or_ask, bounds, content, name, answers)
    if isinstance(read, FileQuestion):
        raise Unanswered(read)
    return read


def parse_or_ask(content: bytes, name: str, answers: Answers) -> ParsedFile | FileQuestion:
    from storage.imports.files.ahead import MAY_FORK
    from storage.imports.importing import parse_file

    MAY_FORK.set(True)
    try:
        return parse_file(content, name, answers)
    except Unanswered as unanswered:
        return unanswered.question
