"""Shape: the protocol that every file of this folder with a `SHAPE` follows."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.row_judgement import RawRow
from chalicelib.imports.table import Record


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which ad data is exported.

    `wanted` are the columns that its header must have; `row` makes of a record and the header's columns a row under the names of
    our fields, which is judged later.
    """

    name: str
    wanted: tuple[str, ...]
    row: Callable[[Record, tuple[str, ...]], RawRow]

    def missing(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The wanted columns that a header has not."""
        return tuple(column for column in self.wanted if column not in columns)
