"""Read a white label: a brand's that the caller may see, or their organization's."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.white_label import WhiteLabel
from chalicelib.usecases.ports.white_labels import WhiteLabels
from chalicelib.usecases.read_brand import ReadBrand


@dataclass(frozen=True, slots=True)
class ReadWhiteLabel:
    """The use case, with what it depends on."""

    white_labels: WhiteLabels
    read_brand: ReadBrand

    def __call__(self, caller: Caller, brand_id: str | None) -> WhiteLabel:
        """The white label as it is now, of the organization where `brand_id` is None; `NotFound` where there is no such brand."""
        brand = self.read_brand(caller, brand_id) if brand_id is not None else None
        return self.white_labels.get(caller.organization_id, brand.id if brand else None)
