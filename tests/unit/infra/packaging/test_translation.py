"""What Chalice makes of an application, and refuses of it: small applications of their own."""

import json
import sys
from pathlib import Path

import pytest

from infra.packaging.failure import PackagingFailed
from infra.packaging.translation import translated

APPLICATION = """
import os

from chalice.app import Chalice

app = Chalice(app_name="small")

@app.route("/reports{end}")
def reports():
    return []

@app.on_sqs_message(queue="{queue}" + os.environ["STAGE"])
def render(event):
    pass
"""


def _project(folder: Path, end: str = "", queue: str = "renders") -> Path:
    (folder / "app.py").write_text(APPLICATION.format(end=end, queue=queue))
    (folder / "chalicelib").mkdir()
    (folder / ".chalice").mkdir()
    configuration = {"version": "2.0", "app_name": "small", "stages": {"dev": {"environment_variables": {"STAGE": "-dev"}}}}
    (folder / ".chalice" / "config.json").write_text(json.dumps(configuration))
    return folder


def test_an_application_becomes_a_template(tmp_path: Path) -> None:
    resources = translated("dev", _project(tmp_path))["Resources"]
    assert {"APIHandler", "Render", "RestAPI"} <= set(resources)
    assert resources["APIHandler"]["Properties"]["Runtime"] == f"python{sys.version_info.major}.{sys.version_info.minor}"
    source = resources["Render"]["Properties"]["Events"]["RenderSqsEventSource"]["Properties"]
    assert source["Queue"]["Fn::Sub"].endswith(":renders-dev"), "the stage's environment is there when it is imported"


def test_a_route_that_chalices_deployment_would_refuse_is_refused(tmp_path: Path) -> None:
    """`chalice package` takes it."""
    with pytest.raises(PackagingFailed, match="trailing slash"):
        translated("dev", _project(tmp_path, end="/"))


def test_a_queue_that_is_named_by_its_url_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackagingFailed, match="queue"):
        translated("dev", _project(tmp_path, queue="https://sqs.eu-central-1.amazonaws.com/1/renders"))


def test_an_application_that_can_not_be_imported_says_why(tmp_path: Path) -> None:
    project = _project(tmp_path)
    (project / "app.py").write_text("import nothing_of_that_name")
    with pytest.raises(PackagingFailed, match="nothing_of_that_name"):
        translated("dev", project)
