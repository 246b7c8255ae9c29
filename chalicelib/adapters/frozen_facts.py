"""Facts as a file: what a report was made from, for as long as it lives."""

import gzip

from chalicelib.adapters.packing import from_json, to_json


def freeze[F](facts: F) -> bytes:
    """The facts as gzipped JSON: the same bytes for the same facts."""
    return gzip.compress(to_json(type(facts), facts), mtime=0)


def thaw[F](kind: type[F], content: bytes) -> F:
    """Back from `freeze`: facts of this kind."""
    return from_json(kind, gzip.decompress(content))
