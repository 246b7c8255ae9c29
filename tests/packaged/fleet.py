"""The packaged functions, started as the template describes them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local import aws
from infra.local.application import FunctionSettings
from infra.local.environment import Environment
from infra.local.processes import Processes
from infra.packaging.package import Package
from infra.packaging.template import LAYERS_OF, functions
from tests.packaged import machine

LOGICAL_IDS = {"app": "APIHandler", "tick": "Tick", "dispatch": "Dispatch", "ask": "Ask", "render": "Render"}


@dataclass(frozen=True, slots=True)
class Unzipped:
    """The folder of the functions' zip, and of each function's layers."""

    code: Path
    layers: Mapping[str, Path | None]


def unzip(made: Package, folder: Path, without: Sequence[str] = ()) -> Unzipped:
    """Unzips what was packaged into `folder`; `without` are endings of names to leave out."""
    archives = {each.name: each.path for each in made.archives}
    code = machine.unzip([archives["functions"]], folder / "code", without)
    layers: dict[str, Path | None] = dict.fromkeys(LOGICAL_IDS)
    for name, logical_id in LOGICAL_IDS.items():
        if carried := [archives[layer] for layer in LAYERS_OF.get(logical_id, ())]:
            layers[name] = machine.unzip(carried, folder / name, without)
    return Unzipped(code, layers)


class Fleet:
    """Functions in AWS's stand-in at `endpoint_url`, whose stack has the `outputs`. `image` is a machine's root folder."""

    def __init__(self, made: Package, image: Path, endpoint_url: str, outputs: Mapping[str, str], logs: Path) -> None:
        self._declared = functions(json.loads(made.template.read_text()))
        self._stage = made.stage
        self._image = image
        self._endpoint_url = endpoint_url
        self._outputs = outputs
        self._logs = logs
        self._processes = Processes()
        self._started: list[Environment] = []

    def start(self, name: str, unzipped: Unzipped, **variables: str) -> Environment:
        """A function by its name (`render`), with its own environment and more of it."""
        function = self._declared[LOGICAL_IDS[name]]
        settings = FunctionSettings(
            name, f"folio-{self._stage}-{name}", function["Handler"], function["Timeout"], function["MemorySize"], 1
        )
        said = {key: self._resolved(value) for key, value in function["Environment"]["Variables"].items()}
        environment = {**machine.VARIABLES, **aws.environment(self._endpoint_url), **said, **variables}
        place = machine.place(self._image, unzipped.code, unzipped.layers[name])
        log = self._logs / f"{name}-{len(self._started)}.log"
        self._started.append(Environment(settings, environment, place, self._processes, log))
        return self._started[-1]

    def close(self) -> None:
        """Ends all that still runs."""
        self._processes.close()
        for environment in self._started:
            environment.close()

    def _resolved(self, value: Any) -> str:
        """A variable's value: references are to what the stand-in's stack made, and parameters are empty, as they are by default."""
        match value:
            case {"Ref": ("Table" | "Bucket") as name}:
                return self._outputs[f"{name}Name"]
            case {"Ref": name} if name.endswith("Queue"):
                return self._outputs[f"{name}Url"]
            case {"Ref": _}:
                return ""
            case _:
                return str(value)
