"""What Chalice makes of the application: its template, made and checked in a process of its own (`python -m infra.packaging.translation`).

Of a copy without requirements: Chalice would download them without hashes, and only warn of what it can't have.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import cast

from infra.packaging.building import ROOT
from infra.packaging.failure import PackagingFailed
from infra.packaging.merging import Template

_NOT_COPIED = shutil.ignore_patterns("__pycache__", "deployments", "deployed")


def translated(stage: str, project: Path = ROOT) -> Template:
    """The SAM template of one stage. PackagingFailed, in Chalice's words, for one that `chalice deploy` would refuse."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        shutil.copy(project / "app.py", copy)
        for folder in ("chalicelib", ".chalice"):
            shutil.copytree(project / folder, copy / folder, ignore=_NOT_COPIED)
        (copy / "requirements.txt").touch()
        run = subprocess.run(
            [sys.executable, "-m", "infra.packaging.translation", stage],
            cwd=copy,
            env=os.environ | {"PYTHONPATH": str(ROOT), "AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", "us-east-1")},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise PackagingFailed(f"Chalice: {(run.stderr or run.stdout).strip()}")
        return cast(Template, json.loads((copy / "out" / "sam.json").read_text()))


def _main(stage: str) -> None:
    """`chalice package`, after the checks that it leaves to `chalice deploy`: routes, queues, content types, names."""
    from chalice.cli.factory import CLIFactory
    from chalice.deploy.validate import validate_configuration

    factory = CLIFactory(os.fspath(Path.cwd()), environ=os.environ)
    config = factory.create_config_obj(stage)
    try:
        validate_configuration(config)
    except ValueError as invalid:
        sys.exit(str(invalid))
    packager = factory.create_app_packager(config, factory.create_package_options(), "cloudformation", "json")
    packager.package_app(config, "out", stage)


if __name__ == "__main__":
    _main(sys.argv[1])
