"""A machine like Lambda's for one packaged function: a root folder with the unzipped zips, a Python, and what Lambda's image must have.

Nothing else of this machine is there: no checkout, no virtual environment, no library of /usr/lib. The function runs in a mount namespace
of its own (unshare(1); without root, also a user namespace), in which the zips lie where Lambda has them: /var/task and /opt, read-only.

    /var/task      the functions' zip        /var/lang      this machine's Python, without packages
    /opt           the layers, in order      /var/runtime   awslambdaric, as in AWS's image
    /lib64         the libraries of infra/packaging/lambda_image.json      /usr/lib64   what this machine's Python needs besides
"""

import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import files
from pathlib import Path

from infra.local.environment import Place
from infra.packaging import archive, elf

PREFIX = Path(sys.base_prefix)
STANDARD_LIBRARY = f"lib/python{sys.version_info.major}.{sys.version_info.minor}"
LOADER = "ld-linux-x86-64.so.2"
_RUNTIME = ("awslambdaric", "simplejson", "snapshot-restore-py")
_FOLDERS = ("lib64", "usr/lib64", "var/lang", "var/runtime", "var/task", "opt", "tmp", "dev", "proc")

VARIABLES: Mapping[str, str] = {
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
    "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    "LD_LIBRARY_PATH": "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "PYTHONPATH": "/var/task:/opt/python/lib/python3.13/site-packages:/opt/python:/var/runtime",
}
"""What Lambda sets beside AWS_* (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), as in AWS's own images.
PYTHONPATH is the order of https://docs.aws.amazon.com/lambda/latest/dg/python-package.html."""


PYTHON = "/var/lang/bin/python3.13"


def place(root: Path, code: Path, layers: Path | None, command: tuple[str, ...] = (PYTHON, "-m", "awslambdaric")) -> Place:
    """How to run a function whose zip is unzipped in `code`, and its layers in `layers`, on the machine in `root` (see `image`)."""
    inside = [
        _bound(PREFIX, root / "var/lang"),
        f"mount -t tmpfs none {root}/var/lang/{STANDARD_LIBRARY}/site-packages",
        _bound(code, root / "var/task"),
        *([_bound(layers, root / "opt")] if layers is not None else []),
        f"mount -t tmpfs none {root / 'tmp'}",
        f"mount --rbind /dev {root}/dev",
        f"mount --rbind /proc {root}/proc",
    ]
    script = " && ".join([*inside, f'exec unshare --root={shlex.quote(str(root))} --wd=/var/task "$@"'])
    privileges = () if os.geteuid() == 0 else ("--map-root-user",)
    return Place(("unshare", *privileges, "--mount", "sh", "-c", script, "sh", *command), root, "/var/task")


def said(root: Path, code: Path, layers: Path | None, statements: str, **variables: str) -> str:
    """What a Python of that machine prints."""
    there = place(root, code, layers, (PYTHON, "-c", statements))
    run = subprocess.run(there.command, cwd=there.folder, env={**VARIABLES, **variables}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def _bound(source: Path, target: Path) -> str:
    """Read-only takes a second step: a bind mount begins with the flags of what it binds."""
    there = shlex.quote(str(target))
    return f"mount --bind {shlex.quote(str(source))} {there} && mount -o remount,bind,ro {there}"


def image(root: Path) -> Path:
    """Makes the machine's root folder, without any function; returns it."""
    for folder in _FOLDERS:
        (root / folder).mkdir(parents=True)
    known, needed = elf.lambda_image().libraries, _libraries_of_python()
    for name, path in needed.items():
        shutil.copy(path, root / ("lib64" if name in known else "usr/lib64") / name)
    for name in known - set(needed):
        shutil.copy(next(Path("/").glob(f"lib*/x86_64-linux-gnu/{name}")), root / "lib64" / name)
    for package in _RUNTIME:
        _copy_package(package, root / "var/runtime")
    return root


def _libraries_of_python() -> dict[str, Path]:
    """Name and place here of every library that the interpreter or a module of its standard library needs; Tk's are left."""
    modules = [path for path in (PREFIX / STANDARD_LIBRARY / "lib-dynload").glob("*.so") if "tkinter" not in path.name]
    said = subprocess.run(["ldd", PREFIX / "bin/python3.13", *modules], capture_output=True, text=True, check=True).stdout
    found = {words[0]: Path(words[2]) for line in said.splitlines() if len(words := line.split()) >= 3 and words[1] == "=>"}
    return {name: path for name, path in found.items() if PREFIX not in path.parents} | {LOADER: Path("/lib64") / LOADER}


def _copy_package(name: str, target: Path) -> None:
    for file in files(name) or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            copied = target / file
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.locate(), copied)


def unzip(archives: Iterable[Path], folder: Path, without: Sequence[str] = ()) -> Path:
    """Lays zips over one another, in their order; times and modes are the zips' own. `without` are endings of names to leave out."""
    folders: list[Path] = []
    for path in archives:
        with zipfile.ZipFile(path) as opened:
            for entry in opened.infolist():
                if not entry.filename.endswith(tuple(without)):
                    made = Path(opened.extract(entry, folder))
                    made.chmod(entry.external_attr >> 16 & 0o777)
                    folders += [made] if entry.is_dir() else []
    for made in folders:
        os.utime(made, (archive.EPOCH, archive.EPOCH))
    return folder
