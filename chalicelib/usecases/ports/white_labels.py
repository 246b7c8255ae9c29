"""Port: where white labels are kept."""

from typing import Protocol

from chalicelib.domain.white_label import WhiteLabel


class WhiteLabels(Protocol):
    """White labels, each by its organization and its brand (None: the organization's own). Reads are never stale."""

    def get(self, organization_id: str, brand_id: str | None) -> WhiteLabel:
        """The white label; a blank one of revision 0 where nothing was ever set."""
        ...

    def save(self, label: WhiteLabel) -> WhiteLabel:
        """Store it over the one of its revision, and answer with its next revision.

        `Stale` where that has changed, `NoSuchBrand` where its brand is gone. A brand's goes when the brand is removed.
        """
        ...
