"""What was logged as an error while a test went on."""

import contextlib
import logging
from collections.abc import Iterator

_LOGGERS = [logging.getLogger(f"bot.{name}") for name in ("intake", "batch", "worker", "delivery", "schedule")]


class Surprises(logging.Handler):
    """Keeps what was logged as an error, so that no swallowed exception makes a test green."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def raise_first(self) -> None:
        if self.records:
            record = self.records.pop(0)
            self.records.clear()
            raise AssertionError(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """What the parts of the bot log until the block ends."""
        for logger in _LOGGERS:
            logger.addHandler(self)
        try:
            yield
        finally:
            for logger in _LOGGERS:
                logger.removeHandler(self)
