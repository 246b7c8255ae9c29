"""What each function may ask of the table is no more than what the code asks of it."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.architecture.test_imports import ROOT

POLICIES = sorted((ROOT / ".chalice").glob("policy-*.json"))
_ACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
"""What each kind of write in a transaction needs: `TransactWriteItems` has no action of its own."""


def _asked() -> set[str]:
    """The actions behind what adapters/dynamodb.py, the only one that calls DynamoDB, calls."""
    source = (ROOT / "chalicelib" / "adapters" / "dynamodb.py").read_text()
    calls = set(re.findall(r"self\._client\.(\w+)\(", source)) - {"transact_write_items"}
    called = {call.title().replace("_", "") for call in calls}
    kinds = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and node.value in _ACTIONS}
    return called | {_ACTIONS[kind] for kind in kinds}


def _allowed(policy: Path) -> set[str]:
    statements = json.loads(policy.read_text())["Statement"]
    actions = {action for statement in statements for action in statement["Action"]}
    return {action.removeprefix("dynamodb:") for action in actions if action.startswith("dynamodb:")}


def test_the_api_may_do_exactly_what_is_asked_of_the_table() -> None:
    assert _allowed(ROOT / ".chalice" / "policy-app.json") == _asked()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.stem)
def test_no_function_may_do_more(policy: Path) -> None:
    assert _allowed(policy) <= _asked()
