"""The layers: what only one function imports, under /opt there."""

from pathlib import Path

from infra.packaging import functions, native, wheels
from infra.packaging.building import ROOT, built
from infra.packaging.bytecode import compile_tree
from infra.packaging.pruning import prune

FOLDER = ROOT / "infra" / "layers"
MOUNTED_AT = "/opt/python"


def names() -> list[str]:
    """Every layer there is."""
    return sorted(path.parent.name for path in FOLDER.glob("*/requirements.txt"))


def layer_zip(name: str) -> Path:
    """The zip of one layer, built if it was not."""
    own = [path for path in (FOLDER / name).iterdir() if path.is_file()]
    return built(f"layer-{name}", [wheels.LOCK, functions.REQUIREMENTS, *own], lambda tree: _build(name, tree))


def _build(name: str, tree: Path) -> None:
    wanted = wheels.resolved((FOLDER / name / "requirements.txt").read_text())
    carried = functions.pins()
    python = tree / "python"
    wheels.install({package: pin for package, pin in wanted.items() if package not in carried}, python)
    prune(python)
    compile_tree(python, MOUNTED_AT)
    if name == "render":
        native.put_in(tree)
