"""The real answers about password managers in ../shared/data: they are read from there, never copied."""

import csv
from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain.answer_analysis import BrandNames

ANSWERS = Path(__file__).parents[3] / "shared/data/answers/password_managers"
PLATFORMS = ("chatgpt", "gemini")
WEBSITES = {
    "1Password": "https://1password.com",
    "Bitwarden": "https://bitwarden.com",
    "LastPass": "https://www.lastpass.com",
    "Dashlane": "https://www.dashlane.com",
    "Keeper": "https://www.keepersecurity.com",
    "NordPass": "https://nordpass.com",
    "RoboForm": "https://www.roboform.com",
}
BRANDS = {name: BrandNames(name, website) for name, website in WEBSITES.items()}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the files."""
    with (ANSWERS / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def answers(platform: str) -> dict[str, str]:
    """A platform's answers by the number of their question."""
    return {row["query_id"]: row["response_text"] for row in rows(f"responses_{platform}.csv")}
