"""The first API key of a stack: a random one, stored as a hash like any other."""

import os
from collections.abc import Iterable
from pathlib import Path

import boto3

from infra import issue_key
from infra.issue_key import WantedKey
from infra.local.aws import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY

ORGANIZATION = "local"
KEY_FILE = "key"
FIRST = WantedKey(ORGANIZATION, "local", frozenset({"*"}))


def issue(endpoint_url: str, table: str, key: WantedKey = FIRST) -> str:
    """Makes a key, by default one that may do everything in the organization `local`; its secret."""
    dynamodb = boto3.client(
        "dynamodb", endpoint_url=endpoint_url, region_name=REGION, aws_access_key_id=ACCESS_KEY_ID, aws_secret_access_key=SECRET_ACCESS_KEY
    )
    try:
        return issue_key.issue(dynamodb, table, key)
    finally:
        dynamodb.close()


def write(secret: str, paths: Iterable[Path]) -> None:
    """Puts the secret where its owner alone can read it, whole from the first moment on."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}-{os.getpid()}")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret + "\n")
        new.replace(path)


def hand_back(state: Path) -> None:
    """Where `<state>/key` has gone with its stack, it is given the key of the youngest stack that still runs (`<state>/<port>/key`)."""
    running = [path for path in state.glob(f"[0-9]*/{KEY_FILE}") if path.is_file()]
    if running and not (state / KEY_FILE).exists():
        youngest = max(running, key=lambda path: path.stat().st_mtime)
        write(youngest.read_text().strip(), [state / KEY_FILE])


def withdraw(secret: str, paths: Iterable[Path]) -> None:
    """Removes the files that still hold this key. One that a later stack has overwritten is left."""
    for path in paths:
        if path.is_file() and path.read_text().strip() == secret:
            path.unlink()
