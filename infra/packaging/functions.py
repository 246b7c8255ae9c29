"""The functions' zip: app.py, chalicelib, and what requirements.txt asks for. All functions share it."""

import shutil
from pathlib import Path

from infra.packaging import wheels
from infra.packaging.building import ROOT, built
from infra.packaging.bytecode import compile_tree
from infra.packaging.pruning import prune, prune_aws, prune_chalice, prune_powertools, services_called

REQUIREMENTS = ROOT / "requirements.txt"
MOUNTED_AT = "/var/task"


def functions_zip() -> Path:
    """The zip, built if it was not."""
    return built("functions", [wheels.LOCK, REQUIREMENTS, *_code()], _build)


def pins() -> wheels.Pins:
    """What every function carries. Of Chalice only its runtime, which needs nothing of what `chalice` itself asks for."""
    others = [line for line in REQUIREMENTS.read_text().splitlines() if not line.startswith("chalice==")]
    return wheels.resolved("\n".join(others)) | wheels.locked("chalice")


def _build(tree: Path) -> None:
    wheels.install(pins(), tree)
    prune(tree)
    prune_chalice(tree / "chalice")
    prune_powertools(tree / "aws_lambda_powertools")
    prune_aws(tree, services_called(ROOT / "chalicelib"))
    for path in _code():
        copied = tree / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
    compile_tree(tree, MOUNTED_AT)


def _code() -> list[Path]:
    return [
        ROOT / "app.py",
        *(path for path in (ROOT / "chalicelib").rglob("*") if path.is_file() and "__pycache__" not in path.parts),
    ]
