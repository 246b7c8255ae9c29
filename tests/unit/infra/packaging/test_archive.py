"""The same files make the same zip."""

import os
import zipfile
from pathlib import Path

from infra.packaging import archive


def _tree(folder: Path, names: list[str], at: int, mode: int) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}\n" * 20)
        path.chmod(mode)
        os.utime(path, (at, at))
    return folder


def test_time_order_and_group_of_whoever_made_it_are_not_in_it(tmp_path: Path) -> None:
    names = ["b/two.py", "a.py", "b/one.py"]
    archive.write(_tree(tmp_path / "first", names, 1_000_000_000, 0o644), tmp_path / "first.zip")
    archive.write(_tree(tmp_path / "second", names[::-1], 1_700_000_000, 0o600), tmp_path / "second.zip")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_it_holds_what_lambda_needs_to_read_and_run_it(tmp_path: Path) -> None:
    tree = _tree(tmp_path / "tree", ["code/app.py"], 1_000_000_000, 0o600)
    _tree(tree, ["program"], 1_000_000_000, 0o700)
    archive.write(tree, tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "made.zip") as made:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in made.infolist()}
        assert made.read("code/app.py") == (tree / "code/app.py").read_bytes()
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert modes == {"code/": 0o755, "code/app.py": 0o644, "program": 0o755}
    assert archive.unzipped_size(tmp_path / "made.zip") == sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())


def test_a_digest_is_of_names_contents_and_texts(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").write_text("y")
    paths = [tmp_path / "a", tmp_path / "b"]
    same = archive.digest(paths, "3.13")
    assert archive.digest(paths[::-1], "3.13") == same
    assert archive.digest(paths, "3.14") != same
    (tmp_path / "b").write_text("z")
    assert archive.digest(paths, "3.13") != same
