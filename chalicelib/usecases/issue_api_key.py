"""Issue an API key: its secret is shown this once. Who may have it is for the caller of this to know."""

from dataclasses import dataclass

from chalicelib.domain import api_key, ids
from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.clock import Clock
from chalicelib.domain.scope import ALL_SCOPES
from chalicelib.usecases.ports.api_keys import ApiKeys
from chalicelib.usecases.settled import settled

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """A key and its secret, which is nowhere else."""

    key: ApiKey
    secret: str


@dataclass(frozen=True, slots=True)
class IssueApiKey:
    """The use case, with what it depends on: `random` may be drawn again by a repeat of the request, `secret_random` never is."""

    keys: ApiKeys
    clock: Clock
    random: ids.RandomBytes
    secret_random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, organization_id: str, name: str, scopes: frozenset[str], allowed_brand_id: str | None = None) -> NewApiKey:
        """Make a key for an organization; ValueError for scopes or an organization id that can't be."""
        if not api_key.ORGANIZATION_FORM.fullmatch(organization_id):
            raise ValueError(f"an organization's id is a-z, 0-9 and hyphens, 63 at most: {organization_id!r}")
        if unknown := scopes - ALL_SCOPES:
            raise ValueError(f"no such scopes: {', '.join(sorted(unknown))}")
        if not scopes:
            raise ValueError("a key without scopes could do nothing")
        now = self.clock()
        secret = api_key.secret_from(self.secret_random(_SECRET_BYTES))
        key = ApiKey(
            id=ids.new_uuid(now, self.random),
            organization_id=organization_id,
            name=name,
            key_hash=api_key.hashed(secret),
            key_prefix=secret[: api_key.PREFIX_SHOWN],
            scopes=scopes,
            created_at=now,
            allowed_brand_id=allowed_brand_id,
        )
        if self.resumes:
            self._remove_lost(key)
        self.keys.add(key)
        return NewApiKey(key, secret)

    def _remove_lost(self, key: ApiKey) -> None:
        """An earlier attempt's key, if it was made: nobody was told its secret, and nobody can be."""
        lost = self.keys.get(key.organization_id, key.id)
        if lost is not None:
            settled(lambda: self.keys.remove(lost), "the key")
