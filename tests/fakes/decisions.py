"""Decisions in memory: the port `Decisions`, held to the same contract as the table."""

from collections.abc import Iterable

from chalicelib.domain.decision import Decision
from chalicelib.domain.errors import AlreadyMade
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.report_targets import NoSuchAccount


class FakeDecisions:
    def __init__(self, accounts: AdAccounts) -> None:
        self._accounts = accounts
        self._decisions: dict[tuple[str, str, str], Decision] = {}

    def __len__(self) -> int:
        return len(self._decisions)

    def within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[Decision, ...]:
        wanted = {(organization_id, account_id) for account_id in account_ids}
        found = (one for key, one in self._decisions.items() if key[:2] in wanted and one.decided_on in period)
        return tuple(sorted(found, key=lambda one: (one.decided_on, one.id)))

    def add(self, decision: Decision) -> None:
        if self.get(decision) is not None:
            raise AlreadyMade
        if self._accounts.get(decision.organization_id, decision.ad_account_id) is None:
            raise NoSuchAccount
        self._decisions[decision.organization_id, decision.ad_account_id, _place(decision)] = decision

    def get(self, decision: Decision) -> Decision | None:
        return self._decisions.get((decision.organization_id, decision.ad_account_id, _place(decision)))

    def page(self, organization_id: str, account_id: str, *, limit: int, after: str | None) -> Listing[Decision]:
        own = sorted((one for key, one in self._decisions.items() if key[:2] == (organization_id, account_id)), key=_place, reverse=True)
        rest = [one for one in own if after is None or _place(one) < after]
        return Listing(tuple(rest[:limit]), _place(rest[limit - 1]) if len(rest) > limit else None)

    def delete_all(self, organization_id: str, account_id: str) -> None:
        for key in [key for key in self._decisions if key[:2] == (organization_id, account_id)]:
            del self._decisions[key]


def _place(decision: Decision) -> str:
    return f"{decision.decided_on}#{decision.id}"
