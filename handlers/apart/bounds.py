"""What one piece of work with a file from outside may take."""

from dataclasses import dataclass

CLOCK = 3


@dataclass(frozen=True, slots=True)
class Bounds:
    """`seconds`: of processor time; by the clock `CLOCK` times as many, for a busy machine is not the file's fault.
    `memory_mb`: of address space, the libraries in it.
    `answer_mb`: of what comes back. `too_slow`, `too_much`: the refusals, their sentences may name `seconds` and
    `memory_mb`."""

    seconds: float
    memory_mb: int
    answer_mb: int
    too_slow: str
    too_much: str

    @property
    def by_the_clock(self) -> float:
        return self.seconds * CLOCK
