import os
from pathlib import Path

from infra.local import first_key


def test_a_key_is_written_for_its_owner_alone_over_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "key"
    path.parent.mkdir()
    path.write_text("old")
    first_key.write("folio_new", [path])
    assert path.read_text() == "folio_new\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_a_later_stack_has_overwritten_is_not_withdrawn(tmp_path: Path) -> None:
    mine, shared = tmp_path / "8000", tmp_path / "key"
    first_key.write("folio_mine", [mine, shared])
    first_key.write("folio_later", [shared])
    first_key.withdraw("folio_mine", [mine, shared])
    assert not mine.exists()
    assert shared.read_text() == "folio_later\n"


def test_the_shared_key_goes_back_to_the_youngest_stack_that_still_runs(tmp_path: Path) -> None:
    for age, port in ((20, "8000"), (10, "8001")):
        path = tmp_path / port / "key"
        first_key.write(f"folio_{port}", [path])
        os.utime(path, (1_800_000_000 - age,) * 2)
    first_key.hand_back(tmp_path)
    assert (tmp_path / "key").read_text() == "folio_8001\n"


def test_the_shared_key_stays_where_its_stack_runs_and_away_where_none_does(tmp_path: Path) -> None:
    first_key.hand_back(tmp_path)
    assert not (tmp_path / "key").exists()
    first_key.write("folio_shared", [tmp_path / "key"])
    first_key.write("folio_other", [tmp_path / "8000" / "key"])
    first_key.hand_back(tmp_path)
    assert (tmp_path / "key").read_text() == "folio_shared\n"
