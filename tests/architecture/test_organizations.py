"""The organization is part of the key of every tenant's item, and of the name of every file."""

import ast
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.adapters import keys
from chalicelib.domain.api_key import ORGANIZATION_FORM
from tests.architecture.test_imports import ROOT

LOOKUP_OF_A_KEY = {"api_key"}
"""By the hash of a secret: who asks is not known before it is found."""
WHAT_NEEDS_ATTENTION = {"attention_shard", "attention_shards"}
"""Read by ticks alone, for all organizations at once."""
READS_BACK = {"waiting"}
"""From a key to what it is of: builds none."""

BUILDERS: dict[str, Callable[..., Any]] = {
    name: builder
    for name, builder in vars(keys).items()
    if inspect.isfunction(builder) and builder.__module__ == keys.__name__ and name not in READS_BACK
}
OF_A_TENANT = sorted(set(BUILDERS) - LOOKUP_OF_A_KEY - WHAT_NEEDS_ATTENTION)


def _built(name: str, organization_id: str) -> str:
    """The partition that a builder makes of arguments that are told apart by their names."""
    builder = BUILDERS[name]
    hints = inspect.get_annotations(builder, eval_str=True)
    arguments = {parameter: 7 if hints[parameter] is int else f"<{parameter}>" for parameter in inspect.signature(builder).parameters}
    built = builder(**arguments | {"organization_id": organization_id})
    return str(built.pk if isinstance(built, keys.Key) else built)


@pytest.mark.parametrize("name", OF_A_TENANT)
def test_every_key_but_the_two_exceptions_begins_with_its_organization(name: str) -> None:
    assert next(iter(inspect.signature(BUILDERS[name]).parameters)) == "organization_id"
    assert _built(name, "acme").startswith("org#acme#")


def test_the_exceptions_are_no_more_than_the_two() -> None:
    assert set(BUILDERS) - set(OF_A_TENANT) == LOOKUP_OF_A_KEY | WHAT_NEEDS_ATTENTION
    assert not [
        name for name in LOOKUP_OF_A_KEY | WHAT_NEEDS_ATTENTION if "organization_id" in inspect.signature(BUILDERS[name]).parameters
    ]


def test_no_organizations_id_can_reach_into_anothers_keys() -> None:
    """Neither the separator of keys nor that of files can be in one."""
    assert not any(ORGANIZATION_FORM.fullmatch(f"acme{separator}x") for separator in "#/\n ")
    assert not ORGANIZATION_FORM.fullmatch("")


PREFIXES = ("org/", "kept/org/")
"""Of what the bucket forgets by age, and of what it keeps."""


def _prefixes() -> list[tuple[str, ast.AST]]:
    """Each text in the code that begins as a file's name does."""
    found: list[tuple[str, ast.AST]] = []
    for path in sorted((ROOT / "chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            head = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
            if isinstance(head, ast.Constant) and isinstance(head.value, str) and head.value.startswith(PREFIXES):
                found.append((f"{path.relative_to(ROOT)}:{head.lineno}", node))
    return found


def test_every_file_is_under_its_organization() -> None:
    prefixes = _prefixes()
    whole = {where: node for where, node in prefixes if isinstance(node, ast.JoinedStr)}
    assert whole
    assert {where for where, _ in prefixes} == set(whole), "a file's name that is the same for every organization"
    for where, node in whole.items():
        head, organization = node.values[0], node.values[1]
        assert isinstance(head, ast.Constant), where
        assert head.value in PREFIXES, where
        assert isinstance(organization, ast.FormattedValue), where
        assert ast.unparse(organization.value).endswith("organization_id"), where
