"""What native code asks of where it runs. The code is this Python's own: a module that needs OpenSSL, and one that needs only glibc."""

import shutil
import sys
from pathlib import Path

import pytest

from infra.packaging import elf
from infra.packaging.elf import Image

MODULES = Path(sys.base_prefix) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "lib-dynload"
GLIBC = frozenset({"libc.so.6", "libm.so.6", "libpthread.so.0", "ld-linux-x86-64.so.2"})


def _module(name: str) -> Path:
    (found,) = MODULES.glob(f"{name}.*.so")
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "notes.so.txt").write_text("no native code")
    return tmp_path


def test_a_library_that_is_nowhere_is_a_fault(tree: Path) -> None:
    shutil.copy(_module("_ssl"), tree / "package" / "_ssl.so")
    faults = elf.faults(tree, Image(GLIBC, {}))
    assert faults
    assert any("package/_ssl.so needs libssl.so.3, which is neither bundled nor in Lambda's image" in fault for fault in faults)
    assert elf.faults(tree, Image(GLIBC | {"libssl.so.3", "libcrypto.so.3"}, {})) == []


def test_a_library_that_is_bundled_under_the_name_that_is_asked_for_is_none(tree: Path) -> None:
    shutil.copy(_module("_ssl"), tree / "package" / "_ssl.so")
    for name in ("libssl.so.3", "libcrypto.so.3"):
        shutil.copy(_module("math"), tree / name)
    assert elf.faults(tree, Image(GLIBC, {})) == []


def test_a_symbol_newer_than_the_images_is_a_fault(tree: Path) -> None:
    shutil.copy(_module("math"), tree / "package" / "math.so")
    read = elf.read(tree / "package" / "math.so")
    assert read is not None
    newest = max(tuple(map(int, version.removeprefix("GLIBC_").split("."))) for version in read.versions)
    assert elf.faults(tree, Image(GLIBC, {"GLIBC": newest})) == []
    before = (*newest[:-1], newest[-1] - 1)
    faults = elf.faults(tree, Image(GLIBC, {"GLIBC": before}))
    assert faults == [f"package/math.so needs GLIBC_{newest[0]}.{newest[1]}; Lambda's image ends at GLIBC_{before[0]}.{before[1]}"]


def test_lambdas_image_is_that_of_amazon_linux_2023() -> None:
    image = elf.lambda_image()
    assert image.newest["GLIBC"] == (2, 34)
    assert image.libraries >= GLIBC
    assert not any(name.startswith(("libpango", "libgobject", "libharfbuzz", "libfontconfig")) for name in image.libraries)


def test_what_is_no_native_code_asks_for_nothing(tree: Path) -> None:
    assert elf.read(tree / "package" / "notes.so.txt") is None
    assert elf.objects(tree) == []
