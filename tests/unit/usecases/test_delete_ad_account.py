from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import NotFound
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.usecases.delete_ad_account import DeleteAdAccount
from chalicelib.usecases.read_ad_account import ReadAdAccount
from tests.fakes.ad_accounts import FakeAdAccounts
from tests.fakes.daily_metrics import FakeDailyMetrics
from tests.fakes.decisions import FakeDecisions
from tests.fakes.report_targets import FakeReportTargets
from tests.fakes.time import CountingRandom, FakeClock

MARCH = MonthOfMetrics("2026-03", 0, (DailyMetrics(date(2026, 3, 1), "c", "C", Decimal(1), 1, 1, Decimal(1), Decimal(1)),))


class Crash(Exception):
    pass


class Interrupted(FakeAdAccounts):
    """The process dies, or an import gets in, before the account is removed."""

    before_removal: Callable[[], None] | None = None

    def remove(self, account: AdAccount) -> None:
        if self.before_removal:
            interruption, self.before_removal = self.before_removal, None
            interruption()
        super().remove(account)


@pytest.fixture
def known(account: AdAccount, clock: FakeClock, random: CountingRandom) -> AdAccount:
    return replace(account, id=ids.new_id(ids.AD_ACCOUNT, clock.now, random))


@pytest.fixture
def accounts(known: AdAccount) -> Interrupted:
    accounts = Interrupted()
    accounts.add(known)
    return accounts


@pytest.fixture
def metrics(accounts: Interrupted, known: AdAccount) -> FakeDailyMetrics:
    metrics = FakeDailyMetrics(accounts)
    metrics.replace_month(known, MARCH)
    return metrics


@pytest.fixture
def delete(accounts: Interrupted, metrics: FakeDailyMetrics) -> DeleteAdAccount:
    return DeleteAdAccount(accounts, metrics, FakeReportTargets(accounts), FakeDecisions(accounts), ReadAdAccount(accounts))


def _crash() -> None:
    raise Crash


def test_an_account_goes_with_its_rows(delete: DeleteAdAccount, metrics: FakeDailyMetrics, caller: Caller, known: AdAccount) -> None:
    delete(caller, known.id)
    assert metrics.days(known.organization_id, known.id) == set()
    with pytest.raises(NotFound):
        delete(caller, known.id)


def test_what_broke_off_in_the_middle_is_completed_by_the_same_again(
    delete: DeleteAdAccount, accounts: Interrupted, caller: Caller, known: AdAccount
) -> None:
    accounts.before_removal = _crash
    with pytest.raises(Crash):
        delete(caller, known.id)
    delete(caller, known.id)
    assert len(accounts) == 0


def test_an_import_that_gets_in_between_leaves_no_rows(
    delete: DeleteAdAccount, accounts: Interrupted, metrics: FakeDailyMetrics, caller: Caller, known: AdAccount
) -> None:
    accounts.before_removal = lambda: metrics.replace_month(known, MARCH)
    delete(caller, known.id)
    assert (len(accounts), metrics.days(known.organization_id, known.id)) == (0, set())


def test_another_organizations_account_stays(delete: DeleteAdAccount, accounts: Interrupted, known: AdAccount) -> None:
    with pytest.raises(NotFound):
        delete(Caller("another", "key-2", frozenset()), known.id)
    assert len(accounts) == 1
