"""What Chalice makes of the application: its template, from `chalice package` in a process of its own.

It is run on a copy without requirements: Chalice would download them without hashes, and only warn of what it can't have.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import cast

from infra.packaging.failure import PackagingFailed
from infra.packaging.merging import Template

ROOT = Path(__file__).resolve().parents[2]
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "deployments", "deployed")


def translated(stage: str, project: Path = ROOT) -> Template:
    """The SAM template of one stage. PackagingFailed with Chalice's own words where it can't make one."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        shutil.copy(project / "app.py", copy)
        for folder in ("chalicelib", ".chalice"):
            shutil.copytree(project / folder, copy / folder, ignore=_NOT_COPIED)
        (copy / "requirements.txt").touch()
        chalice = str(Path(sys.executable).with_name("chalice"))
        run = subprocess.run(
            [chalice, "package", "--stage", stage, "--template-format", "json", "out"],
            cwd=copy,
            env=os.environ | {"AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", "us-east-1")},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise PackagingFailed(f"chalice package: {(run.stderr or run.stdout).strip()}")
        return cast(Template, json.loads((copy / "out" / "sam.json").read_text()))
