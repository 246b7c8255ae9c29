"""Facts as a file: what a report was made from, for as long as it lives."""

import gzip

from chalicelib.adapters.packing import from_json, to_json
from chalicelib.domain.facts import Facts


def freeze(facts: Facts) -> bytes:
    """The facts as gzipped JSON: the same bytes for the same facts."""
    return gzip.compress(to_json(Facts, facts), mtime=0)


def thaw(content: bytes) -> Facts:
    """Back from `freeze`."""
    return from_json(Facts, gzip.decompress(content))
