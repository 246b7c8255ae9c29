"""Clear a deletion: remove whatever is left of a deleted report."""

from dataclasses import dataclass

from chalicelib.domain.deletion import Deletion
from chalicelib.domain.report import files_of
from chalicelib.usecases.ports.deletions import Deletions
from chalicelib.usecases.ports.documents import Documents


@dataclass(frozen=True, slots=True)
class ClearDeletion:
    """The use case, with what it depends on."""

    deletions: Deletions
    documents: Documents

    def __call__(self, deletion: Deletion) -> None:
        """Remove the files, and what the table holds beside the report. Twice is once."""
        self.documents.delete_all(files_of(deletion.organization_id, deletion.report_id))
        self.deletions.clear(deletion)
