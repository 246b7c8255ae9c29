"""Ad account: one advertiser's account on one ad platform, in one currency and one time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """Where the ads run. The value is what the API takes; `label` is what a page prints."""

    GOOGLE_ADS = "google_ads"
    META_ADS = "meta_ads"
    TIKTOK_ADS = "tiktok_ads"
    MICROSOFT_ADS = "microsoft_ads"
    LINKEDIN_ADS = "linkedin_ads"
    PINTEREST_ADS = "pinterest_ads"
    REDDIT_ADS = "reddit_ads"
    OTHER = "other"

    @property
    def label(self) -> str:
        """`Google Ads`: the platform's own spelling."""
        return _LABELS[self]


_LABELS = {
    Platform.GOOGLE_ADS: "Google Ads",
    Platform.META_ADS: "Meta Ads",
    Platform.TIKTOK_ADS: "TikTok Ads",
    Platform.MICROSOFT_ADS: "Microsoft Ads",
    Platform.LINKEDIN_ADS: "LinkedIn Ads",
    Platform.PINTEREST_ADS: "Pinterest Ads",
    Platform.REDDIT_ADS: "Reddit Ads",
    Platform.OTHER: "Other",
}


@dataclass(frozen=True, slots=True)
class AdAccount:
    """An ad account. `data_version` counts the imports that changed a row; `revision` counts every write of this item."""

    id: str
    organization_id: str
    account_name: str
    platform: Platform
    external_account_id: str
    currency: str
    timezone: str
    brand_id: str | None
    created_at: datetime
    updated_at: datetime
    data_version: int = 0
    revision: int = 1


@dataclass(frozen=True, slots=True)
class AccountIdentity:
    """What a report copies of an account when it is made, so that a later rename does not rewrite history."""

    ad_account_id: str
    account_name: str
    platform: Platform
    external_account_id: str
    currency: str
    timezone: str

    @classmethod
    def of(cls, account: AdAccount) -> "AccountIdentity":
        """The account's identity as it is now."""
        return cls(account.id, account.account_name, account.platform, account.external_account_id, account.currency, account.timezone)


def common_brand(accounts: Iterable[AdAccount]) -> str | None:
    """The brand that all of the accounts are linked to; None where they are of several, or one of them is of none."""
    brands = {account.brand_id for account in accounts}
    return brands.pop() if len(brands) == 1 else None
