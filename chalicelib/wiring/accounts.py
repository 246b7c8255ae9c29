"""Wiring of ad accounts and their daily metrics."""

from collections.abc import Callable, Sequence
from functools import cache

from chalicelib.domain.attempt import Attempt
from chalicelib.domain.row_judgement import RawRow
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.create_ad_account import CreateAdAccount
from chalicelib.usecases.delete_ad_account import DeleteAdAccount
from chalicelib.usecases.import_metrics import ImportMetrics
from chalicelib.usecases.list_ad_accounts import ListAdAccounts
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.read_metrics import ReadMetrics
from chalicelib.usecases.update_ad_account import UpdateAdAccount
from chalicelib.wiring.process import clock
from chalicelib.wiring.stores import ad_accounts, brands, daily_metrics, decisions, report_targets


@cache
def authorize_brand() -> AuthorizeBrand:
    """Authorize a brand that a caller names."""
    return AuthorizeBrand(brands())


def create_ad_account(attempt: Attempt) -> CreateAdAccount:
    """Create an ad account."""
    return CreateAdAccount(ad_accounts(), authorize_brand(), attempt.clock, attempt.random, attempt.resumes)


@cache
def read_ad_account() -> ReadAdAccount:
    """Read an ad account."""
    return ReadAdAccount(ad_accounts())


@cache
def list_ad_accounts() -> ListAdAccounts:
    """List ad accounts."""
    return ListAdAccounts(ad_accounts())


@cache
def update_ad_account() -> UpdateAdAccount:
    """Update an ad account."""
    return UpdateAdAccount(ad_accounts(), read_ad_account(), authorize_brand(), clock)


@cache
def delete_ad_account() -> DeleteAdAccount:
    """Delete an ad account."""
    return DeleteAdAccount(ad_accounts(), daily_metrics(), report_targets(), decisions(), read_ad_account())


def read_rows() -> Callable[[bytes, str | None], Sequence[RawRow]]:
    """How a file of ad data becomes rows."""
    from chalicelib import imports

    return imports.read_rows


@cache
def import_metrics() -> ImportMetrics:
    """Import daily metrics."""
    return ImportMetrics(daily_metrics(), read_ad_account())


@cache
def read_metrics() -> ReadMetrics:
    """Read daily metrics."""
    return ReadMetrics(daily_metrics(), read_ad_account())
