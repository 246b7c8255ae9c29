"""Remove the logo of a white label, and its file. Reports that were made with it keep their own copy."""

from contextlib import suppress
from dataclasses import dataclass, replace

from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import KnownCondition, NotFound
from chalicelib.domain.white_label import Logo
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.update_white_label import UpdateWhiteLabel


@dataclass(frozen=True, slots=True)
class RemoveLogo:
    """The use case, with what it depends on."""

    documents: Documents
    update: UpdateWhiteLabel

    def __call__(self, caller: Caller, brand_id: str | None) -> None:
        """Remove the logo; `NotFound` where there is none."""
        was, _ = self.update.change(caller, brand_id, lambda label: replace(label, logo=None))
        if was.logo is None:
            raise NotFound("logo")
        discard(self.documents, was.logo)


def logo_folder(organization_id: str, brand_id: str | None) -> str:
    """Where the files of a white label's logo are: what the bucket does not forget by age, and then the organization."""
    return f"kept/org/{organization_id}/white-labels/{brand_id or 'organization'}/"


def discard(documents: Documents, logo: Logo) -> None:
    """Remove a file that no white label names any more. Where the bucket is away it stays, read by nobody."""
    with suppress(KnownCondition):
        documents.delete_all(logo.key)
