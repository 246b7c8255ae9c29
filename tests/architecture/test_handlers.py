"""What Lambda will call, read from the application as Chalice will package it."""

import ast
import json
from pathlib import Path

import pytest
from chalice.app import SQSEventConfig
from chalice.deploy.validate import validate_routes

import app
from chalicelib import settings

ROOT = Path(app.__file__).parent
CONFIG = json.loads((ROOT / ".chalice" / "config.json").read_text())
FUNCTIONS = {"app": "app.app", **{function.name: function.handler_string for function in app.app.pure_lambda_functions}}
FUNCTIONS |= {source.name: source.handler_string for source in app.app.event_sources}


def test_every_handler_lives_in_app_py() -> None:
    """A handler in a blueprint runs on Lambda without app.py: no middleware, no logger (trap 1)."""
    assert {name: f"app.{name}" for name in FUNCTIONS} == FUNCTIONS


def test_every_handler_is_one_statement() -> None:
    functions = [node for node in ast.parse((ROOT / "app.py").read_text()).body if isinstance(node, ast.FunctionDef)]
    assert functions
    for function in functions:
        statements = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
        assert len(statements) == 1, function.name


@pytest.mark.parametrize("stage", sorted(CONFIG["stages"]))
def test_every_function_has_its_memory_time_out_and_policy(stage: str) -> None:
    """What config.json does not name gets 128 MB and a minute (trap 16), and a guessed policy (trap 5)."""
    configured = CONFIG["stages"][stage]
    functions = configured["lambda_functions"]
    assert set(functions) == set(FUNCTIONS) - {"app"} | {"api_handler"}
    for name, function in functions.items():
        assert {"lambda_memory_size", "lambda_timeout"} <= set(function), name
        assert function["autogen_policy"] is False
        assert (ROOT / ".chalice" / function["iam_policy_file"]).is_file(), name


def test_chalice_takes_every_route() -> None:
    """`chalice package` skips this check, and `chalice deploy` does not (trap 10)."""
    validate_routes(app.app.routes)


def test_a_batch_is_one_message() -> None:
    """Chalice reports no partial batch failures (trap 4)."""
    queues = [source for source in app.app.event_sources if isinstance(source, SQSEventConfig)]
    assert [source.queue for source in queues] == [settings.queue_name(queue) for queue in ("executions", "questions", "renders")]
    assert all(source.batch_size == 1 and source.maximum_concurrency for source in queues)
