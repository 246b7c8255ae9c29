"""Python packages for Lambda: wheels alone, of the lock's versions and hashes."""

import subprocess
import sys
import tempfile
from pathlib import Path

from infra.packaging.failure import PackagingFailed

LOCK = Path(__file__).resolve().parents[1] / "lock.txt"
PLATFORM, PYTHON = "x86_64-manylinux_2_34", "3.13"
"""Lambda's python3.13: Amazon Linux 2023, whose glibc is 2.34."""

type Pins = dict[str, str]
"""Lines of a requirements file with a version and its hashes, by name."""

_FOR_LAMBDA = ("--python-platform", PLATFORM, "--python-version", PYTHON, "--only-binary", ":all:")


def resolved(requirements: str, lock: Path = LOCK, index: tuple[str, ...] = ()) -> Pins:
    """What `requirements` need on Lambda, themselves included, of the lock's versions. `index` are more options of uv's."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(requirements)
        file.flush()
        made = _uv(
            "compile", file.name, "--constraints", str(lock), "--generate-hashes", "--no-header", "--no-annotate", *_FOR_LAMBDA, *index
        )
    pins, locked = _blocks(made), _blocks(lock.read_text())
    if unlocked := sorted(name for name, pin in pins.items() if _version(pin) != _version(locked.get(name, ""))):
        raise PackagingFailed(f"infra/lock.txt does not lock {', '.join(unlocked)}: make lock")
    return pins


def locked(name: str) -> Pins:
    """One package of the lock, without what it asks for."""
    return {name: _blocks(LOCK.read_text())[name]}


def install(pins: Pins, target: Path, index: tuple[str, ...] = ()) -> None:
    """Unpacks the wheels of `pins`, and of nothing else, into `target`; each is held against its hashes."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pins.values()))
        file.flush()
        chosen = ("--target", str(target), "--python", sys.executable, "--no-deps", "--require-hashes", "--link-mode", "copy")
        _uv("install", "-r", file.name, *chosen, *_FOR_LAMBDA, *index)


def _uv(verb: str, *arguments: str) -> str:
    command = [str(Path(sys.executable).with_name("uv")), "pip", verb, "--quiet", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise PackagingFailed(f"uv finds no wheel for Lambda, or not the lock's: {run.stderr.strip()}")
    return run.stdout


def _blocks(text: str) -> dict[str, str]:
    """Each requirement with the lines of its hashes, by name."""
    blocks: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line[:1].isspace():
            if line.strip().startswith("--hash"):
                blocks[name] += f"\n{line}"
        elif "==" in line:
            name = line.partition("==")[0]
            blocks[name] = line
    return blocks


def _version(pin: str) -> str:
    return pin.partition("==")[2].partition(" ")[0]
