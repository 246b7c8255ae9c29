"""Debian's own libexpat, as the lock pins it, before and after."""

import ctypes
import shutil
from pathlib import Path

import pytest

from infra.packaging import debian, elf, expat


@pytest.fixture
def library(tmp_path: Path) -> Path:
    debs = [deb for deb in debian.pinned() if deb.name == "libexpat1"]
    debian.unpack(debian.fetched(debs), tmp_path / "unpacked")
    (found,) = (path for path in (tmp_path / "unpacked").rglob("libexpat.so.1.*") if not path.is_symlink())
    shutil.copy(found, tmp_path / expat.SONAME)
    return tmp_path / expat.SONAME


def test_it_would_not_load_on_lambda_and_then_does(library: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "unpacked")
    (fault,) = elf.faults(tmp_path, elf.lambda_image())
    assert "GLIBC_2.36" in fault
    expat.ask_for_getentropy(library)
    assert elf.faults(tmp_path, elf.lambda_image()) == []


def test_it_still_parses_under_its_own_name(library: Path) -> None:
    size = library.stat().st_size
    expat.ask_for_getentropy(library)
    expat.rename(library)
    described = elf.read(library)
    assert described is not None
    assert (described.soname, library.stat().st_size) == (expat.OWN_NAME, size)
    loaded = ctypes.CDLL(str(library))
    loaded.XML_ParserCreate.restype = ctypes.c_void_p
    for text, is_well_formed in ((b"<a b='c'>\xc3\xa9</a>", 1), (b"<a>", 0)):
        parser = ctypes.c_void_p(loaded.XML_ParserCreate(None))
        assert loaded.XML_Parse(parser, text, len(text), 1) == is_well_formed
        loaded.XML_ParserFree(parser)


def test_one_that_asks_for_nothing_so_new_is_left_alone(library: Path) -> None:
    expat.ask_for_getentropy(library)
    before = library.read_bytes()
    with pytest.raises(ValueError, match=r"glibc 2\.36"):
        expat.ask_for_getentropy(library)
    assert library.read_bytes() == before
