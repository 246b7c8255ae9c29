import pytest

from infra.deploying.changes import Change, change, table


@pytest.mark.parametrize(
    ("described", "what"),
    [
        ({"Action": "Add"}, "ADD"),
        ({"Action": "Import"}, "ADD"),
        ({"Action": "Modify", "Replacement": "False"}, "CHANGE"),
        ({"Action": "Modify", "Replacement": "True"}, "REPLACE"),
        ({"Action": "Modify", "Replacement": "Conditional"}, "MAY REPLACE"),
        ({"Action": "Modify"}, "CHANGE"),
        ({"Action": "Dynamic"}, "CHANGE"),
        ({"Action": "Remove"}, "REMOVE"),
    ],
)
def test_a_change_is_one_of_five(described: dict[str, str], what: str) -> None:
    assert change(described | {"LogicalResourceId": "Table", "ResourceType": "AWS::DynamoDB::Table"}).what == what


@pytest.mark.parametrize(
    ("action", "kind", "policy", "loses"),
    [
        ("Remove", "AWS::DynamoDB::Table", "Delete", True),
        ("Remove", "AWS::DynamoDB::Table", "Retain", False),
        ("Modify", "AWS::S3::Bucket", "ReplaceAndDelete", True),
        ("Modify", "AWS::S3::Bucket", "ReplaceAndRetain", False),
        ("Remove", "AWS::SQS::Queue", None, True),
        ("Remove", "AWS::Lambda::Function", "Delete", False),
    ],
)
def test_what_loses_data_is_known(action: str, kind: str, policy: str | None, *, loses: bool) -> None:
    described = {"Action": action, "Replacement": "True", "LogicalResourceId": "It", "ResourceType": kind, "PolicyAction": policy}
    assert change(described).loses_data is loses


def test_the_table_begins_with_what_cant_be_taken_back_and_ends_with_how_many() -> None:
    changes = [
        Change("ADD", "Render", "AWS::Lambda::Function"),
        Change("REPLACE", "Bucket", "AWS::S3::Bucket", kept=True),
        Change("REMOVE", "Table", "AWS::DynamoDB::Table"),
        Change("ADD", "Ask", "AWS::Lambda::Function"),
    ]
    assert table(changes).splitlines() == [
        "  ! REMOVE       Table   AWS::DynamoDB::Table",
        "    REPLACE      Bucket  AWS::S3::Bucket  (kept)",
        "    ADD          Ask     AWS::Lambda::Function",
        "    ADD          Render  AWS::Lambda::Function",
        "  1 to remove, 1 to replace, 2 to add",
    ]
