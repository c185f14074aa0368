"""What was logged as an error while a test went on."""

import logging


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
