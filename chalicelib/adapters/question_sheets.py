"""Question sheets as files, each under its content's hash: what a report asks is read-only from the moment it is made."""

import gzip
import hashlib

from chalicelib.adapters.packing import from_json, to_json
from chalicelib.domain.question_sheet import QuestionSheet
from chalicelib.domain.report import files_of
from chalicelib.usecases.ports.documents import Documents


class FiledQuestionSheets:
    """The port `QuestionSheets` on `Documents`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def freeze(self, organization_id: str, report_id: str, sheet: QuestionSheet) -> str:
        """Store the sheet as gzipped JSON."""
        content = gzip.compress(to_json(QuestionSheet, sheet), mtime=0)
        key = f"{files_of(organization_id, report_id)}questions-{hashlib.sha256(content).hexdigest()}.json.gz"
        self._documents.put(key, content, "application/gzip")
        return key

    def discard(self, key: str) -> None:
        """Remove the file."""
        self._documents.delete_all(key)

    def thaw(self, key: str) -> QuestionSheet:
        """The sheet that was stored under this key."""
        content = self._documents.get(key)
        if content is None:
            raise KeyError(key)
        return from_json(QuestionSheet, gzip.decompress(content))
