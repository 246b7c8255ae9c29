"""Byte code beside the sources: Lambda's code folder is read-only, so that without it every cold start would compile them again."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.packaging.failure import PackagingFailed

_AT_ONCE = 2


def compile_tree(tree: Path, mounted_at: str) -> None:
    """Compiles all of `tree`, which tracebacks will call by where it is mounted.

    The hash is not checked at import (`unchecked-hash`): what is deployed does not change. The same sources make the same bytes: each
    package is compiled by a process of its own with one order of its sets, since what `marshal` writes depends on what went before.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for failure in pool.map(lambda part: _compiled(part, tree, mounted_at), sorted(tree.iterdir())):
            if failure:
                raise PackagingFailed(f"can't be compiled: {failure}")


def _compiled(part: Path, tree: Path, mounted_at: str) -> str:
    """What went wrong; nothing where all is well."""
    names = ("-s", str(tree), "-p", mounted_at)
    command = [sys.executable, "-m", "compileall", "-q", "-f", "-r", "30", "--invalidation-mode", "unchecked-hash", *names, str(part)]
    run = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else f"{part.name} {run.stdout}{run.stderr}"
