"""Building once for the same inputs, and the same bytes from the same inputs."""

from pathlib import Path

import pytest

from infra.packaging import layers, wheels
from infra.packaging.building import built
from infra.packaging.bytecode import compile_tree
from infra.packaging.failure import PackagingFailed
from infra.packaging.pruning import prune
from tests.unit.infra.packaging.test_elf import _module


def _small(tree: Path) -> None:
    """A layer of two packages, made as every layer is."""
    wheels.install(wheels.resolved("markdown-it-py==4.3.0"), tree / "python")
    prune(tree / "python")
    compile_tree(tree / "python", layers.MOUNTED_AT)


def test_the_same_inputs_make_the_same_bytes(tmp_path: Path) -> None:
    first = built("small", [wheels.LOCK], _small, tmp_path / "first")
    second = built("small", [wheels.LOCK], _small, tmp_path / "elsewhere" / "second")
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 100_000


def test_what_was_built_is_not_built_again_until_an_input_changes(tmp_path: Path) -> None:
    wanted, calls = tmp_path / "wanted.txt", list[Path]()

    def build(tree: Path) -> None:
        calls.append(tree)
        (tree / "made.txt").write_text(wanted.read_text())

    wanted.write_text("one")
    first = built("it", [wanted], build, tmp_path / "cache")
    assert built("it", [wanted], build, tmp_path / "cache") == first
    assert len(calls) == 1
    wanted.write_text("two")
    second = built("it", [wanted], build, tmp_path / "cache")
    assert len(calls) == 2
    assert second != first
    assert not first.exists(), "what is of no use any more is not kept"


def test_native_code_that_would_not_load_fails_the_build_and_is_not_kept(tmp_path: Path) -> None:
    def build(tree: Path) -> None:
        (tree / "python").mkdir()
        (tree / "python" / "_ssl.so").write_bytes(_module("_ssl").read_bytes())

    with pytest.raises(PackagingFailed, match=r"_ssl\.so needs libcrypto\.so\.3"):
        built("it", [], build, tmp_path)
    assert list(tmp_path.glob("*.zip")) == []
