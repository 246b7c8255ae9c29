"""What would be deployed, held against limits: each check shown failing."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra.packaging import checks
from infra.packaging.template import LAYERS_OF

SETTLED = {"lambda_memory_size": 512, "lambda_timeout": 60, "iam_policy_file": "policy-tick.json", "autogen_policy": False}


def _template(**resources: dict[str, Any]) -> dict[str, Any]:
    return {"Resources": resources}


def _function(handler: str) -> dict[str, Any]:
    return {"Type": "AWS::Serverless::Function", "Properties": {"Handler": handler}}


@pytest.fixture
def archives(tmp_path: Path) -> dict[str, Path]:
    """A small zip for the functions and for each layer."""
    made = {name: tmp_path / f"{name}.zip" for name in {"functions", *(name for names in LAYERS_OF.values() for name in names)}}
    for path in made.values():
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("app.py", b"x" * 1000)
    return made


def test_small_packages_are_within_their_budgets(archives: dict[str, Path]) -> None:
    assert list(checks.oversized(archives)) == []


def test_a_functions_zip_over_its_budget_is_a_fault(archives: dict[str, Path]) -> None:
    with zipfile.ZipFile(archives["functions"], "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("large", bytes(checks.FUNCTIONS_ZIPPED))
    (fault,) = checks.oversized(archives)
    assert "and may have 12,000,000" in fault


def test_a_function_that_is_too_large_with_its_layers_is_a_fault(archives: dict[str, Path]) -> None:
    """250 MB unzipped, of which the zip may say nothing: a hundred megabytes of nothing weigh little."""
    for name in ("functions", "render"):
        with zipfile.ZipFile(archives[name], "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("large", bytes(checks.UNZIPPED // 2))
    (fault,) = checks.oversized(archives)
    assert fault.startswith("Render has 262,146,000 bytes unzipped with its layers")


def test_a_handler_outside_the_application_is_a_fault() -> None:
    assert list(checks.misplaced_handlers(_template(Tick=_function("app.tick")))) == []
    (fault,) = checks.misplaced_handlers(_template(Tick=_function("app.tick"), Render=_function("chalicelib.workers.render")))
    assert fault == "Render is handled by chalicelib.workers.render; handlers live in app.py"


def test_a_function_with_its_memory_time_out_and_policy_is_settled() -> None:
    configured = {"lambda_functions": {"tick": SETTLED, "api_handler": SETTLED}}
    assert list(checks.unsettled_functions(_template(Tick=_function("app.tick"), APIHandler=_function("app.app")), configured)) == []


@pytest.mark.parametrize("lacking", ["lambda_memory_size", "lambda_timeout", "iam_policy_file"])
def test_a_function_without_memory_time_out_or_policy_is_a_fault(lacking: str) -> None:
    configured = {"lambda_functions": {"tick": {name: value for name, value in SETTLED.items() if name != lacking}}}
    (fault,) = checks.unsettled_functions(_template(Tick=_function("app.tick")), configured)
    assert fault == f"tick has no {lacking} in .chalice/config.json"


def test_a_function_that_the_configuration_does_not_name_is_a_fault() -> None:
    faults = list(checks.unsettled_functions(_template(Tick=_function("app.tick")), {}))
    assert len(faults) == 4, faults


def test_a_policy_that_chalice_would_guess_is_a_fault() -> None:
    configured = {"lambda_functions": {"tick": SETTLED | {"autogen_policy": True}}}
    (fault,) = checks.unsettled_functions(_template(Tick=_function("app.tick")), configured)
    assert "guess" in fault


def test_a_layer_on_no_function_is_a_fault() -> None:
    layer = {"Type": "AWS::Serverless::LayerVersion", "Properties": {}}
    assert list(checks.unattached_layers(_template(RenderLayer=layer))) == []
    (fault,) = checks.unattached_layers(_template(VideoLayer=layer))
    assert fault.startswith("VideoLayer is on no function")


def test_a_value_of_no_parameter_and_a_parameter_without_a_value_are_faults() -> None:
    template = {"Parameters": {"Stage": {}, "AlarmEmail": {"Default": ""}, "Engines": {}}}
    assert list(checks.undefined_parameters(template, {"Stage": "dev", "Engine": ""})) == [
        "Engine is no parameter of the template",
        "the parameter Engines has no value",
    ]


def test_an_environment_that_lambda_would_refuse_is_a_fault() -> None:
    variables = {"FOLIO_ENGINES": {"Ref": "Engines"}, "FOLIO_TABLE": {"Ref": "Table"}, "FOLIO_STAGE": "dev"}
    ask = _function("app.ask")
    ask["Properties"]["Environment"] = {"Variables": variables}
    assert list(checks.crowded_environments(_template(Ask=ask), {"Engines": "x" * 3800})) == []
    (fault,) = checks.crowded_environments(_template(Ask=ask), {"Engines": "x" * 4000})
    assert fault.startswith("the environment of Ask has 4,")
