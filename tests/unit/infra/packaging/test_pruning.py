"""What of the wheels is left out."""

from pathlib import Path

import pytest

from infra.packaging.building import ROOT
from infra.packaging.failure import PackagingFailed
from infra.packaging.pruning import prune, prune_aws, services_called


def _files(tree: Path, *names: str) -> Path:
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).touch()
    return tree


def _left(tree: Path) -> set[str]:
    return {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}


def test_what_is_never_imported_is_left_out_and_licences_stay(tmp_path: Path) -> None:
    kept = ("a/__init__.py", "a/data/x.json", "a-1.dist-info/METADATA", "a-1.dist-info/licenses/LICENSE", "a-1.dist-info/entry_points.txt")
    gone = ("bin/a", "a/tests/test_a.py", "a/types.pyi", "a/__pycache__/x.pyc", "a-1.dist-info/RECORD", "a-1.dist-info/direct_url.json")
    prune(_files(tmp_path, *kept, *gone))
    assert _left(tmp_path) == set(kept)


def test_of_the_services_of_aws_those_that_are_called_are_left(tmp_path: Path) -> None:
    data = "botocore/data"
    _files(tmp_path, f"{data}/endpoints.json", f"{data}/s3/1/service-2.json.gz", f"{data}/ec2/1/service-2.json.gz")
    _files(tmp_path, f"{data}/s3/1/examples-1.json", "boto3/data/s3/1/resources-1.json", "boto3/session.py")
    prune_aws(tmp_path, frozenset({"s3"}))
    assert _left(tmp_path) == {f"{data}/endpoints.json", f"{data}/s3/1/service-2.json.gz", "boto3/session.py"}
    with pytest.raises(PackagingFailed, match="sqss"):
        prune_aws(tmp_path, frozenset({"sqss"}))


def test_which_services_are_called_is_read_from_the_code(tmp_path: Path) -> None:
    called = services_called(ROOT / "chalicelib")
    assert called == {"dynamodb", "s3", "sqs", "secretsmanager", "bedrock-runtime"}
    (tmp_path / "odd.py").write_text("import boto3\nname = 's3'\nboto3.client(name)\n")
    with pytest.raises(PackagingFailed, match=r"odd\.py:3"):
        services_called(tmp_path)
