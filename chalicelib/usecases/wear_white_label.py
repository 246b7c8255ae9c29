"""Wear a white label: which one a report wears, decided once, when its facts are gathered, and frozen with them.

A report wears its brand's white label, whole. Where the brand has none (nothing is set on it) it wears the organization's, whole: the
fields of two are never mixed, so that no client's report carries another's colours or contacts beside its own.
"""

import base64
from dataclasses import dataclass

from chalicelib.domain.errors import Unavailable
from chalicelib.domain.white_label import WhiteLabel, Worn
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.ports.white_labels import WhiteLabels

_RACES = 3


@dataclass(frozen=True, slots=True)
class WearWhiteLabel:
    """The use case, with what it depends on."""

    white_labels: WhiteLabels
    documents: Documents

    def choose(self, organization_id: str, brand_id: str | None) -> WhiteLabel:
        """The white label that a report of this brand (None: of no one brand) wears; a blank one is the house's own look."""
        if brand_id is not None:
            label = self.white_labels.get(organization_id, brand_id)
            if not label.is_blank:
                return label
        return self.white_labels.get(organization_id, None)

    def __call__(self, organization_id: str, brand_id: str | None) -> Worn:
        """The same, with its logo; `Unavailable` where the logo's file can't be had, which no report is printed without."""
        for _ in range(_RACES):
            label = self.choose(organization_id, brand_id)
            if label.logo is None:
                return Worn(label)
            content = self.documents.get(label.logo.key)
            if content is not None:
                return Worn(label, base64.b64encode(content).decode())
            # It was replaced between the two reads: the one that took its place is there.
        raise Unavailable("the logo, which keeps changing")


def worn_version(label: WhiteLabel) -> tuple[str | None, int] | None:
    """What tells one look of a report from another: whose white label, and its revision; None for the house's own look."""
    return None if label.is_blank else (label.brand_id, label.revision)
