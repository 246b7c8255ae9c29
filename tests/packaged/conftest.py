"""The packaged functions, unzipped once for a run, and AWS's stand-in as they see it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.local import aws, first_key
from infra.local.application import FunctionSettings
from infra.local.environment import Environment
from infra.local.processes import Processes
from infra.packaging.merging import Template
from infra.packaging.package import Package, package
from infra.packaging.template import LAYERS_OF, functions
from tests.packaged import machine
from tests.packaged.service import Service

STAGE = "dev"
LOGICAL_IDS = {"app": "APIHandler", "tick": "Tick", "dispatch": "Dispatch", "ask": "Ask", "render": "Render"}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """What `make package` makes, built or taken from what was built before."""
    return package(STAGE, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def template(made: Package) -> Template:
    read: Template = json.loads(made.template.read_text())
    return read


@dataclass(frozen=True, slots=True)
class Unzipped:
    """The folder of the functions' zip, and of each function's layers."""

    code: Path
    layers: Mapping[str, Path | None]


@pytest.fixture(scope="session")
def unzipped(made: Package, tmp_path_factory: pytest.TempPathFactory) -> Unzipped:
    archives = {each.name: each.path for each in made.archives}
    folder = tmp_path_factory.mktemp("unzipped")
    code = machine.unzip([archives["functions"]], folder / "code")
    layers: dict[str, Path | None] = dict.fromkeys(LOGICAL_IDS)
    for name, logical_id in LOGICAL_IDS.items():
        if carried := [archives[layer] for layer in LAYERS_OF.get(logical_id, ())]:
            layers[name] = machine.unzip(carried, folder / name)
    return Unzipped(code, layers)


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine's root folder. What is mounted in it differs from process to process, each in its own namespace."""
    return machine.image(tmp_path_factory.mktemp("machine"))


type Run = Callable[..., Environment]


@pytest.fixture(scope="module")
def run(
    unzipped: Unzipped,
    template: Template,
    image: Path,
    endpoint_url: str,
    outputs: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Run]:
    """Starts a function by its name, as the template describes it; keyword arguments are more of its environment."""
    declared, started, processes = functions(template), list[Environment](), Processes()

    def start(name: str, **variables: str) -> Environment:
        function = declared[LOGICAL_IDS[name]]
        settings = FunctionSettings(name, f"folio-{STAGE}-{name}", function["Handler"], function["Timeout"], function["MemorySize"], 1)
        said = {key: resolved(value, outputs) for key, value in function["Environment"]["Variables"].items()}
        environment = {**machine.VARIABLES, **aws.environment(endpoint_url), **said, **variables}
        place = machine.place(image, unzipped.code, unzipped.layers[name])
        started.append(Environment(settings, environment, place, processes, tmp_path_factory.mktemp("logs") / f"{name}.log"))
        return started[-1]

    yield start
    processes.close()
    for environment in started:
        environment.close()


@pytest.fixture(scope="module")
def service(run: Run, client: Callable[[str], Any], endpoint_url: str, outputs: Mapping[str, str]) -> Service:
    """The API of the packaged `app`, and empty queues."""
    key = first_key.issue(endpoint_url, outputs["TableName"])
    made = Service(run("app"), key, client("sqs"), outputs)
    made.empty()
    return made


def resolved(value: Any, outputs: Mapping[str, str]) -> str:
    """A variable's value: references are to what the stand-in's stack made."""
    match value:
        case {"Ref": ("Table" | "Bucket") as name}:
            return outputs[f"{name}Name"]
        case {"Ref": name} if name.endswith("Queue"):
            return outputs[f"{name}Url"]
        case {"Ref": _}:
            return ""  # a parameter whose default is nothing
        case _:
            return str(value)
