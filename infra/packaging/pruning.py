"""What of the wheels never runs on Lambda: command lines, tests, stubs, and the descriptions of AWS services that nobody calls."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

from infra.packaging.failure import PackagingFailed

_KEPT_METADATA = {"METADATA", "entry_points.txt", "licenses", "LICENSE", "LICENSE.txt", "NOTICE"}
"""Of *.dist-info: what importlib.metadata is asked for, and the licences."""


def prune(tree: Path) -> None:
    """Takes out of installed wheels what is not imported there. The files left are the same whoever installed them."""
    for name in ("bin", "share", "include"):
        shutil.rmtree(tree / name, ignore_errors=True)
    for metadata in tree.glob("*.dist-info"):
        for path in metadata.iterdir():
            if path.name not in _KEPT_METADATA:
                path.unlink() if path.is_file() else shutil.rmtree(path)
    for path in [*tree.rglob("tests"), *tree.rglob("__pycache__")]:
        if path.is_dir():
            shutil.rmtree(path)
    for pattern in ("*.pyi", "*.pyx", "*.pxd", "*.c", "*.h", ".lock"):
        for path in tree.rglob(pattern):
            path.unlink()


def prune_powertools(package: Path) -> None:
    """Leaves of Powertools its logger, metrics and tracer: its routers, parsers, caches and clients are half of it."""
    shutil.rmtree(package / "event_handler")
    for path in (package / "utilities").iterdir():
        if path.is_dir() and path.name not in {"jmespath_utils", "typing"}:
            shutil.rmtree(path)


def prune_chalice(package: Path) -> None:
    """Leaves of Chalice what its own packager ships: the rest is its command line, and asks for pip, click and PyYAML."""
    for path in package.iterdir():
        if path.name not in {"__init__.py", "app.py"}:
            path.unlink() if path.is_file() else shutil.rmtree(path)


def prune_aws(tree: Path, services: frozenset[str]) -> None:
    """Leaves of botocore's four hundred services those that are called. PackagingFailed where it does not know one."""
    data = tree / "botocore" / "data"
    if unknown := sorted(name for name in services if not (data / name).is_dir()):
        raise PackagingFailed(f"botocore knows no service {', '.join(unknown)}")
    for service in data.iterdir():
        if service.is_dir() and service.name not in services:
            shutil.rmtree(service)
    for examples in data.rglob("examples-1.json*"):
        examples.unlink()
    for name in ("data", "examples"):
        shutil.rmtree(tree / "boto3" / name, ignore_errors=True)


def services_called(code: Path) -> frozenset[str]:
    """The AWS services that the code makes clients of, by botocore's names: `dynamodb`, `bedrock-runtime`."""
    return frozenset(service for path in sorted(code.rglob("*.py")) for service in _clients(path))


def _clients(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "boto3.client":
            match node.args:
                case [ast.Constant(value=str(service)), *_]:
                    yield service
                case _:
                    raise PackagingFailed(f"{path}:{node.lineno} makes a client of a service that can't be read here")
