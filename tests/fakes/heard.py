"""What the service's own logger is told, while somebody listens."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.observability import logger


class _Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Every record, as it comes."""
    handler, own = _Listening(), logging.getLogger(logger.name)
    own.addHandler(handler)
    try:
        yield handler.records
    finally:
        own.removeHandler(handler)
