"""What an import costs is a feature: the API's cold start pays for nothing that it does not use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

RENDERING = ("weasyprint", "jinja2", "babel", "boto3", "botocore.session", "pypdf")
ASKING = ("openai", "anthropic", "httpx2", "markdown_it", "vaderSentiment")
DRAWING = ("PIL",)
TRACING = ("aws_xray_sdk",)
SERVING_AGENTS = (
    "mcp",
    "mcp_types",
    "anyio",
    "starlette",
    "sse_starlette",
    "uvicorn",
    "jwt",
    "chalicelib.mcp.tools",
    "chalicelib.mcp.server",
)
HEAVY = RENDERING + ASKING + DRAWING + TRACING + SERVING_AGENTS


def _modules_after(statement: str) -> set[str]:
    code = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def loaded_by_app() -> set[str]:
    return _modules_after("import app")


@pytest.mark.parametrize("heavy", HEAVY)
def test_importing_the_app_does_not_load(loaded_by_app: set[str], heavy: str) -> None:
    assert heavy not in loaded_by_app


def test_reading_the_environment_is_left_to_settings() -> None:
    found = subprocess.run(
        ["git", "grep", "-lE", r"os\.(environ|getenv)", "--", "app.py", "chalicelib"], capture_output=True, text=True, check=False
    ).stdout.split()
    assert set(found) <= {"chalicelib/settings.py", "chalicelib/adapters/renderer.py"}


def test_chalice_is_imported_where_http_comes_in_and_nowhere_else() -> None:
    found = subprocess.run(
        ["git", "grep", "-lE", r"^\s*(from|import) chalice\b", "--", "app.py", "chalicelib"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(found) <= {"app.py", "chalicelib/api/agents.py", "chalicelib/api/answering.py", "chalicelib/api/routing.py"}


def test_only_the_keys_module_knows_the_shape_of_a_key() -> None:
    found = subprocess.run(["git", "grep", "-l", "org#", "--", "chalicelib"], capture_output=True, text=True, check=True).stdout.split()
    assert found == ["chalicelib/adapters/keys.py"]


def test_nothing_that_ships_imports_the_app_and_the_app_imports_only_the_edge() -> None:
    found = subprocess.run(
        ["git", "grep", "-lE", r"^\s*(from|import) app\b", "--", "chalicelib"], capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
    imported = [line for line in (ROOT / "app.py").read_text().splitlines() if line.startswith("from chalicelib")]
    assert imported == ["from chalicelib import events, mcp, settings", "from chalicelib.api import routes, routing"]
