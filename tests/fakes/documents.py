"""Documents in memory: the port `Documents`, held to the same contract as the bucket."""

from collections.abc import Collection
from datetime import timedelta

from chalicelib.domain.errors import Unavailable


class FakeDocuments:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.is_away = False

    def __contains__(self, key: str) -> bool:
        return key in self.files

    def put(self, key: str, content: bytes, content_type: str) -> None:
        assert content_type
        self.files[key] = content

    def get(self, key: str) -> bytes | None:
        return self.files.get(key)

    def delete_all(self, prefix: str, but: Collection[str] = ()) -> None:
        if self.is_away:
            raise Unavailable("the bucket")
        for key in [key for key in self.files if key.startswith(prefix) and key not in but]:
            del self.files[key]

    def link(self, key: str, *, filename: str, content_type: str, lasts: timedelta) -> str:
        return f"https://files.test/{key}?name={filename}&type={content_type}&seconds={int(lasts.total_seconds())}"
