"""The queue of renders, a composer and a renderer, in memory."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.domain.errors import Unavailable
from chalicelib.domain.facts import Facts
from chalicelib.messages import RenderRequested
from chalicelib.usecases.ports.renders import Asset, RenderedPdf


class FakeRenderQueue:
    def __init__(self) -> None:
        self.messages: list[RenderRequested] = []
        self.is_away = False

    def __len__(self) -> int:
        return len(self.messages)

    def send(self, message: RenderRequested) -> None:
        if self.is_away:
            raise Unavailable("the queue of renders")
        self.messages.append(message)


def compose_fake(facts: Facts) -> str:
    """The title and the gathered rows as text."""
    return "\n".join([facts.title, *(f"{row.day} {row.campaign_id} {row.cost}" for account in facts.accounts for row in account.rows)])


class FakeRenderer:
    """Turns text into a "PDF" of one page. `meanwhile` is called while it works."""

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.assets: list[Mapping[str, Asset]] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def render(self, html: str, language: str, created_at: datetime, assets: Mapping[str, Asset]) -> RenderedPdf:
        self.rendered.append(html)
        self.assets.append(assets)
        self.meanwhile()
        content = f"%PDF {language} {created_at}\n{html}".encode()
        return RenderedPdf(content, 1, hashlib.sha256(content).hexdigest())

    def check(self, content: bytes) -> int:
        if not content.startswith(b"%PDF"):
            raise ValueError("no PDF")
        return 1
