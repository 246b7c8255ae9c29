"""What the render layer has beside its wheels: native libraries under lib, fonts under fonts, and the fonts' cache."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from xml.etree import ElementTree

from infra.packaging import archive, debian, elf, expat
from infra.packaging.building import ROOT
from infra.packaging.failure import PackagingFailed

CONFIGURATION = ROOT / "infra" / "layers" / "render" / "fonts.conf"
MOUNTED_AT = "/opt"

LOADED = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
"""What WeasyPrint opens (weasyprint/text/ffi.py); all else is what these need."""

_FONTS = {".otf", ".ttf", ".ttc"}
_CACHE_CONFIGURATION = "<fontconfig><dir>/opt/fonts</dir><cachedir>/opt/fontconfig</cachedir></fontconfig>"


def put_in(tree: Path) -> None:
    """Adds libraries, fonts, their configuration and their cache to the layer's folder."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        debian.unpack(debian.fetched(debian.pinned()), unpacked)
        put_libraries(unpacked, tree / "lib")
        _put_fonts(unpacked, tree / "fonts")
        _cache_fonts(unpacked, tree)


def put_libraries(unpacked: Path, lib: Path) -> None:
    """Copies what is loaded, and what that needs, each by the name that it is asked for by. PackagingFailed for what is not there."""
    there = {found.soname: found for found in elf.objects(unpacked) if ".so" in found.path.name}
    lib.mkdir(parents=True)
    for name in sorted(_needed(there)):
        shutil.copyfile(there[name].path, lib / name)
        if expat.SONAME in (name, *there[name].needed):
            expat.rename(lib / name)
    own = (lib / expat.SONAME).rename(lib / expat.OWN_NAME)
    expat.ask_for_getentropy(own)


def _needed(there: dict[str, elf.SharedObject]) -> set[str]:
    needed: set[str] = set()
    waiting = list(LOADED)
    while waiting:
        name = waiting.pop()
        if name in needed or name in elf.lambda_image().libraries:
            continue
        if name not in there:
            raise PackagingFailed(f"{name} is needed, and in no package of {debian.LOCK.name}")
        needed.add(name)
        waiting += there[name].needed
    return needed


def _put_fonts(unpacked: Path, fonts: Path) -> None:
    """The faces that the configuration accepts, all in one folder. PackagingFailed for a pattern that no package fulfils."""
    fonts.mkdir()
    shutil.copyfile(CONFIGURATION, fonts / CONFIGURATION.name)
    there = [path for path in unpacked.rglob("*") if path.suffix in _FONTS]
    for pattern in _accepted():
        found = [path for path in there if fnmatchcase(f"/{path.name}", pattern.removeprefix("*"))]
        if not found:
            raise PackagingFailed(f"no package of {debian.LOCK.name} has the font {pattern} of {CONFIGURATION.name}")
        for path in found:
            shutil.copyfile(path, fonts / path.name)


def _accepted() -> Iterator[str]:
    for glob in ElementTree.parse(CONFIGURATION).iterfind(".//acceptfont/glob"):  # noqa: S314 # our own file
        yield glob.text or ""


def _cache_fonts(unpacked: Path, tree: Path) -> None:
    """Has fontconfig read the fonts where they will lie. It takes a cache for valid whose folder has the same time as then: the zip's."""
    os.utime(tree / "fonts", (archive.EPOCH, archive.EPOCH))
    configuration = unpacked / "cache.conf"
    configuration.write_text(_CACHE_CONFIGURATION)
    libraries = unpacked / "usr" / "lib" / "x86_64-linux-gnu"
    setting = (f"LD_LIBRARY_PATH={tree / 'lib'}:{libraries}", f"FONTCONFIG_FILE={configuration}")
    in_place = f'mount --bind "$0" {MOUNTED_AT} && exec env "$@"'
    privileges = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = ["unshare", *privileges, "--mount", "sh", "-c", in_place, str(tree), *setting, str(unpacked / "usr/bin/fc-cache")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    made = list((tree / "fontconfig").glob("*.cache-*"))
    if run.returncode or len(made) != 1:
        raise PackagingFailed(f"the fonts' cache can't be made (in a namespace of its own: unshare(1)): {run.stderr.strip()}")
    (tree / "fontconfig" / "CACHEDIR.TAG").unlink()
