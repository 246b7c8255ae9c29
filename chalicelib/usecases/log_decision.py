"""Log a decision: an entry in an ad account's log."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.decisions import Decisions
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a caller says of a new entry, already of the right form."""

    decided_on: date
    entry_type: EntryType
    text: str
    campaign_id: str | None = None
    tags: tuple[str, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class LogDecision:
    """The use case, with what it depends on."""

    decisions: Decisions
    read_account: ReadAdAccount
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, account_id: str, wanted: NewDecision) -> Decision:
        """Make the entry; `NotFound` and `BrandNotAuthorized` as for the account."""
        now = self.clock()
        decision = Decision(
            id=ids.new_uuid(now, self.random),
            organization_id=caller.organization_id,
            ad_account_id=self.read_account(caller, account_id).id,
            decided_on=wanted.decided_on,
            entry_type=wanted.entry_type,
            text=wanted.text,
            campaign_id=wanted.campaign_id,
            tags=wanted.tags,
            outcome=wanted.outcome,
            created_at=now,
        )
        return made_once(lambda: self.decisions.get(decision), lambda: self._make(decision), resumes=self.resumes)

    def _make(self, decision: Decision) -> Decision:
        settled(lambda: self.decisions.add(decision), "the ad account")
        return decision
