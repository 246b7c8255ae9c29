"""What a change set would do, as a table for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KEEPS_DATA = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret", "AWS::SQS::Queue"}
_ORDER = ("REMOVE", "REPLACE", "MAY REPLACE", "CHANGE", "ADD")


@dataclass(frozen=True, slots=True)
class Change:
    """One resource. `what` is one of `REMOVE`, `REPLACE`, `MAY REPLACE`, `CHANGE`, `ADD`; `kept`: what is there outlives its removal."""

    what: str
    logical_id: str
    kind: str
    kept: bool = False

    @property
    def loses_data(self) -> bool:
        """Whether what is stored there would be gone."""
        return self.kind in KEEPS_DATA and self.what in {"REMOVE", "REPLACE", "MAY REPLACE"} and not self.kept


def change(described: Mapping[str, Any]) -> Change:
    """A `ResourceChange` of `DescribeChangeSet`."""
    action = described["Action"]
    replacement = described.get("Replacement")
    what = {"Add": "ADD", "Import": "ADD", "Remove": "REMOVE"}.get(action, "CHANGE")
    if what == "CHANGE":
        what = {"True": "REPLACE", "Conditional": "MAY REPLACE"}.get(replacement or "", "CHANGE")
    kept = "Retain" in (described.get("PolicyAction") or "")
    return Change(what, described["LogicalResourceId"], described["ResourceType"], kept)


def table(changes: Sequence[Change]) -> str:
    """A line for each, what can't be taken back first; `!` marks what loses data."""
    ordered = sorted(changes, key=lambda each: (_ORDER.index(each.what), each.kind, each.logical_id))
    width = max((len(each.logical_id) for each in ordered), default=0)
    lines = [
        f"  {'!' if each.loses_data else ' '} {each.what:<11}  {each.logical_id:<{width}}  {each.kind}{'  (kept)' if each.kept else ''}"
        for each in ordered
    ]
    counts = ", ".join(f"{number} to {what.lower()}" for what in _ORDER if (number := sum(each.what == what for each in changes)))
    return "\n".join([*lines, f"  {counts}"])
