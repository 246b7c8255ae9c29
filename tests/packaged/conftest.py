"""What `make package` makes, unzipped once for a run, and AWS's stand-in as the functions see it."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

from infra.local import first_key
from infra.local.environment import Environment
from infra.packaging.package import Package, package
from tests.packaged import fleet, machine
from tests.packaged.fleet import Fleet, Unzipped
from tests.packaged.service import Service


class Run(Protocol):
    """Starts a function by its name, as the template describes it; keyword arguments are more of its environment."""

    def __call__(self, name: str, **variables: str) -> Environment: ...


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Built, or taken from what was built before. It is built by Lambda's own Python, and never left out by CI."""
    if sys.version_info[:2] != (3, 13) and "CI" not in os.environ:
        pytest.skip("packages are made by Python 3.13")
    return package("dev", tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def unzipped(made: Package, tmp_path_factory: pytest.TempPathFactory) -> Unzipped:
    return fleet.unzip(made, tmp_path_factory.mktemp("unzipped"))


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine's root folder. What is mounted in it differs from process to process, each in its own namespace."""
    return machine.image(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="module")
def run(
    made: Package,
    unzipped: Unzipped,
    image: Path,
    endpoint_url: str,
    outputs: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Run]:
    started = Fleet(made, image, endpoint_url, outputs, tmp_path_factory.mktemp("logs"))

    def start(name: str, **variables: str) -> Environment:
        return started.start(name, unzipped, **variables)

    yield start
    started.close()


@pytest.fixture(scope="module")
def service(run: Run, client: Callable[[str], Any], endpoint_url: str, outputs: Mapping[str, str]) -> Service:
    """The API of the packaged `app`, and empty queues."""
    made = Service(run("app"), first_key.issue(endpoint_url, outputs["TableName"]), client("sqs"), outputs)
    made.empty()
    return made
