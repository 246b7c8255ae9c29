"""Byte code as Lambda takes it: beside its source, valid for good, with the paths that there are there."""

import marshal
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from infra.packaging.bytecode import compile_tree
from infra.packaging.failure import PackagingFailed

_HEADER, _UNCHECKED_HASH = 16, 1


def _package(folder: Path) -> Path:
    package = folder / "package"
    package.mkdir()
    (package / "__init__.py").write_text("NAMES = {'a', 'b', 'c'}\ndef known(name): return name in {'x', 'y', 'z'}\n")
    (folder / "single.py").write_text("ONE = 1\n")
    return folder


def test_every_module_is_compiled_for_good_and_knows_its_place(tmp_path: Path) -> None:
    """Whether the source is newer is never looked at: a hash, unchecked (PEP 552)."""
    compile_tree(_package(tmp_path), "/opt/python")
    for module in ("package/__init__.py", "single.py"):
        compiled = Path(cache_from_source(str(tmp_path / module))).read_bytes()
        assert int.from_bytes(compiled[4:8], "little") == _UNCHECKED_HASH
        assert marshal.loads(compiled[_HEADER:]).co_filename == f"/opt/python/{module}"  # noqa: S302 # our own


def test_python_takes_it_without_reading_the_source(tmp_path: Path) -> None:
    compile_tree(_package(tmp_path), "/opt/python")
    (tmp_path / "single.py").write_text("ONE = 2\n")
    run = subprocess.run(
        [sys.executable, "-c", "import single; print(single.ONE)"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "1"


def test_what_is_no_python_fails_the_build(tmp_path: Path) -> None:
    (_package(tmp_path) / "package" / "broken.py").write_text("def (\n")
    with pytest.raises(PackagingFailed, match=r"(?s)package.*broken\.py"):
        compile_tree(tmp_path, "/opt/python")
