"""Update a white label: what is named changes, the rest stays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.caller import Caller, require_organization
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound
from chalicelib.domain.white_label import WhiteLabel
from chalicelib.usecases.ports.brands import NoSuchBrand
from chalicelib.usecases.ports.white_labels import WhiteLabels
from chalicelib.usecases.read_white_label import ReadWhiteLabel
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class UpdateWhiteLabel:
    """The use case, with what it depends on."""

    white_labels: WhiteLabels
    read: ReadWhiteLabel
    clock: Clock

    def __call__(self, caller: Caller, brand_id: str | None, changes: Mapping[str, Any]) -> WhiteLabel:
        """The white label with these fields changed; nothing is written where nothing changes."""
        return self.change(caller, brand_id, lambda label: replace(label, **changes))[1]

    def change(self, caller: Caller, brand_id: str | None, changed: Callable[[WhiteLabel], WhiteLabel]) -> tuple[WhiteLabel, WhiteLabel]:
        """The white label before and after a change. `NotFound` where its brand is not there, or goes meanwhile."""
        require_change(caller, brand_id)

        def attempt() -> tuple[WhiteLabel, WhiteLabel]:
            was = self.read(caller, brand_id)
            now = changed(was)
            return was, was if now == was else self.white_labels.save(replace(now, updated_at=self.clock()))

        try:
            return settled(attempt, "the white label")
        except NoSuchBrand as gone:
            raise NotFound("brand") from gone


def require_change(caller: Caller, brand_id: str | None) -> None:
    """`Forbidden` where it is the organization's white label, and the caller is restricted to a brand."""
    if brand_id is None:
        require_organization(caller, "The organization's white label")
