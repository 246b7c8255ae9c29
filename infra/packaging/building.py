"""Packages, built once for the same inputs: each zip is kept in the checkout under the hash of all that it is made from."""

import fcntl
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.packaging import archive, elf
from infra.packaging.failure import PackagingFailed

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".local" / "packages"


def built(name: str, inputs: Iterable[Path], build: Callable[[Path], None], cache: Path = CACHE) -> Path:
    """The zip of what `build` puts into the folder it is given. `inputs` are the files that decide it, beside the packaging code itself."""
    code = [path for path in Path(__file__).parent.iterdir() if path.is_file()]
    key = archive.digest([*code, *inputs], sys.version)
    kept = cache / f"{name}-{key[:16]}.zip"
    cache.mkdir(parents=True, exist_ok=True)
    with alone(cache / f"{name}.lock"):
        if not kept.exists():
            _build(kept, build)
            for other in cache.glob(f"{name}-*.zip"):
                if other != kept:
                    other.unlink()
    return kept


def _build(kept: Path, build: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        tree = Path(folder) / "tree"
        tree.mkdir()
        build(tree)
        if faults := elf.faults(tree, elf.lambda_image()):
            raise PackagingFailed("native code that would not load on Lambda: " + "; ".join(faults))
        made = Path(folder) / kept.name
        archive.write(tree, made)
        made.rename(kept)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Waits until no other process is within the same file's lock."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
