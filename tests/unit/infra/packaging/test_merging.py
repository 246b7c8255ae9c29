"""Laying one template over another."""

from typing import Any

from infra.packaging.merging import merged


def test_dictionaries_are_merged_key_by_key_however_deep() -> None:
    below: dict[str, Any] = {"Resources": {"Tick": {"Type": "F", "Properties": {"Timeout": 60, "MemorySize": 512}}}}
    above = {"Resources": {"Tick": {"Properties": {"Timeout": 30}}, "Table": {"Type": "T"}}}
    assert merged(below, above) == {
        "Resources": {"Tick": {"Type": "F", "Properties": {"Timeout": 30, "MemorySize": 512}}, "Table": {"Type": "T"}}
    }
    assert below["Resources"]["Tick"]["Properties"]["Timeout"] == 60, "the argument is left alone"


def test_a_reference_is_replaced_and_not_made_one_with_two_keys() -> None:
    """Chalice's own merge makes `{"Fn::Sub": …, "Fn::GetAtt": …}` of it, which CloudFormation refuses."""
    assert merged({"Queue": {"Fn::Sub": "arn:…"}}, {"Queue": {"Fn::GetAtt": ["Q", "Arn"]}}) == {"Queue": {"Fn::GetAtt": ["Q", "Arn"]}}
    assert merged({"Role": {"Ref": "A"}}, {"Role": {"Ref": "B"}}) == {"Role": {"Ref": "B"}}
    assert merged({"Zone": {"Name": "a"}}, {"Zone": {"Ref": "B"}}) == {"Zone": {"Ref": "B"}}


def test_a_list_is_replaced_whole() -> None:
    assert merged({"Layers": ["a", "b"]}, {"Layers": ["c"]}) == {"Layers": ["c"]}
