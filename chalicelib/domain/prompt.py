"""Prompt: a question that is put to every AI platform of a region config, word for word."""

from dataclasses import dataclass
from datetime import datetime

MAX_PROMPTS = 50
"""Per region config, disabled ones counted."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt. One that is `disabled` keeps its place and its history, and is not asked."""

    id: str
    organization_id: str
    region_config_id: str
    prompt_text: str
    category: str
    disabled: bool
    created_at: datetime
    updated_at: datetime
    revision: int = 1
