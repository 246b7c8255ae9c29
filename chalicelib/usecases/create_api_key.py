"""Create an API key on a caller's behalf: it can do no more than theirs."""

from dataclasses import dataclass

from chalicelib.domain import scope
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import InsufficientScope, NotFound
from chalicelib.usecases.issue_api_key import IssueApiKey, NewApiKey
from chalicelib.usecases.read_brand import ReadBrand


@dataclass(frozen=True, slots=True)
class CreateApiKey:
    """The use case, with what it depends on."""

    issue: IssueApiKey
    read_brand: ReadBrand

    def __call__(self, caller: Caller, name: str, scopes: frozenset[str], allowed_brand_id: str | None) -> NewApiKey:
        """Make the key in the caller's organization; of a caller who is restricted to a brand, it is too.

        `InsufficientScope` for a scope that the caller's own do not grant; for a brand, `NotFound` where the organization has none,
        `BrandNotAuthorized` where it is another than the caller's.
        """
        for wanted in sorted(scopes):
            if not scope.grants(caller.scopes, wanted):
                raise InsufficientScope(wanted, tuple(sorted(caller.scopes)))
        if allowed_brand_id is not None:
            self._require_brand(caller, allowed_brand_id)
        return self.issue(caller.organization_id, name, scopes, allowed_brand_id or caller.allowed_brand_id)

    def _require_brand(self, caller: Caller, brand_id: str) -> None:
        try:
            self.read_brand(caller, brand_id)
        except NotFound as unseen:
            raise NotFound(unseen.what, field="allowed_brand_id") from unseen
