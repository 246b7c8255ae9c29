"""What `make package` writes."""

import hashlib
import json
from pathlib import Path

import pytest

from infra.packaging import checks
from infra.packaging.failure import PackagingFailed
from infra.packaging.package import Package, package
from infra.packaging.template import LAYER, LAYERS_OF, functions


def test_every_zip_that_the_template_names_lies_beside_it_under_its_contents_hash(made: Package) -> None:
    template = json.loads(made.template.read_text())
    layers = [resource["Properties"]["ContentUri"] for resource in template["Resources"].values() if resource["Type"] == LAYER]
    named = {function["CodeUri"] for function in functions(template).values()} | set(layers)
    beside = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made.template.parent.glob("*.zip")}
    assert named == set(beside)
    assert all(name.endswith(f"-{sha256[:16]}.zip") for name, sha256 in beside.items())


def test_the_manifest_lists_what_is_to_be_uploaded(made: Package) -> None:
    manifest = json.loads((made.template.parent / "manifest.json").read_text())
    assert (manifest["stage"], manifest["template"]) == ("dev", "template.json")
    listed = {each["path"]: (each["sha256"], each["size"]) for each in manifest["archives"]}
    assert listed == {each.path.name: (each.sha256, each.path.stat().st_size) for each in made.archives}


def test_each_layer_is_on_one_function_alone(made: Package) -> None:
    """`render` alone pays for WeasyPrint, `ask` for the vendors' SDKs, `app` for MCP and Pillow."""
    template = json.loads(made.template.read_text())
    carried = {name: [layer["Ref"] for layer in function.get("Layers", [])] for name, function in functions(template).items()}
    assert carried == {
        "APIHandler": ["AgentsLayer", "ImagesLayer"],
        "Ask": ["AskLayer"],
        "Render": ["RenderLayer"],
        "Tick": [],
        "Dispatch": [],
    }
    assert {name for layers in LAYERS_OF.values() for name in layers} == {each.name for each in made.archives} - {"functions"}


def test_what_is_made_again_is_the_same(made: Package, tmp_path: Path) -> None:
    again = package("dev", tmp_path)
    assert again.template.read_bytes() == made.template.read_bytes()
    assert {each.sha256 for each in again.archives} == {each.sha256 for each in made.archives}


def test_the_packages_are_within_their_budgets_with_room_to_grow(made: Package) -> None:
    assert list(checks.oversized({each.name: each.path for each in made.archives})) == []
    (own,) = (each for each in made.archives if each.name == "functions")
    assert own.size < checks.FUNCTIONS_ZIPPED * 0.95


def test_a_stage_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackagingFailed, match="there is no stage 'nowhere'"):
        package("nowhere", tmp_path)
    assert list(tmp_path.iterdir()) == []
