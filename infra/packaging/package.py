"""A whole package: the template of a stage, and beside it the zips that it names."""

import hashlib
import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.packaging import archive, checks, functions, layers
from infra.packaging.building import ROOT
from infra.packaging.failure import PackagingFailed
from infra.packaging.merging import Template
from infra.packaging.parameters import parameters, stages
from infra.packaging.template import deployed
from infra.packaging.translation import translated

FUNCTIONS = "functions"
CONFIGURATION = ROOT / ".chalice" / "config.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip: `name` is `functions` or its layer's; sizes in bytes."""

    name: str
    path: Path
    sha256: str
    size: int
    unzipped: int


@dataclass(frozen=True, slots=True)
class Package:
    """What was written."""

    stage: str
    template: Path
    archives: tuple[Archive, ...]


def package(stage: str, dist: Path) -> Package:
    """Writes `template.json`, whose CodeUri and ContentUri are names of files beside it, the zips, and `manifest.json` into `dist`.

    A zip's name has the hash of its content. PackagingFailed where something would not run on Lambda.
    """
    if stage not in stages():
        raise PackagingFailed(f"there is no stage {stage!r}: infra/parameters has none of that name")
    values = parameters(stage)
    if sys.version_info[:2] != (3, 13):
        raise PackagingFailed("byte code and Chalice's runtime are those of the Python that packages: Python 3.13 is needed")
    translation = translated(stage)
    zips = {FUNCTIONS: functions.functions_zip()} | {name: layers.layer_zip(name) for name in layers.names()}
    dist.mkdir(parents=True, exist_ok=True)
    archives = tuple(_copied(name, path, dist) for name, path in zips.items())
    template = deployed(stage, translation, {made.name: made.path.name for made in archives})
    _hold(stage, template, zips, values)
    made = Package(stage, dist / "template.json", archives)
    made.template.write_text(json.dumps(template, indent=1) + "\n")
    listed = {"stage": stage, "template": made.template.name, "archives": [asdict(each) | {"path": each.path.name} for each in archives]}
    (dist / "manifest.json").write_text(json.dumps(listed, indent=1) + "\n")
    return made


def _hold(stage: str, template: Template, zips: Mapping[str, Path], values: Mapping[str, str]) -> None:
    configured = json.loads(CONFIGURATION.read_text())["stages"].get(stage, {})
    faults = [
        *checks.misplaced_handlers(template),
        *checks.unsettled_functions(template, configured),
        *checks.unattached_layers(template),
        *checks.oversized(zips),
        *checks.undefined_parameters(template, values),
        *checks.crowded_environments(template, values),
    ]
    if faults:
        raise PackagingFailed("; ".join(faults))


def _copied(name: str, built: Path, dist: Path) -> Archive:
    sha256 = hashlib.sha256(built.read_bytes()).hexdigest()
    prefix = name if name == FUNCTIONS else f"layer-{name}"
    path = dist / f"{prefix}-{sha256[:16]}.zip"
    for other in dist.glob(f"{prefix}-*.zip"):
        if other != path:
            other.unlink()
    if not path.exists():
        shutil.copyfile(built, path)
    return Archive(name, path, sha256, path.stat().st_size, archive.unzipped_size(path))
