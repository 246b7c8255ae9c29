"""Port: where question sheets are frozen."""

from typing import Protocol

from chalicelib.domain.question_sheet import QuestionSheet


class QuestionSheets(Protocol):
    """Frozen question sheets, each under a key made from its content."""

    def freeze(self, organization_id: str, report_id: str, sheet: QuestionSheet) -> str:
        """Store the sheet among the report's files, and answer with its key: the same for the same sheet."""
        ...

    def discard(self, key: str) -> None:
        """Remove the sheet, if it is there."""
        ...

    def thaw(self, key: str) -> QuestionSheet:
        """Back from `freeze`; KeyError where no sheet is stored under that key."""
        ...
