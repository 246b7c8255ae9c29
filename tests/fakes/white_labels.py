"""White labels in memory: the port `WhiteLabels`, held to the same contract as the table."""

from dataclasses import replace

from chalicelib.domain.errors import Stale
from chalicelib.domain.white_label import WhiteLabel
from chalicelib.usecases.wear_white_label import WearWhiteLabel
from tests.fakes.brands import FakeBrands
from tests.fakes.documents import FakeDocuments


def nothing_worn() -> WearWhiteLabel:
    """Where nobody set a white label."""
    return WearWhiteLabel(FakeWhiteLabels(FakeBrands()), FakeDocuments())


class FakeWhiteLabels:
    def __init__(self, brands: FakeBrands) -> None:
        self._brands = brands
        self._labels: dict[tuple[str, str | None], WhiteLabel] = {}

    def get(self, organization_id: str, brand_id: str | None) -> WhiteLabel:
        blank = WhiteLabel(organization_id, brand_id)
        if brand_id is not None and self._brands.get(organization_id, brand_id) is None:
            return blank
        return self._labels.get((organization_id, brand_id), blank)

    def save(self, label: WhiteLabel) -> WhiteLabel:
        if self.get(label.organization_id, label.brand_id).revision != label.revision:
            raise Stale
        if label.brand_id is not None:
            self._brands.count(label.organization_id, label.brand_id)
        saved = replace(label, revision=label.revision + 1)
        self._labels[label.organization_id, label.brand_id] = saved
        return saved
