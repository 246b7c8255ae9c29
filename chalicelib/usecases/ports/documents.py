"""Port: where files are kept."""

from collections.abc import Collection
from datetime import timedelta
from typing import Protocol


class Documents(Protocol):
    """Files under keys that begin with their organization. What is read is what was written last."""

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Store the file, over any that is there."""
        ...

    def get(self, key: str) -> bytes | None:
        """The file, or None."""
        ...

    def delete_all(self, prefix: str, but: Collection[str] = ()) -> None:
        """Remove every file whose key begins so, but for those of these keys."""
        ...

    def link(self, key: str, *, filename: str, content_type: str, lasts: timedelta) -> str:
        """A URL that downloads the file under that name, without credentials, until it has lasted."""
        ...
