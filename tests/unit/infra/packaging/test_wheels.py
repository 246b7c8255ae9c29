"""Wheels for Lambda, of the lock's versions and hashes, from an index in a folder."""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from infra.packaging import wheels
from infra.packaging.failure import PackagingFailed


class Index:
    """Packages in a folder, and the lock that names them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = folder / "lock.txt"
        self.lock.touch()
        self.options = ("--no-index", "--find-links", str(folder))

    def add_wheel(self, name: str, version: str, tag: str = "py3-none-any", needs: str = "", *, is_locked: bool = True) -> None:
        path = self.folder / f"{name}-{version}-{tag}.whl"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + (f"Requires-Dist: {needs}\n" if needs else "")
        described = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}.py", "there = True\n")
            wheel.writestr(f"{described}/METADATA", metadata)
            wheel.writestr(f"{described}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
            wheel.writestr(f"{described}/RECORD", "")
        if is_locked:
            self._lock(name, version, path)

    def add_source(self, name: str, version: str) -> None:
        path = self.folder / f"{name}-{version}.tar.gz"
        with tarfile.open(path, "w:gz") as source:
            content = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
            info = tarfile.TarInfo(f"{name}-{version}/PKG-INFO")
            info.size = len(content)
            source.addfile(info, io.BytesIO(content))
        self._lock(name, version, path)

    def _lock(self, name: str, version: str, path: Path) -> None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.lock.write_text(f"{self.lock.read_text()}{name}=={version} \\\n    --hash=sha256:{digest}\n    # via x\n")

    def resolved(self, requirements: str) -> wheels.Pins:
        return wheels.resolved(requirements, self.lock, self.options)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path)


def test_what_is_needed_is_resolved_with_its_hashes_and_unpacked(index: Index, tmp_path: Path) -> None:
    index.add_wheel("first", "1.0", needs="second")
    index.add_wheel("second", "2.0")
    pins = index.resolved("first==1.0")
    assert {name: pin.split()[0] for name, pin in pins.items()} == {"first": "first==1.0", "second": "second==2.0"}
    assert all("--hash=sha256:" in pin for pin in pins.values())
    wheels.install({"second": pins["second"]}, tmp_path / "target", index.options)
    assert [path.name for path in (tmp_path / "target").glob("*.py")] == ["second.py"], "what is not named is not brought along"


def test_a_dependency_without_a_wheel_fails_the_build(index: Index) -> None:
    index.add_wheel("first", "1.0", needs="second")
    index.add_source("second", "2.0")
    with pytest.raises(PackagingFailed, match="second"):
        index.resolved("first==1.0")


def test_a_wheel_for_another_machine_is_none(index: Index) -> None:
    index.add_wheel("first", "1.0", tag="cp313-cp313-win_amd64")
    with pytest.raises(PackagingFailed, match="first"):
        index.resolved("first==1.0")


@pytest.mark.parametrize(("glibc", "fits"), [("2_34", True), ("2_35", False)])
def test_a_wheel_must_load_with_lambdas_glibc(index: Index, glibc: str, fits: bool) -> None:  # noqa: FBT001
    index.add_wheel("first", "1.0", tag=f"cp313-cp313-manylinux_{glibc}_x86_64")
    if fits:
        assert list(index.resolved("first==1.0")) == ["first"]
    else:
        with pytest.raises(PackagingFailed, match="first"):
            index.resolved("first==1.0")


def test_what_the_lock_does_not_name_fails_the_build(index: Index) -> None:
    index.add_wheel("first", "1.0", needs="second")
    index.add_wheel("second", "2.0", is_locked=False)
    with pytest.raises(PackagingFailed, match=r"lock\.txt does not lock second: make lock"):
        index.resolved("first==1.0")


def test_a_wheel_with_other_content_than_was_locked_fails_the_build(index: Index, tmp_path: Path) -> None:
    index.add_wheel("first", "1.0")
    pins = index.resolved("first==1.0")
    pins["first"] = pins["first"].replace("sha256:", "sha256:0")[:-1]
    with pytest.raises(PackagingFailed, match="first"):
        wheels.install(pins, tmp_path / "target", index.options)
